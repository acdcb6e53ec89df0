package parley.cli;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Finds what somebody names at the command line by the beginning of its id. */
final class ById {
    /** Fewer digits are too easily a slip. */
    private static final int LEAST_DIGITS = 6;

    private ById() {}

    /** All whose id begins so; none when too few digits are given. */
    static <T> List<T> all(String beginning, List<T> among, Function<T, String> id) {
        String digits = beginning.toLowerCase(Locale.ROOT);
        return digits.length() < LEAST_DIGITS
                ? List.of()
                : among.stream()
                        .filter(each -> id.apply(each).startsWith(digits))
                        .toList();
    }

    /** The only one whose id begins so. */
    static <T> T one(String what, String beginning, List<T> among, Function<T, String> id) {
        List<T> found = all(beginning, among, id);
        return switch (found.size()) {
            case 0 -> throw Stop.bad("there is no " + what + " of that id");
            case 1 -> found.getFirst();
            default -> throw Stop.bad("several " + what + "s begin so; give more of the id");
        };
    }
}
