package parley.relay.store;

/**
 * The store can't vouch for its files any more, for instance because a force failed: after that nobody knows which pages
 * reached the disk, and asking again would answer "yes" falsely. The process must end and start again.
 */
public final class StoreBroken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreBroken(String what, Throwable cause) {
        super(what, cause);
    }
}
