package parley.protocol.seat;

import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Malformed;
import parley.base.PrincipalId;
import parley.base.RoomId;
import parley.protocol.port.Tx;

/** Who asked us for a card for a room that stands already, and the card once given. */
record AskedCard(PrincipalId by, Optional<OwnCard> own) {
    static Optional<AskedCard> in(Tx tx, Cells cells, RoomId room) {
        return tx.get(cells.newcomer(room)).map(kept -> Kept.decode(kept, AskedCard::read));
    }

    /** Whether somebody asked and our person hasn't answered. */
    static boolean waits(Tx tx, Cells cells, RoomId room) {
        return in(tx, cells, room).filter(asked -> asked.own().isEmpty()).isPresent();
    }

    Bytes encoded() {
        CanonicalWriter out = new CanonicalWriter().hash(by.hash());
        Kept.optional(out, own, (w, card) -> card.write(w));
        return out.bytes();
    }

    private static AskedCard read(CanonicalReader in) throws Malformed {
        return new AskedCard(new PrincipalId(in.hash()), Kept.optional(in, OwnCard::read));
    }
}
