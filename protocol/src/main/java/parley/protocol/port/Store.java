package parley.protocol.port;

/**
 * A principal's durable memory: cells that change together or not at all.
 *
 * <p>{@link #transact} returns only after the change would survive power loss. When it throws {@link StoreFailed}, the
 * change was either kept whole or not at all, and the caller forgets everything it held in memory and loads again.
 */
public interface Store {
    <T> T transact(Work<T> work);

    /** What happens inside one transaction; a thrown exception undoes it. */
    @FunctionalInterface
    interface Work<T> {
        T in(Tx tx);
    }

    /** The store could not commit (disk full, I/O error, lost commit): in-memory state must be thrown away. */
    final class StoreFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public StoreFailed(String what, Throwable cause) {
            super(what, cause);
        }
    }
}
