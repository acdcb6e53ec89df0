package parley.protocol.seat;

import java.util.Optional;
import parley.base.Bytes;
import parley.base.Head;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.SignedHead;
import parley.protocol.port.Tx;
import parley.protocol.seat.Peers.Peer;

/**
 * Claims about how far others have folded (protocol.md, "Receipts"): shown, compared, and never a reason to stop by
 * themselves.
 */
final class Receipts {
    private final Room room;

    Receipts(Room room) {
        this.room = room;
    }

    void send(Tx tx) {
        Epoch epoch = room.current();
        Optional<SignedHead> evidence = epoch.signed.filter(s -> s.head().equals(epoch.foldedHead));
        room.toAll(tx, new InboxMessage.ReceiptSent(room.id(), epoch.number(), epoch.foldedHead, evidence));
    }

    void received(Tx tx, Peer from, InboxMessage.ReceiptSent sent) {
        Optional<Epoch> known = room.past(tx, sent.epoch());
        if (known.isEmpty() || known.get().opening.roster().placeOf(from.id()) < 0) {
            return;
        }
        Epoch epoch = known.get();
        sent.evidence().ifPresent(head -> room.healer.shown(tx, epoch.number(), head));
        Head folded = sent.folded();
        if (folded.position() > epoch.read.position()) {
            tell(tx, from, epoch, folded);
            return;
        }
        boolean same = room.entries.at(tx, epoch, folded.position()).equals(Optional.of(folded));
        if (same) {
            tell(tx, from, epoch, folded);
        } else if (sent.evidence().isEmpty()) {
            room.alarm(tx, Fact.AlarmKind.OTHER_HISTORY, Optional.of(from.id()), folded.position(), Bytes.EMPTY);
        }
    }

    private void tell(Tx tx, Peer from, Epoch epoch, Head folded) {
        long position = epoch.roomPosition(folded.position());
        room.state.link(from.id()).filter(l -> l.folded < position).ifPresent(link -> {
            link.folded = position;
            room.save(tx);
            room.desk.tell(tx, new Fact.Receipt(room.id(), from.id(), position));
        });
    }

    /** An elder's word on the state that we, newly come, began from. */
    void vouched(Tx tx, Peer from, InboxMessage.StateVouched vouched) {
        Epoch epoch = room.current();
        if (!vouched.opening().equals(epoch.openingHash)) {
            if (room.inRoster(from.id()) && room.state.first == epoch.number()) {
                room.alarm(tx, Fact.AlarmKind.OPENING_DIFFERS, Optional.of(from.id()), 0, Bytes.EMPTY);
            }
            return;
        }
        boolean differs = vouched.foldVersion() == room.desk.ports.fold().version()
                && !room.entries.digest(tx, epoch, 0).equals(Optional.of(vouched.digest()));
        if (differs) {
            room.alarm(tx, Fact.AlarmKind.STATE_DIGEST_DIFFERS, Optional.of(from.id()), 0, Bytes.EMPTY);
        }
    }
}
