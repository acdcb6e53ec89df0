package parley.talks.phase;

import parley.base.PrincipalId;
import parley.base.Result;
import parley.talks.practice.Sitting;

/** Decides what people and nodes' Processes ask about the phase. Pure. */
public final class PhaseActs {
    private PhaseActs() {}

    /** What can be asked. */
    public sealed interface Command {
        /** The event itself: a Process says in one room the very bytes that stand in another. */
        record Say(PhaseEvent event) implements Command {}
    }

    public static Result<PhaseEvent> decide(Sitting sitting, Phases state, PrincipalId who, Command command) {
        return switch (command) {
            case Command.Say(PhaseEvent event) -> state.judged(sitting, who, event);
        };
    }
}
