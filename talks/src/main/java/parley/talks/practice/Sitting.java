package parley.talks.practice;

import java.util.List;
import java.util.Optional;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Role;
import parley.base.RoomId;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;

/** Under which Rules a room sits, and who sits in it: all that practices know of one another. */
public record Sitting(RoomId room, RoomKind kind, Rules rules, int epoch, List<Principal> principals) {
    public Sitting {
        principals = List.copyOf(principals);
    }

    public Optional<Principal> seat(PrincipalId who) {
        return principals.stream().filter(one -> one.id().equals(who)).findFirst();
    }

    /**
     * Whether this principal's event makes a deadline pass here: it has the first of the Rules' roles that is present. Supporters
     * never do, whatever Rules say: a deadline would hang on who is only a guest.
     */
    public boolean speaksForDeadlines(PrincipalId who) {
        return rules.deadlineVoices().stream()
                .filter(role -> role != Role.SUPPORTER && present(role))
                .findFirst()
                .flatMap(role -> seat(who).filter(seated -> seated.role() == role))
                .isPresent();
    }

    private boolean present(Role role) {
        return principals.stream().anyMatch(one -> one.role() == role);
    }
}
