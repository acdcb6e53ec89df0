package parley.talks.sheet;

import java.util.List;
import java.util.Optional;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.talks.Why;
import parley.talks.message.Direction;
import parley.talks.message.MessageActs;
import parley.talks.practice.Sitting;
import parley.talks.rules.Standing;
import parley.talks.sheet.SheetEvent.Drawn;
import parley.talks.sheet.SheetEvent.Shared;
import parley.talks.sheet.SheetEvent.Tabled;
import parley.talks.sheet.SheetEvent.TakenOff;

/** Decides what people ask of the issue sheet. Pure. */
public final class SheetActs {
    private SheetActs() {}

    /** What a person can ask. {@code leastKnown} is how well the least known reader is known. */
    public sealed interface Command {
        record Draw(Optional<Hash> replaces, String lang, Direction dir, List<SheetIssue> issues, Standing leastKnown)
                implements Command {
            public Draw {
                issues = List.copyOf(issues);
            }
        }

        record PutOnTable(Hash sheet, List<Integer> options, Standing leastKnown) implements Command {
            public PutOnTable {
                options = List.copyOf(options);
            }
        }

        /** A party's scores, for the mediators of its caucus. */
        record Share(Hash sheet, List<List<Long>> scores, long reservation, Standing leastKnown) implements Command {
            public Share {
                scores = scores.stream().map(List::copyOf).toList();
            }

            @Override
            public String toString() {
                return "Share[…]";
            }
        }

        /** Whoever reads this has read the package. */
        record TakeOff(Hash offer) implements Command {}
    }

    /** Decides. That the readers are known well enough is checked here only: what a node knows of its peers is in no log. */
    public static Result<SheetEvent> decide(Sitting sitting, Sheet state, PrincipalId who, Command command) {
        return switch (command) {
            case Command.Draw draw ->
                known(
                        sitting,
                        draw.leastKnown(),
                        state.judged(
                                sitting,
                                who,
                                new Drawn(
                                        draw.replaces(),
                                        draw.lang(),
                                        draw.dir(),
                                        draw.issues().stream()
                                                .map(SheetActs::canonical)
                                                .toList())));
            case Command.PutOnTable(Hash sheet, List<Integer> options, Standing leastKnown) ->
                known(sitting, leastKnown, state.judged(sitting, who, new Tabled(sheet, options)));
            case Command.Share share ->
                known(
                        sitting,
                        share.leastKnown(),
                        state.judged(sitting, who, new Shared(share.sheet(), share.scores(), share.reservation())));
            case Command.TakeOff(Hash offer) -> state.judged(sitting, who, new TakenOff(offer));
        };
    }

    private static SheetIssue canonical(SheetIssue issue) {
        return new SheetIssue(
                MessageActs.canonical(issue.name()),
                issue.options().stream().map(MessageActs::canonical).toList());
    }

    private static Result<SheetEvent> known(Sitting sitting, Standing leastKnown, Result<SheetEvent> judged) {
        Standing least = sitting.rules().readers();
        return leastKnown.atLeast(least)
                ? judged
                : judged.then(_ -> Why.MESSAGE_READERS_NOT_COMPARED.result(least.word()));
    }
}
