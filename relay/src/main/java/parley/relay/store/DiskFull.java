package parley.relay.store;

import java.io.IOException;

/** There is no room left: the one failure of writing after which the relay goes on. */
public final class DiskFull extends IOException {
    private static final long serialVersionUID = 1L;

    public DiskFull(String what) {
        super(what);
    }
}
