package parley.protocol.seat;

import java.util.Optional;
import parley.base.CanonicalWriter;
import parley.protocol.crypto.RelayFault;
import parley.protocol.port.SignedHead;
import parley.protocol.port.Tx;

/**
 * Heads of our own history that the relay signed (protocol.md, "Relay fault").
 *
 * <p>Guarantees, for a log that was read page by page, that behind each of its places one is kept from which a proof leads back
 * there, however long the log has become since: of two that are kept one after the other the second but one lies further on than a
 * proof reaches, so they are few.
 */
final class SignedHeads {
    private final Room room;

    SignedHeads(Room room) {
        this.room = room;
    }

    /** The relay's word for all that we read. Its word before stays where from the new one no proof leads to the last that stayed. */
    void put(Tx tx, Epoch epoch, SignedHead latest) {
        long count = count(tx, epoch);
        long last = count == 0 ? 0 : kept(tx, epoch, count - 1).head().position();
        if (latest.head().position() - last > RelayFault.MOST_BETWEEN) {
            epoch.signed.filter(before -> before.head().position() > last).ifPresent(before -> {
                CanonicalWriter out = new CanonicalWriter();
                before.write(out);
                tx.put(room.desk.cells.signedHead(room.id(), epoch.number(), count), out.bytes());
                tx.setCount(room.desk.cells.signedHeads(room.id(), epoch.number()), count + 1);
            });
        }
        epoch.signed = Optional.of(latest);
    }

    /** The nearest at this place or behind it. */
    Optional<SignedHead> from(Tx tx, Epoch epoch, long position) {
        long count = count(tx, epoch);
        for (long i = 0; i < count; i++) {
            SignedHead head = kept(tx, epoch, i);
            if (head.head().position() >= position) {
                return Optional.of(head);
            }
        }
        return epoch.signed.filter(head -> head.head().position() >= position);
    }

    private long count(Tx tx, Epoch epoch) {
        return tx.count(room.desk.cells.signedHeads(room.id(), epoch.number()));
    }

    private SignedHead kept(Tx tx, Epoch epoch, long index) {
        return Kept.decode(
                tx.get(room.desk.cells.signedHead(room.id(), epoch.number(), index))
                        .orElseThrow(),
                SignedHead::read);
    }
}
