package parley.base.fuzz;

import java.time.Duration;
import parley.base.Bytes;

/**
 * What reading one input may cost.
 *
 * @param anyBytes allocated whatever the input's size
 * @param bytesEach allocated for each byte of the input, and so what a declared length or count must not exceed
 * @param processor time of the processor, not of the clock: other processes don't count
 */
public record Budget(long anyBytes, long bytesEach, Duration processor) {
    /**
     * For a parser that copies its input some times over, encodes it again and compares. A fuzzed parser runs several times
     * slower than an ordinary one; still no input of a mebibyte takes a tenth of this.
     */
    public static final Budget USUAL = new Budget(1 << 20, 64, Duration.ofSeconds(2));

    /** Jazzer's hooks allocate on the thread that they watch: of the longest texts 400 MB where a plain run takes 70. */
    private static final int HOOKS = 2;

    /** What an input may cost while Jazzer looks on; a plain run holds what is kept to the budget itself. */
    Budget watched() {
        return new Budget(HOOKS * anyBytes, HOOKS * bytesEach, processor);
    }

    long bytesFor(Bytes input) {
        return anyBytes + bytesEach * input.size();
    }
}
