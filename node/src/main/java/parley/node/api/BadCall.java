package parley.node.api;

/** A call that can't be understood; thrown and caught inside this package only. */
final class BadCall extends Exception {
    private static final long serialVersionUID = 1L;

    private final Problem.Kind kind;

    private BadCall(Problem.Kind kind, String what) {
        super(what, null, false, false);
        this.kind = kind;
    }

    static BadCall malformed(String what) {
        return new BadCall(Problem.Kind.MALFORMED, what);
    }

    static BadCall tooLarge(long most) {
        return new BadCall(Problem.Kind.TOO_LARGE, "The body is larger than " + most + " bytes.");
    }

    static BadCall notFound(String what) {
        return new BadCall(Problem.Kind.NOT_FOUND, what);
    }

    Problem.Kind kind() {
        return kind;
    }
}
