package parley.base;

/** Bytes that aren't the one valid encoding of anything: thrown inside codecs, a value ({@link Result}) outside them. */
public final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    public Malformed(String what) {
        super(what, null, false, false);
    }
}
