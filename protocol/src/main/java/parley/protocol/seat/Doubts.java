package parley.protocol.seat;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import parley.base.CanonicalWriter;
import parley.base.PrincipalId;
import parley.protocol.entry.SizeClass;
import parley.protocol.port.Tx;

/**
 * Members whose word on the state was another than ours where it was compared last (protocol.md, "Folding").
 *
 * <p>Guarantees that such a word is told, and suspends acts on the record here until it agrees again or its author is gone; it
 * decides nothing else, for a lie must not stop a room. Words of another version of the fold are compared with nothing.
 */
final class Doubts {
    private final Room room;
    private final Set<PrincipalId> members = new TreeSet<>();
    /** Of whom it was told since this program started. */
    private final Set<PrincipalId> ofOtherVersion = new HashSet<>();

    Doubts(Room room) {
        this.room = room;
    }

    void load(Tx tx) {
        tx.get(room.desk.cells.doubts(room.id()))
                .map(kept -> Kept.decode(kept, in -> in.list(SizeClass.MOST_SEATS, r -> new PrincipalId(r.hash()))))
                .ifPresent(members::addAll);
    }

    /** What a member says of the state at a place where we know our own. */
    void claimed(Tx tx, PrincipalId who, boolean agrees, long logPosition) {
        boolean changed = agrees ? members.remove(who) : members.add(who);
        if (changed) {
            members.removeIf(one -> !room.inRoster(one));
            tx.put(
                    room.desk.cells.doubts(room.id()),
                    new CanonicalWriter()
                            .list(List.copyOf(members), (to, one) -> to.hash(one.hash()))
                            .bytes());
        }
        if (changed && !agrees) {
            room.alarm(tx, Fact.AlarmKind.STATE_DIGEST_DIFFERS, Optional.of(who), room.current(), logPosition);
        }
    }

    /** A member's node folds by other rules: a difference between its state and ours would not be noticed. */
    void otherVersion(Tx tx, PrincipalId who) {
        if (ofOtherVersion.add(who)) {
            room.desk.tell(tx, new Fact.OtherVersion(room.id(), who));
        }
    }

    /** Somebody who sits here and whose state is another than ours. */
    Optional<PrincipalId> any() {
        return members.stream().filter(room::inRoster).findFirst();
    }
}
