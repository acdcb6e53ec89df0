package parley.base.fuzz;

import java.util.Map;
import java.util.Set;
import parley.base.Bytes;

/**
 * One parser at a trust boundary, and what it promises of every input whatever.
 *
 * <p>The promise is more than that nothing is thrown: what is read encodes to the very bytes that were read, or keeps the
 * parser's own invariants, and costs no more memory and time than {@link #budget()} allows. Instances hold no state that an
 * input changes, so that each input fails or passes alone.
 */
public interface Target {
    /** What came of an input that kept the promise. */
    enum Verdict {
        READ,
        REFUSED
    }

    /** How the command line and the file of kept inputs call it: lower-case words with dashes. */
    String name();

    /**
     * Inputs that are made and not kept, each under a few words: at least one that is read and one that isn't, and the bombs
     * that this format could be thought to have (nesting, lengths, counts). Code makes them, so they follow the format: each is
     * read, unless it is among {@link #refused} or {@link #isOpen open}.
     */
    Map<String, Bytes> seeds();

    /** Which seeds are refused: without that word one that a changed format no longer reads would be one more refusal, and prove nothing. */
    default Set<String> refused() {
        return Set.of();
    }

    /** Whether it is all the same what comes of a seed, as of a bomb, which only must not cost much. */
    default boolean isOpen(String seed) {
        return Bombs.is(seed);
    }

    /**
     * Gives the parser one input.
     *
     * @throws AssertionError if the promise is broken; every other thing thrown breaks it too
     */
    Verdict read(Bytes input) throws Exception;

    /** Whether it takes an input as it is, where {@link #read} first puts to it what its maker would have. */
    default Verdict taken(Bytes input) throws Exception {
        return read(input);
    }

    /** What one input may cost. */
    default Budget budget() {
        return Budget.USUAL;
    }
}
