package parley.cli;

/** Ends a command with an exit code and one line on stderr. */
public final class Stop extends RuntimeException {
    /** Done. */
    public static final int DONE = 0;
    /** A clean no: asked and refused, or something that does not verify. */
    public static final int NO = 1;
    /** Bad input or usage. */
    public static final int BAD = 2;
    /** A fault of Parley itself. */
    public static final int FAULT = 3;

    private static final long serialVersionUID = 1L;

    private final int code;

    private Stop(int code, String line) {
        super(line, null, false, false);
        this.code = code;
    }

    public static Stop no(String line) {
        return new Stop(NO, line);
    }

    public static Stop bad(String line) {
        return new Stop(BAD, line);
    }

    public static Stop fault(String line) {
        return new Stop(FAULT, line);
    }

    /** False for a clean no, which the caller may ask again; anything else is thrown. */
    public static boolean refusedOnly(Stop stop) {
        if (stop.code != NO) {
            throw stop;
        }
        return false;
    }

    int code() {
        return code;
    }
}
