package parley.node.desk;

import java.util.regex.Pattern;

/**
 * The name of somebody who could be taken for somebody else: followed by the first digits of the id, which nobody else there has.
 *
 * <p>People choose their names themselves; that a name ends like this proves nothing. Stateless.
 */
public final class ToldApart {
    private static final Pattern MARK = Pattern.compile(" \\([0-9a-f]{8,64}\\)$");

    private ToldApart() {}

    public static String with(String name, String digits) {
        return name + " (" + digits + ")";
    }

    /** The name as its bearer chose it: what a text that speaks of somebody holds. */
    public static String bare(String shown) {
        return MARK.matcher(shown).replaceFirst("");
    }
}
