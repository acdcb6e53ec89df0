package parley.talks.mandate;

import parley.base.Hash;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.talks.message.MessageActs;
import parley.talks.practice.Sitting;

/** Decides what people and Processes ask about mandates. Pure. */
public final class MandateActs {
    private MandateActs() {}

    /** What can be asked. */
    public sealed interface Command {
        /** @param nonce the same in each room in which the mandate is shown */
        record Issue(Hash nonce, String delegate, Power power, long until) implements Command {}

        record Take(Hash mandate) implements Command {}

        record Revoke(Hash mandate) implements Command {}

        record Lapse(Hash mandate) implements Command {}
    }

    public static Result<MandateEvent> decide(Sitting sitting, Mandates state, PrincipalId who, Command command) {
        MandateEvent event = switch (command) {
            case Command.Issue(Hash nonce, String delegate, Power power, long until) ->
                new MandateEvent.Issued(nonce, MessageActs.canonical(delegate).strip(), power, until);
            case Command.Take(Hash mandate) -> new MandateEvent.Taken(mandate);
            case Command.Revoke(Hash mandate) -> new MandateEvent.Revoked(mandate);
            case Command.Lapse(Hash mandate) -> new MandateEvent.Lapsed(mandate);
        };
        return state.judged(sitting, who, event);
    }
}
