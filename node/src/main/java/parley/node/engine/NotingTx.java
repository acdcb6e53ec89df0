package parley.node.engine;

import java.util.Optional;
import parley.base.Bytes;
import parley.protocol.port.Key;
import parley.protocol.port.Tx;

/** A transaction that notes whether anything was written: an act that is refused and wrote nothing costs nothing to undo. */
final class NotingTx implements Tx {
    private final Tx tx;
    private boolean written;

    NotingTx(Tx tx) {
        this.tx = tx;
    }

    boolean written() {
        return written;
    }

    @Override
    public Optional<Bytes> get(Key key) {
        return tx.get(key);
    }

    @Override
    public void put(Key key, Bytes value) {
        written = true;
        tx.put(key, value);
    }

    @Override
    public void delete(Key key) {
        written = true;
        tx.delete(key);
    }
}
