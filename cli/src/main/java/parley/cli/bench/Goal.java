package parley.cli.bench;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A promised figure beside the measured one.
 *
 * @param figure empty when it could not be measured here
 * @param most whether {@code limit} is the most it may be, or the least
 * @param without why there is no figure
 */
public record Goal(
        String what, OptionalDouble figure, String unit, boolean most, double limit, Optional<String> without) {
    static Goal atMost(String what, double figure, String unit, double limit) {
        return new Goal(what, OptionalDouble.of(figure), unit, true, limit, Optional.empty());
    }

    static Goal atLeast(String what, double figure, String unit, double limit) {
        return new Goal(what, OptionalDouble.of(figure), unit, false, limit, Optional.empty());
    }

    static Goal unmeasured(String what, String unit, boolean most, double limit, String why) {
        return new Goal(what, OptionalDouble.empty(), unit, most, limit, Optional.of(why));
    }

    boolean met() {
        return figure.isPresent() && (most ? figure.getAsDouble() <= limit : figure.getAsDouble() >= limit);
    }
}
