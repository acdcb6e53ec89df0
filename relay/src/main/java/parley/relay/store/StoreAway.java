package parley.relay.store;

/**
 * The store can't be asked just now, and nothing happened: whoever asked may come later. The store itself tells the
 * operator, once, so whoever catches this need not.
 */
public final class StoreAway extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreAway(String what, Throwable cause) {
        super(what, cause);
    }
}
