package parley.protocol.seat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Malformed;
import parley.base.PrincipalId;
import parley.base.RoomId;
import parley.protocol.entry.SizeClass;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.SignedHead;
import parley.protocol.port.Tx;

/**
 * Heads that members showed of an epoch to which we haven't come yet (protocol.md, "Restore, clone, rollback").
 *
 * <p>Guarantees that who was away when the others found two histories is warned as they are, once it comes there: a head is
 * shown once. Whether the relay signed one shows only then, for before that its log isn't known here.
 */
final class EarlyHeads {
    /** Both heads of a finding, in two epochs. */
    private static final int MOST_OF_ONE = 4;

    private static final int MOST = MOST_OF_ONE * SizeClass.MOST_SEATS;

    private final Desk desk;

    /** Whose word it is, and of which epoch. */
    private record Shown(PrincipalId from, int epoch, SignedHead head) {
        void write(CanonicalWriter out) {
            out.hash(from.hash()).u32(epoch);
            head.write(out);
        }

        static Shown read(CanonicalReader in) throws Malformed {
            return new Shown(new PrincipalId(in.hash()), in.u32(), SignedHead.read(in));
        }
    }

    EarlyHeads(Desk desk) {
        this.desk = desk;
    }

    void shown(Tx tx, PrincipalId from, InboxMessage.HeadShown shown) {
        Optional<Room> room = desk.rooms.find(shown.room());
        if (room.filter(here -> shown.epoch() <= here.state.epoch).isPresent()) {
            room.get().healer.shown(tx, from, shown.epoch(), shown.head());
        } else if (room.isPresent() || desk.rooms.isToCome(tx, shown.room())) {
            keep(tx, shown.room(), new Shown(from, shown.epoch(), shown.head()));
        }
    }

    private void keep(Tx tx, RoomId room, Shown one) {
        List<Shown> kept = new ArrayList<>(kept(tx, room));
        long ofOne =
                kept.stream().filter(other -> other.from().equals(one.from())).count();
        if (!kept.contains(one) && ofOne < MOST_OF_ONE && kept.size() < MOST) {
            kept.add(one);
            save(tx, room, kept);
        }
    }

    /** The room has come into its epoch. */
    void compare(Tx tx, Room room) {
        List<Shown> kept = kept(tx, room.id());
        if (kept.isEmpty()) {
            return;
        }
        save(
                tx,
                room.id(),
                kept.stream().filter(one -> one.epoch() > room.state.epoch).toList());
        kept.stream()
                .filter(one -> one.epoch() <= room.state.epoch)
                .forEach(one -> room.healer.shown(tx, one.from(), one.epoch(), one.head()));
    }

    private List<Shown> kept(Tx tx, RoomId room) {
        return tx.get(desk.cells.earlyHeads(room))
                .map(kept -> Kept.decode(kept, in -> in.list(MOST, Shown::read)))
                .orElseGet(List::of);
    }

    private void save(Tx tx, RoomId room, List<Shown> shown) {
        if (shown.isEmpty()) {
            tx.delete(desk.cells.earlyHeads(room));
        } else {
            tx.put(
                    desk.cells.earlyHeads(room),
                    new CanonicalWriter()
                            .list(shown, (out, one) -> one.write(out))
                            .bytes());
        }
    }
}
