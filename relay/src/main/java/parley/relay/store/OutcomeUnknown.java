package parley.relay.store;

/**
 * Nobody can tell whether a batch became durable, for instance because the line to the database broke during its commit.
 * It must not be answered; whoever asks again finds each entry once, whatever happened.
 */
public final class OutcomeUnknown extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OutcomeUnknown(String what, Throwable cause) {
        super(what, cause);
    }
}
