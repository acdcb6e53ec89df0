package parley.protocol.seat;

import java.util.Optional;
import java.util.OptionalLong;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Malformed;
import parley.base.Secret;
import parley.protocol.entry.Part;

/**
 * What an accepted entry turned out to hold.
 *
 * @param key K, for those who ask for it
 * @param part empty when the author sealed nothing readable: it folds as nothing, everywhere
 * @param ticket ours, when this node wrote the entry
 */
record Opened(Secret key, Optional<Part> part, OptionalLong ticket) {
    private static final int MOST_PIECE = 16_384;

    Bytes encoded() {
        CanonicalWriter out = new CanonicalWriter().secret(key);
        Kept.optional(out, part, (w, p) -> p.write(w));
        return out.u64(ticket.isPresent() ? ticket.getAsLong() + 1 : 0).bytes();
    }

    static Opened decode(Bytes kept) {
        return Kept.decode(kept, Opened::read);
    }

    private static Opened read(CanonicalReader in) throws Malformed {
        Secret key = in.secret(Desk.SECRET);
        Optional<Part> part = Kept.optional(in, r -> Part.read(r, MOST_PIECE));
        long ticket = in.u64();
        return new Opened(key, part, ticket == 0 ? OptionalLong.empty() : OptionalLong.of(ticket - 1));
    }
}
