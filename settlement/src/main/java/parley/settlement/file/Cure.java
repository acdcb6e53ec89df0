package parley.settlement.file;

import java.util.List;
import java.util.regex.Pattern;

/**
 * How to mend what a parser says is broken: its own words name the fault, and no way out.
 *
 * @param sign found in what the parser says
 */
record Cure(Pattern sign, String words) {
    Cure(String sign, String words) {
        this(Pattern.compile(sign), words);
    }

    /** What was said, with the first cure that fits. */
    static String of(String said, List<Cure> known, String otherwise) {
        return said + "; "
                + known.stream()
                        .filter(one -> one.sign.matcher(said).find())
                        .map(Cure::words)
                        .findFirst()
                        .orElse(otherwise);
    }
}
