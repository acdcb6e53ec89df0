package parley.protocol.seat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import parley.base.Head;
import parley.base.PrincipalId;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.Key;
import parley.protocol.port.SignedHead;
import parley.protocol.port.Tx;
import parley.protocol.seat.Peers.Peer;

/**
 * Claims about how far others have folded (protocol.md, "Receipts"): shown, compared, and never a reason to stop by
 * themselves.
 */
final class Receipts {
    /** Receipts go at whole multiples of this: the time of one tells no more than that somebody read since the last slot. */
    static final Duration SLOT = Duration.ofMinutes(2);

    private final Room room;
    private Optional<Instant> owed = Optional.empty();
    /** Where something was said last; after a start, where the fold stood, for that may have been it. */
    private long talk;

    Receipts(Room room) {
        this.room = room;
    }

    /** Owes a receipt: it goes at the next slot, never at once, or its time would tell the relay when somebody read. */
    void owe(Tx tx) {
        if (tx.count(due()) == 0 && !room.quiet.on()) {
            tx.setCount(due(), slotAfter(room.desk.now()).toEpochMilli());
            owed = Optional.of(slotAfter(room.desk.now()));
        }
    }

    private static Instant slotAfter(Instant now) {
        long slot = SLOT.toMillis();
        return Instant.ofEpochMilli((now.toEpochMilli() / slot + 1) * slot);
    }

    private Key due() {
        return room.desk.cells.receiptDue(room.id());
    }

    void load(Tx tx) {
        long at = tx.count(due());
        owed = at == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(at));
        talk = room.current().roomPosition(room.current().folded);
    }

    /** When {@link #tick} sends what is owed; an instant further ahead than a slot is from before the clock was set back. */
    Optional<Instant> nextTick() {
        return owed.map(at -> at.isAfter(slotAfter(room.desk.now())) ? Instant.EPOCH : at);
    }

    void tick(Tx tx) {
        if (nextTick().filter(at -> !room.desk.now().isBefore(at)).isPresent()) {
            owed = Optional.empty();
            tx.delete(due());
            if (!room.quiet.on()) {
                send(tx);
            }
        }
    }

    private void send(Tx tx) {
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
        int place = epoch.opening.roster().placeOf(from.id());
        room.wants.hears(from.id());
        sent.evidence().ifPresent(head -> room.healer.acknowledged(tx, epoch, place, head));
        Head folded = sent.folded();
        if (folded.position() > epoch.read.position()) {
            tell(tx, from, epoch, folded);
            return;
        }
        boolean same = room.entries.at(tx, epoch, folded.position()).equals(Optional.of(folded));
        if (same) {
            tell(tx, from, epoch, folded);
        } else if (sent.evidence().isEmpty()) {
            room.alarm(
                    tx,
                    Fact.AlarmKind.OTHER_HISTORY,
                    Optional.of(from.id()),
                    Fact.Source.RECEIPT,
                    epoch,
                    folded.position());
            room.healer.answer(tx, from, epoch);
        }
    }

    /**
     * What an entry of a quiet room says of its author's fold, which agreed with ours there: no other receipt is sent in one. Told
     * only while there is talk that the author hadn't folded, for cover is no news.
     */
    void claimed(Tx tx, PrincipalId author, Epoch epoch, long folded) {
        if (room.quiet.on()) {
            room.state
                    .link(author)
                    .filter(link -> link.folded < talk)
                    .ifPresent(_ -> tell(tx, author, epoch.roomPosition(folded)));
        }
    }

    /** Something was said at this position of the room. */
    void said(long position) {
        talk = position;
    }

    private void tell(Tx tx, Peer from, Epoch epoch, Head folded) {
        tell(tx, from.id(), epoch.roomPosition(folded.position()));
    }

    private void tell(Tx tx, PrincipalId from, long position) {
        room.state.link(from).filter(l -> l.folded < position).ifPresent(link -> {
            link.folded = position;
            room.save(tx);
            room.desk.tell(tx, new Fact.Receipt(room.id(), from, position));
        });
    }

    /** An elder's word on the state that we, newly come, began from. */
    void vouched(Tx tx, Peer from, InboxMessage.StateVouched vouched) {
        if (room.state.condition == SeatRoom.Condition.LEFT) {
            // Of a beginning that isn't ours any more.
            return;
        }
        Epoch epoch = room.current();
        if (!vouched.opening().equals(epoch.openingHash)) {
            if (room.inRoster(from.id()) && room.state.first == epoch.number()) {
                room.alarm(tx, Fact.AlarmKind.OPENING_DIFFERS, Optional.of(from.id()), Fact.Source.ENTERING, epoch, 0);
            }
            return;
        }
        if (vouched.foldVersion() != room.desk.ports.fold().version()) {
            room.doubts.otherVersion(tx, from.id());
            return;
        }
        boolean agrees = room.entries.digest(tx, epoch, 0).equals(Optional.of(vouched.digest()));
        room.doubts.claimed(tx, from.id(), agrees, 0);
    }
}
