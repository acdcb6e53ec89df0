package parley.settlement.solver;

/** What came of a question. */
public sealed interface Verdict {
    /**
     * This package meets it, or all of it that the solver could take in.
     *
     * @param options the index of one option for each issue
     */
    @SuppressWarnings("ArrayRecordComponent") // read, never compared
    record Met(int[] options) implements Verdict {}

    /** None does. */
    record NotMet() implements Verdict {}

    /** It ended before either was sure. */
    record Unknown() implements Verdict {}
}
