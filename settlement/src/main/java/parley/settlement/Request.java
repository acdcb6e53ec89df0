package parley.settlement;

import java.util.List;

/**
 * What is asked of a case.
 *
 * @param rules whose packages to find
 * @param frontier how much of the frontier to list
 */
public record Request(List<Rule> rules, Extent frontier) {
    /** All rules that need nothing but the case, and the whole frontier. */
    public static final Request USUAL = new Request(List.of(Rule.Named.values()), new Extent.Full());

    public Request {
        rules = List.copyOf(rules);
    }

    /** How much of the frontier. */
    public sealed interface Extent {
        /** None of it. */
        record Nothing() implements Extent {}

        /** All of it, or what fits under the caps of {@link parley.settlement.frontier.Efficient}, which then says so. */
        record Full() implements Extent {}

        /**
         * So much that for every package one is listed which gives no party more than this less.
         *
         * @param points positive
         */
        record Within(Ratio points) implements Extent {}
    }
}
