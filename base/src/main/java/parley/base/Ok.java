package parley.base;

/** The value of a {@link Result} that was done and has nothing to hand back. */
public enum Ok {
    OK;

    public static Result<Ok> done() {
        return Result.done(OK);
    }
}
