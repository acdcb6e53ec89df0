package parley.node.web.page;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import parley.base.Result;
import parley.base.Role;
import parley.node.web.ask.Digits;
import parley.node.web.ask.Form;
import parley.node.words.Language;
import parley.talks.message.MessageActs;
import parley.talks.rules.Attribution;
import parley.talks.rules.Confidentiality;
import parley.talks.rules.Consents;
import parley.talks.rules.Conveying;
import parley.talks.rules.Decision;
import parley.talks.rules.Destruction;
import parley.talks.rules.Discretion;
import parley.talks.rules.MediaLine;
import parley.talks.rules.Pauses;
import parley.talks.rules.QuietSlots;
import parley.talks.rules.RecordLevel;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;
import parley.talks.rules.Standing;

/** The Rules as a form asks for them; what it doesn't ask for stays as it was. */
public final class RulesForm {
    private RulesForm() {}

    /** Who may suspend the talks, to choose from. */
    public enum Suspenders {
        PARTY_MEDIATOR,
        MEDIATOR,
        PARTY,
        NOBODY;

        List<Role> roles() {
            return switch (this) {
                case PARTY_MEDIATOR -> List.of(Role.PARTY, Role.MEDIATOR);
                case MEDIATOR -> List.of(Role.MEDIATOR);
                case PARTY -> List.of(Role.PARTY);
                case NOBODY -> List.of();
            };
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Whether this is what Rules say, or what was chosen in a form that is shown again. */
        public boolean chosen(Pauses pauses, Form typed) {
            return typed.text("suspenders").isEmpty()
                    ? pauses.suspenders().equals(roles())
                    : typed.text("suspenders").equals(word());
        }
    }

    static Result<Rules> read(Form form, Rules before) {
        Optional<Long> admission = form.number("admission", 1, Rules.MOST_SEATS);
        Optional<Long> removal = form.number("removal", 1, Rules.MOST_SEATS);
        Optional<Long> retention = form.number("retention", 0, Rules.MOST_DAYS);
        if (admission.isEmpty() || removal.isEmpty()) {
            return Result.refused("web.consents", 1, Rules.MOST_SEATS);
        }
        if (retention.isEmpty()) {
            return Result.refused("web.days", 0, Rules.MOST_DAYS);
        }
        Consents old = before.consents();
        Rules rules = before.withConsents(new Consents(
                        old.voters(),
                        admission.get().intValue(),
                        removal.get().intValue(),
                        old.refresh(),
                        old.move(),
                        form.ticked("each-party")))
                .withReaders(Chosen.of(Standing.values(), form.text("readers")).orElse(before.readers()))
                .withReceipts(form.ticked("receipts"))
                .withQuiet(Chosen.of(QuietSlots.values(), form.text("quiet")).orElse(before.quiet()))
                .withRetentionDays(retention.get().intValue())
                .withDecision(
                        Chosen.of(Decision.values(), form.text("decision")).orElse(before.decision()))
                .withDiscretion(new Discretion(
                        words(form, "media"), words(form, "lasting"), words(form, "breach"), words(form, "alleged")));
        Optional<RecordLevel> level = Chosen.of(RecordLevel.values(), form.text("level"));
        if (level.isPresent()) {
            for (RoomKind kind : RoomKind.RECORDED) {
                rules = rules.withRecord(kind, level.get());
            }
        }
        Rules levelled = rules;
        return until(form, before.confidentiality())
                .then(until -> pauses(form, before.pauses())
                        .map(pauses -> confidential(form, levelled.withPauses(pauses), until)))
                .then(read -> read.languages().isEmpty() ? Result.refused("web.languages") : Result.done(read));
    }

    private static Rules confidential(Form form, Rules rules, int until) {
        Confidentiality before = rules.confidentiality();
        List<MediaLine> lines = lines(form, before.mediaLines());
        List<String> languages = new ArrayList<>(languages(form, rules));
        lines.stream()
                .map(MediaLine::language)
                .filter(tag -> !languages.contains(tag))
                .forEach(languages::add);
        return rules.withLanguages(languages)
                .withConfidentiality(new Confidentiality(
                        Chosen.of(Conveying.values(), form.text("conveyance")).orElse(before.conveyance()),
                        Chosen.of(Attribution.values(), form.text("attribution"))
                                .orElse(before.attribution()),
                        until,
                        lines,
                        Chosen.of(Destruction.values(), form.text("destruction"))
                                .orElse(before.destruction())));
    }

    private static List<String> languages(Form form, Rules before) {
        return form.ticked("languages")
                ? RulesText.offered(before)
                        .filter(tag -> form.ticked("speaks-" + tag))
                        .toList()
                : before.languages();
    }

    /** Lines in the languages of the pages as they were typed, and those in others as they were. */
    private static List<MediaLine> lines(Form form, List<MediaLine> before) {
        Stream<MediaLine> typed = Arrays.stream(Language.values())
                .filter(language -> form.ticked("line-" + language.tag()))
                .map(language -> new MediaLine(language.tag(), words(form, "line-" + language.tag())))
                .filter(line -> !line.text().isEmpty());
        return Stream.concat(typed, before.stream().filter(line -> !form.ticked("line-" + line.language())))
                .toList();
    }

    private static Result<Integer> until(Form form, Confidentiality before) {
        if (!form.ticked("until")) {
            return Result.done(before.until());
        }
        String typed = Digits.latin(form.line("until"));
        if (typed.isEmpty()) {
            return Result.done(0);
        }
        try {
            long day = LocalDate.parse(typed).toEpochDay();
            return day < 1 || day > Confidentiality.MOST_DAY
                    ? Result.refused("web.until")
                    : Result.done(Math.toIntExact(day));
        } catch (DateTimeParseException e) {
            return Result.refused("web.until");
        }
    }

    private static Result<Pauses> pauses(Form form, Pauses before) {
        List<Role> suspenders = Arrays.stream(Suspenders.values())
                .filter(one -> one.word().equals(form.text("suspenders")))
                .findFirst()
                .map(Suspenders::roles)
                .orElse(before.suspenders());
        Optional<Long> days = days(form, "suspend-days", 1, before.mostDays());
        Optional<Long> notice = days(form, "notice-days", 0, before.withdrawalNotice());
        return days.isEmpty() || notice.isEmpty()
                ? Result.refused("web.days", days.isEmpty() ? 1 : 0, Pauses.MOST_DAYS)
                : Result.done(new Pauses(
                        suspenders, days.get().intValue(), notice.get().intValue()));
    }

    private static Optional<Long> days(Form form, String name, int least, int before) {
        return form.ticked(name) ? form.number(name, least, Pauses.MOST_DAYS) : Optional.of((long) before);
    }

    private static String words(Form form, String name) {
        return MessageActs.canonical(form.line(name));
    }

    // ---- What the fields hold when the form is shown

    /** A language to tick. */
    public record Speaks(String tag, String name, boolean chosen) {}

    public static List<Speaks> speaks(Rules rules, Form typed) {
        return RulesText.offered(rules)
                .map(tag -> new Speaks(
                        tag,
                        RulesText.language(tag),
                        typed.ticked("languages")
                                ? typed.ticked("speaks-" + tag)
                                : rules.languages().contains(tag)))
                .toList();
    }

    /** The last day as the field for dates takes it. */
    public static String until(Rules rules, Form typed) {
        if (typed.ticked("until")) {
            return typed.text("until");
        }
        int day = rules.confidentiality().until();
        return day == 0 ? "" : LocalDate.ofEpochDay(day).toString();
    }

    public static String line(Rules rules, Form typed, Language language) {
        return typed.ticked("line-" + language.tag())
                ? typed.text("line-" + language.tag())
                : rules.confidentiality().mediaLines().stream()
                        .filter(line -> line.language().equals(language.tag()))
                        .map(MediaLine::text)
                        .findFirst()
                        .orElse("");
    }
}
