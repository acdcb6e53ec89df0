package parley.node.words;

import com.ibm.icu.util.ULocale;
import java.time.ZoneId;

/**
 * How one reader wants to read.
 *
 * @param ownNumerals digits of the language's own script (Persian ۰–۹, Arabic ٠–٩) in the interface's own sentences
 * @param zone shown first; UTC always stands in the page's markup
 */
public record Look(Language language, boolean ownNumerals, ZoneId zone) {
    public ULocale locale() {
        return new ULocale(language.tag() + "-u-nu-" + (ownNumerals ? language.numerals() : "latn"));
    }
}
