package parley.base.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One check taken out of a class: in the tables {@code `File.java` word `text`}, where the text is part of exactly one line of
 * that file.
 *
 * @param file the source's name, with as much of its folders as makes it unique
 * @param text part of the line that is meant; a statement may go on over further lines
 */
record Weakening(String file, Word word, String text) {
    private static final Pattern CELL = Pattern.compile("`([\\w/]+\\.java)` (\\w+) `(.+?)`");

    /** What is done to the line. */
    enum Word {
        /** The condition of this line never holds. */
        SKIPS,
        /** The condition of this line always holds. */
        ENTERS,
        /** The last call of this line is not made; what it would have answered is nothing, zero or false. */
        DROPS,
        /** The lambda that begins on this line answers true at once; the method, where none does. */
        AFFIRMS,
        /** The lambda that begins on this line answers false, nothing or an empty value at once; the method, where none does. */
        DENIES
    }

    /** All of a table's cell, in order. */
    static List<Weakening> all(String cell) {
        List<Weakening> all = new ArrayList<>();
        Matcher one = CELL.matcher(cell);
        while (one.find()) {
            all.add(new Weakening(one.group(1), Word.valueOf(one.group(2).toUpperCase(Locale.ROOT)), one.group(3)));
        }
        return List.copyOf(all);
    }

    @Override
    public String toString() {
        return file + " " + word.name().toLowerCase(Locale.ROOT) + " " + text;
    }
}
