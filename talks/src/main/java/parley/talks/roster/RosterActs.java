package parley.talks.roster;

import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.talks.practice.Sitting;
import parley.talks.roster.RosterEvent.Consented;
import parley.talks.roster.RosterEvent.Proposed;
import parley.talks.roster.RosterEvent.Withdrawn;
import parley.talks.rules.Standing;

/** Decides what people ask about who sits in a room and where its log is. Pure. */
public final class RosterActs {
    private RosterActs() {}

    /** What a person can ask. {@code standing} is how well the asking node knows the subject. */
    public sealed interface Command {
        /** @param change what the sealed room says the change is: the caller has compared its kind and subject */
        record Propose(ChangeKind kind, Principal subject, Bytes change, Standing standing, String note)
                implements Command {}

        /** @param proposal {@link Pending#name()} */
        record Consent(Hash proposal, Standing standing) implements Command {}

        /** @param proposal {@link Pending#name()} */
        record Withdraw(Hash proposal) implements Command {}
    }

    public static Result<RosterEvent> decide(Sitting sitting, Roster state, PrincipalId who, Command command) {
        RosterEvent event = switch (command) {
            case Command.Propose(ChangeKind kind, Principal subject, Bytes change, Standing standing, String note) ->
                new Proposed(kind, subject, change, standing, note);
            case Command.Consent(Hash proposal, Standing standing) -> new Consented(proposal, standing);
            case Command.Withdraw(Hash proposal) -> new Withdrawn(proposal);
        };
        return state.judged(sitting, who, event);
    }
}
