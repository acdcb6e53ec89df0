package parley.talks.nonpaper;

import java.util.List;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.talks.Why;
import parley.talks.message.Direction;
import parley.talks.message.MessageActs;
import parley.talks.practice.ReaderProof;
import parley.talks.practice.Sitting;
import parley.talks.rules.Standing;
import parley.talks.text.PlainText;

/** Decides what people ask about non-papers. Pure. */
public final class NonPaperActs {
    private NonPaperActs() {}

    /** What a person can ask. */
    public sealed interface Command {
        /**
         * @param text as typed: {@link #plain} is applied to it
         * @param standing proofs over {@link NonPaperEvent.Laid#statement} of the plain text
         * @param forOthers whether the mediators of this caucus may lay it before others
         * @param leastKnown how well the asking node knows the reader that it knows least
         */
        record Lay(
                String text,
                String lang,
                Direction dir,
                long lapses,
                List<ReaderProof> standing,
                boolean forOthers,
                Standing leastKnown)
                implements Command {
            public Lay {
                standing = List.copyOf(standing);
            }
        }

        /**
         * Writes down before whom a paper of this room is laid.
         *
         * @param paper the position at which it was laid here
         */
        record Carry(long paper, List<Principal> to, long lapses) implements Command {
            public Carry {
                to = List.copyOf(to);
            }
        }
    }

    /** Decides. How well readers are known is checked here only: it is in no log, so no fold can judge it. */
    public static Result<NonPaperEvent> decide(Sitting sitting, NonPapers state, PrincipalId who, Command command) {
        return switch (command) {
            case Command.Lay lay ->
                lay.leastKnown().atLeast(sitting.rules().readers())
                        ? state.judged(
                                sitting,
                                who,
                                new NonPaperEvent.Laid(
                                        plain(lay.text()),
                                        lay.lang(),
                                        lay.dir(),
                                        Math.max(0, lay.lapses()),
                                        lay.standing(),
                                        lay.forOthers()))
                        : Why.MESSAGE_READERS_NOT_COMPARED.result(
                                sitting.rules().readers().word());
            case Command.Carry carry ->
                state.judged(
                        sitting,
                        who,
                        new NonPaperEvent.Carried(carry.paper(), carry.to(), Math.max(0, carry.lapses())));
        };
    }

    /** The text as it is sealed. */
    public static String plain(String typed) {
        return PlainText.of(MessageActs.canonical(typed));
    }
}
