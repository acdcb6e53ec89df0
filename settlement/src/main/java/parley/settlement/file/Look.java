package parley.settlement.file;

import java.text.Normalizer;

/**
 * What of a name reaches the eye: two options whose names differ only in what doesn't would be one to everybody who reads them, and
 * an agreement to the one could be shown as an agreement to the other. Letters of two scripts that look alike stay apart: people
 * write such names in good faith, and pages warn of them.
 */
final class Look {
    private Look() {}

    /** Composed, without invisible characters and marks of direction, one blank for several; empty where nothing is left. */
    static String of(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC)
                .replaceAll("[\\p{Cf}\\p{Cc}&&[^\\s]]", "")
                .replaceAll("[\\s\\p{Z}]+", " ")
                .strip();
    }
}
