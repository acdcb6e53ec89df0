package parley.cli;

import com.ibm.icu.util.ULocale;
import parley.talks.message.Direction;

/** What a language tag means for a text's base direction. */
public final class Languages {
    private Languages() {}

    public static Direction direction(String tag) {
        return ULocale.forLanguageTag(tag).isRightToLeft() ? Direction.RTL : Direction.LTR;
    }
}
