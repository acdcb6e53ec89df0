package parley.settlement.file;

import java.util.List;
import parley.settlement.Bargain;
import parley.settlement.Ratio;

/** What came of reading files. */
public sealed interface Reading {
    /** A case of packages. */
    record Packages(Bargain bargain) implements Reading {}

    /**
     * A case whose issues can be split.
     *
     * @param issues their names
     * @param parties two names
     * @param points for each party, its points for each issue
     */
    record Divisible(List<String> issues, List<String> parties, List<List<Ratio>> points) implements Reading {}

    /**
     * Nothing.
     *
     * @param file which
     * @param place where in it
     * @param cure what is wrong there and what to do; one line
     */
    record Bad(String file, String place, String cure) implements Reading {
        /** All of it in one line. */
        public String line() {
            return file + ": " + (place.isEmpty() ? "" : place + ": ") + cure;
        }
    }
}
