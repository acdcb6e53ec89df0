package parley.protocol.port;

import java.util.Optional;
import parley.base.Bytes;

/** A transaction that passes everything on to another: whoever wants to see or change something on the way overrides that. */
public class PassingTx implements Tx {
    private final Tx real;

    protected PassingTx(Tx real) {
        this.real = real;
    }

    @Override
    public Optional<Bytes> get(Key key) {
        return real.get(key);
    }

    @Override
    public void put(Key key, Bytes value) {
        real.put(key, value);
    }

    @Override
    public void delete(Key key) {
        real.delete(key);
    }
}
