package parley.settlement;

import java.util.HashSet;
import java.util.List;

/**
 * One thing to be agreed, and the ways in which it can be.
 *
 * @param name not blank
 * @param options their names, from 1 to {@link #MOST_OPTIONS}, no two alike
 */
public record Issue(String name, List<String> options) {
    /**
     * More than any sheet that people made holds; a range of integers is written out, and this bounds it. Files may not have more in all issues
     * together: a few numbers would fill any memory.
     */
    public static final int MOST_OPTIONS = 100_000;

    public Issue {
        options = List.copyOf(options);
        if (name.isBlank() || options.isEmpty() || options.size() > MOST_OPTIONS) {
            throw new IllegalArgumentException("an issue has a name and from 1 to " + MOST_OPTIONS + " options");
        }
        if (new HashSet<>(options).size() != options.size()) {
            throw new IllegalArgumentException("two options of an issue have one name");
        }
    }
}
