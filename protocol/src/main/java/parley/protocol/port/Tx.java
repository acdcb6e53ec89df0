package parley.protocol.port;

import java.util.Optional;
import parley.base.Bytes;

/** The cells of a {@link Store} as one transaction sees them; reads see its own writes. Usable only inside its transaction. */
public interface Tx {
    Optional<Bytes> get(Key key);

    void put(Key key, Bytes value);

    void delete(Key key);

    /** A counter cell: 0 when absent. */
    default long count(Key key) {
        return get(key).map(v -> {
                    long n = 0;
                    for (int i = 0; i < Long.BYTES; i++) {
                        n = (n << 8) | (v.at(i) & 0xff);
                    }
                    return n;
                })
                .orElse(0L);
    }

    default void setCount(Key key, long value) {
        put(key, parley.base.Hash.number(value));
    }
}
