package parley.talks.sounding;

import parley.base.Hash;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.talks.Why;
import parley.talks.message.MessageActs;
import parley.talks.practice.Sitting;
import parley.talks.rules.Standing;
import parley.talks.sounding.SoundingEvent.Answered;
import parley.talks.sounding.SoundingEvent.Asked;
import parley.talks.sounding.SoundingEvent.Ended;

/** Decides what people ask of soundings. Pure. */
public final class SoundingActs {
    private SoundingActs() {}

    /** What a person or the mediator's Process can ask. {@code leastKnown} is how well the least known reader is known. */
    public sealed interface Command {
        record Ask(Asked question, Standing leastKnown) implements Command {}

        record Answer(Hash sounding, SoundingAnswer answer, Standing leastKnown) implements Command {}

        /** Whoever reads this has been known well enough to be asked. */
        record End(Hash sounding, SoundingAnswer outcome) implements Command {}
    }

    /** Decides. That the readers are known well enough is checked here only: what a node knows of its peers is in no log. */
    public static Result<SoundingEvent> decide(Sitting sitting, Soundings state, PrincipalId who, Command command) {
        return switch (command) {
            case Command.Ask(Asked asked, Standing leastKnown) -> {
                Asked canonical = new Asked(
                        asked.nonce(),
                        asked.kind(),
                        MessageActs.canonical(asked.text()),
                        asked.lang(),
                        asked.dir(),
                        asked.asked(),
                        asked.deadline());
                yield known(sitting, leastKnown, state.judged(sitting, who, canonical));
            }
            case Command.Answer(Hash sounding, SoundingAnswer answer, Standing leastKnown) ->
                known(sitting, leastKnown, state.judged(sitting, who, new Answered(sounding, answer)));
            case Command.End(Hash sounding, SoundingAnswer outcome) ->
                state.judged(sitting, who, new Ended(sounding, outcome));
        };
    }

    private static Result<SoundingEvent> known(Sitting sitting, Standing leastKnown, Result<SoundingEvent> judged) {
        Standing least = sitting.rules().readers();
        return leastKnown.atLeast(least)
                ? judged
                : judged.then(_ -> Why.MESSAGE_READERS_NOT_COMPARED.result(least.word()));
    }
}
