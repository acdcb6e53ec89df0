package parley.cli;

import java.util.Locale;
import java.util.Optional;
import parley.base.Role;
import parley.cli.term.Shown;
import parley.node.desk.People;
import parley.node.desk.Rooms;
import parley.protocol.seat.Fact;
import parley.talks.rules.RoomKind;

/** How commands put the desk's words. */
final class Texts {
    private Texts() {}

    static String role(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    static String kind(RoomKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    static String standing(People.Standing standing) {
        return switch (standing) {
            case People.Standing.Self _ -> "oneself";
            case People.Standing.Unverified _ -> "unverified";
            case People.Standing.VouchedFor vouched ->
                "vouched for by " + Shown.line(vouched.byName()) + ", who could be in between";
            case People.Standing.Compared compared ->
                "compared on " + compared.when() + " (" + Shown.line(compared.how()) + ")";
            case People.Standing.Differed differed -> "CODES DIFFERED on " + differed.when();
        };
    }

    static String condition(Rooms.Condition condition) {
        return switch (condition) {
            case Rooms.Condition.Forming forming ->
                "forming, " + forming.missing().size() + " haven't answered";
            case Rooms.Condition.Asked asked -> "asked to join by " + Shown.line(asked.founderName());
            case Rooms.Condition.Open _ -> "open";
            case Rooms.Condition.Frozen(Optional<Fact.Freeze> why) ->
                "FROZEN"
                        + why.map(one -> " ("
                                        + one.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ")")
                                .orElse("");
            case Rooms.Condition.Left left -> "no longer a member since " + left.when();
            case Rooms.Condition.Declined _ -> "declined";
        };
    }
}
