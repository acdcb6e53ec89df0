package parley.protocol.seat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import parley.base.Bytes;
import parley.protocol.port.Key;
import parley.protocol.port.Tx;

/** A transaction to try something in: sees what the real one sees, and whatever is written to it is forgotten. */
final class Aside implements Tx {
    final Tx real;
    private final Map<Key, Optional<Bytes>> written = new HashMap<>();

    Aside(Tx real) {
        this.real = real;
    }

    @Override
    public Optional<Bytes> get(Key key) {
        Optional<Bytes> ours = written.get(key);
        return ours == null ? real.get(key) : ours;
    }

    @Override
    public void put(Key key, Bytes value) {
        written.put(key, Optional.of(value));
    }

    @Override
    public void delete(Key key) {
        written.put(key, Optional.empty());
    }
}
