package parley.talks.convey;

import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.talks.Why;
import parley.talks.convey.ConveyEvent.Label;
import parley.talks.convey.ConveyEvent.Marking;
import parley.talks.convey.ConveyEvent.Wording;
import parley.talks.message.MessageActs;
import parley.talks.practice.ReaderProof;
import parley.talks.practice.Sitting;
import parley.talks.rules.Standing;

/** Decides what people ask about passages. Pure. */
public final class ConveyActs {
    private ConveyActs() {}

    /** What a person can ask. Texts as typed: {@link MessageActs#canonical} is applied to them. */
    public sealed interface Command {
        record Mark(Hash message, List<Marking> passages) implements Command {
            public Mark {
                passages = List.copyOf(passages);
            }
        }

        record Relabel(Hash passage, Label label) implements Command {}

        record Withdraw(Hash passage) implements Command {}

        /** Proofs for the readers that the author's node knows. */
        record Prove(Hash passage, List<ReaderProof> proofs) implements Command {
            public Prove {
                proofs = List.copyOf(proofs);
            }
        }

        /** Tells the source's node when and in which words its idea was raised. */
        record Raise(Hash passage, Bytes sealed) implements Command {}

        /** Takes up words without a caveat, where the Rules let a mediator put them in substance. */
        record Open(Hash message, PrincipalId from, List<Wording> wordings) implements Command {
            public Open {
                wordings = List.copyOf(wordings);
            }
        }

        /**
         * The record in the source's room, before anything leaves it.
         *
         * @param source the words of the passage, as the asking node has them
         */
        record WriteDown(
                Hash passage,
                CrossedAs as,
                List<Principal> to,
                String source,
                Wording wording,
                String because,
                long statedAt)
                implements Command {
            public WriteDown {
                to = List.copyOf(to);
            }
        }

        /**
         * What then comes into the receiver's room.
         *
         * @param leastKnown how well the asking node knows the reader that it knows least
         */
        record Convey(CrossedAs as, Principal from, Wording wording, Optional<Evidence> evidence, Standing leastKnown)
                implements Command {}
    }

    /**
     * Decides. How well readers are known is checked here only: it is in no log, so no fold can judge it. Likewise that a paraphrase
     * isn't the very words: states hold hashes, and what was folded before this was checked stays as it was.
     */
    public static Result<ConveyEvent> decide(Sitting sitting, Conveyance state, PrincipalId who, Command command) {
        if (command instanceof Command.Convey convey
                && !convey.leastKnown().atLeast(sitting.rules().readers())) {
            return Why.MESSAGE_READERS_NOT_COMPARED.result(
                    sitting.rules().readers().word());
        }
        if (command instanceof Command.WriteDown down && down.as() == CrossedAs.PARAPHRASE && sameWords(down)) {
            return Why.CONVEY_SAME_WORDS.result();
        }
        ConveyEvent event = switch (command) {
            case Command.Mark(Hash message, List<Marking> passages) ->
                new ConveyEvent.Marked(
                        message,
                        passages.stream()
                                .map(one -> new Marking(canonical(one.wording()), canonical(one.label())))
                                .toList());
            case Command.Relabel(Hash passage, Label label) -> new ConveyEvent.Relabelled(passage, canonical(label));
            case Command.Withdraw(Hash passage) -> new ConveyEvent.Withdrawn(passage);
            case Command.WriteDown down ->
                new ConveyEvent.Crossed(
                        down.passage(),
                        down.as(),
                        down.to(),
                        canonical(down.wording()),
                        MessageActs.canonical(down.because()),
                        Math.max(0, down.statedAt()));
            case Command.Prove(Hash passage, List<ReaderProof> proofs) -> new ConveyEvent.Proved(passage, proofs);
            case Command.Raise(Hash passage, Bytes sealed) -> new ConveyEvent.Raised(passage, sealed);
            case Command.Open(Hash message, PrincipalId from, List<Wording> wordings) ->
                new ConveyEvent.Opened(
                        message,
                        from,
                        wordings.stream().map(ConveyActs::canonical).toList());
            case Command.Convey convey ->
                new ConveyEvent.Conveyed(convey.as(), convey.from(), canonical(convey.wording()), convey.evidence());
        };
        return state.judged(sitting, who, event);
    }

    private static boolean sameWords(Command.WriteDown down) {
        return Echo.same(
                MessageActs.canonical(down.source()),
                MessageActs.canonical(down.wording().text()));
    }

    private static Wording canonical(Wording wording) {
        return new Wording(MessageActs.canonical(wording.text()), wording.lang(), wording.dir());
    }

    private static Label canonical(Label label) {
        return new Label(label.caveat(), MessageActs.canonical(label.condition()), Math.max(0, label.lapses()));
    }
}
