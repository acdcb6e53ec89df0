package parley.relay.store;

/** A log is gone, while somebody was being served from it or before. */
public final class LogGone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LogGone() {
        super("the log is gone", null, false, false);
    }
}
