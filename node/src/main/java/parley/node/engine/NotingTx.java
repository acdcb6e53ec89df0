package parley.node.engine;

import parley.base.Bytes;
import parley.protocol.port.Key;
import parley.protocol.port.PassingTx;
import parley.protocol.port.Tx;

/** A transaction that notes whether anything was written: an act that is refused and wrote nothing costs nothing to undo. */
final class NotingTx extends PassingTx {
    private boolean written;

    NotingTx(Tx tx) {
        super(tx);
    }

    boolean written() {
        return written;
    }

    @Override
    public void put(Key key, Bytes value) {
        written = true;
        super.put(key, value);
    }

    @Override
    public void delete(Key key) {
        written = true;
        super.delete(key);
    }
}
