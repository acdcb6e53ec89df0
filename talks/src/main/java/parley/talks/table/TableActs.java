package parley.talks.table;

import parley.base.Hash;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.talks.practice.Sitting;
import parley.talks.rules.Rules;
import parley.talks.table.TableEvent.RulesAccepted;
import parley.talks.table.TableEvent.RulesProposed;
import parley.talks.table.TableEvent.RulesWithdrawn;

/** Decides what people ask to do with the Rules of a room. Pure. */
public final class TableActs {
    private TableActs() {}

    /** What a person can ask. */
    public sealed interface Command {
        /** @param rules the whole new Rules, one version on ({@link Rules#next()}) */
        record ProposeRules(Rules rules, String note) implements Command {}

        record AcceptRules(Hash rules) implements Command {}

        record WithdrawRules(Hash rules) implements Command {}
    }

    public static Result<TableEvent> decide(Sitting sitting, Table state, PrincipalId who, Command command) {
        TableEvent event = switch (command) {
            case Command.ProposeRules(Rules rules, String note) -> new RulesProposed(rules, note);
            case Command.AcceptRules(Hash rules) -> new RulesAccepted(rules);
            case Command.WithdrawRules(Hash rules) -> new RulesWithdrawn(rules);
        };
        return state.judged(sitting, who, event);
    }
}
