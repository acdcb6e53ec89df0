package parley.settlement.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.settlement.Issue;
import parley.settlement.Ratio;
import parley.settlement.elicit.Elicitation;
import parley.settlement.elicit.Mistake;
import parley.settlement.elicit.Reply;

/**
 * Reads what a party was asked about and what it answered: {@code {"answers":[{"options":[100,40,0]},{"swings":[100,60]},…]}} in the order
 * in which it was asked. As strict as {@link Cases}.
 */
public final class Interviews {
    private Interviews() {}

    /** What files turned out to be. */
    public sealed interface Interview {
        /**
         * As far as it went.
         *
         * @param issues of the sheet
         */
        record Found(List<Issue> issues, Elicitation asked) implements Interview {}

        /** Not understood; its {@link Reading.Bad#line} says what and where. */
        record Bad(Reading.Bad why) implements Interview {}
    }

    /**
     * Never throws for what the files contain.
     *
     * @param sheet a case, of which only the issues count
     * @param answers empty before the first
     */
    public static Interview read(Source sheet, Optional<Source> answers) {
        try {
            Cursor root = Cursor.root(sheet.name(), JsonTree.parse(sheet));
            Map<String, Cursor> fields = root.only("issues", "parties", "divisible", "interactions", "forbidden");
            Cursor list = Cursor.need(fields, "issues", root);
            List<Issue> issues = CaseJson.issues(list);
            if (issues.size() > Elicitation.MOST_ISSUES) {
                throw list.bad("a party is asked about at most " + Elicitation.MOST_ISSUES
                        + " issues; settle the smaller ones apart");
            }
            Elicitation asked = Elicitation.of(issues);
            if (answers.isPresent()) {
                asked = answered(Cursor.root(answers.get().name(), JsonTree.parse(answers.get())), asked);
            }
            return new Interview.Found(issues, asked);
        } catch (BadInput bad) {
            return new Interview.Bad(bad.toBad());
        }
    }

    private static Elicitation answered(Cursor root, Elicitation asked) throws BadInput {
        Cursor list = Cursor.need(root.only("answers"), "answers", root);
        Elicitation so = asked;
        for (Cursor item : list.items()) {
            Reply reply = reply(item);
            Optional<Mistake> mistake = so.mistake(reply);
            if (mistake.isPresent()) {
                throw item.bad(cure(mistake.get()) + "; correct it, or delete this answer and those after it");
            }
            so = so.with(reply);
        }
        return so;
    }

    private static Reply reply(Cursor at) throws BadInput {
        Map<String, Cursor> fields = at.only("options", "swings", "swap", "rank", "fit", "walking", "skip");
        if (fields.size() != 1) {
            throw at.bad("an answer has one field; delete the others");
        }
        Map.Entry<String, Cursor> one = fields.entrySet().iterator().next();
        Cursor value = one.getValue();
        return switch (one.getKey()) {
            case "options" -> new Reply.Options(numbers(value));
            case "swings" -> new Reply.Swings(numbers(value));
            case "swap" ->
                new Reply.Swap(
                        switch (value.name()) {
                            case "yes" -> Reply.Verdict.YES;
                            case "no" -> Reply.Verdict.NO;
                            case "even" -> Reply.Verdict.EVEN;
                            default -> throw value.bad("this has to be \"yes\", \"no\" or \"even\"; correct it");
                        });
            case "rank" -> new Reply.Rank(places(value));
            case "fit" -> new Reply.Settle(value.bool());
            case "walking" -> new Reply.Walking(value.number());
            default -> new Reply.Skip();
        };
    }

    private static List<Ratio> numbers(Cursor list) throws BadInput {
        List<Ratio> all = new ArrayList<>();
        for (Cursor item : list.items()) {
            all.add(item.number());
        }
        return all;
    }

    /** Numbers of packages, counted from 1. */
    private static List<Integer> places(Cursor list) throws BadInput {
        List<Integer> all = new ArrayList<>();
        for (Cursor item : list.items()) {
            Ratio number = item.number();
            boolean small = number.under().equals(java.math.BigInteger.ONE)
                    && number.over().bitLength() < 16;
            all.add(small ? number.over().intValueExact() - 1 : -1);
        }
        return all;
    }

    /** What is wrong with an answer, and how it has to be. */
    public static String cure(Mistake mistake) {
        return switch (mistake) {
            case NOTHING_ASKED -> "all questions were answered already";
            case OTHER_QUESTION -> "this answers another question than the one that stands here";
            case NOT_ONE_EACH -> "one number from 0 to 100 is needed for each";
            case NO_BEST_OR_WORST -> "the best needs 100 and the worst 0; or all 0 where it makes no difference";
            case NO_MOST -> "what matters most needs 100";
            case NO_ORDER -> "each number is needed once, the best first";
            case NOT_TO_BE_SKIPPED -> "this one can't be skipped: all else rests on it";
        };
    }
}
