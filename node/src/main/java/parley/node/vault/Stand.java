package parley.node.vault;

import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Malformed;
import parley.protocol.port.Key;
import parley.protocol.port.Store.StoreFailed;

/**
 * What each transaction writes beside all else, in one cell: its generation, and the census of the rows that are there then, that
 * one left out.
 *
 * @param counted false in a vault of format 1 whose rows nobody has counted yet: then the census is what was added since
 * @param lost whether rows were lost that the census no longer misses, because people were told
 */
record Stand(long generation, boolean counted, boolean lost, Census census) {
    static final Key KEY = Key.of("vault/generation");

    /** Before the first transaction of a vault that is being made. */
    static final Stand NEW = new Stand(0, true, false, Census.NONE);

    /**
     * After one more transaction.
     *
     * @param changes what it does to the census, row by row
     * @param accepted what people were told with it: the census says from then on what is there, and the rows are counted; or what
     *     a person gave up
     */
    Stand next(Collection<Census> changes, Optional<Losses> accepted) {
        Census correction = accepted.map(Losses::correction).orElse(Census.NONE);
        Census now = changes.stream().reduce(census.plus(correction), Census::plus);
        boolean more = accepted.filter(Losses::ofRows).isPresent();
        boolean told = accepted.filter(losses -> !losses.forgiven()).isPresent();
        boolean forgiven = accepted.isPresent() && !told;
        return new Stand(generation + 1, counted || told, (lost && !forgiven) || more, now);
    }

    Bytes encoded() {
        CanonicalWriter out =
                new CanonicalWriter().u64(generation).bool(counted).bool(lost);
        census.write(out);
        return out.bytes();
    }

    static Stand of(Bytes cell) {
        CanonicalReader in = new CanonicalReader(cell);
        try {
            long generation = in.u64();
            if (in.remaining() == 0) {
                return new Stand(generation, false, false, Census.NONE); // Of format 1.
            }
            Stand stand = new Stand(generation, in.bool(), in.bool(), Census.read(in));
            in.end();
            return stand;
        } catch (Malformed e) {
            throw new StoreFailed("vault.damaged-cell", e);
        }
    }

    /** A vault has a stand from its first transaction on. */
    static StoreFailed gone() {
        return new StoreFailed("vault.damaged", new IOException("no generation"));
    }
}
