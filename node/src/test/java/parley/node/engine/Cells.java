package parley.node.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import parley.base.Bytes;
import parley.protocol.port.Key;
import parley.protocol.port.Tx;

/** What a transaction sees, without a vault. */
final class Cells implements Tx {
    private final Map<Key, Bytes> cells = new HashMap<>();

    @Override
    public Optional<Bytes> get(Key key) {
        return Optional.ofNullable(cells.get(key));
    }

    @Override
    public void put(Key key, Bytes value) {
        cells.put(key, value);
    }

    @Override
    public void delete(Key key) {
        cells.remove(key);
    }
}
