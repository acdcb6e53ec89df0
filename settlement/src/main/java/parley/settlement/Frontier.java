package parley.settlement;

import java.util.List;

/**
 * The packages that can't be made better for one party without making them worse for another.
 *
 * @param points one package for each efficient vector of utilities, in descending order of the first party's, then the
 *     second's, and so on
 * @param complete whether it is the whole frontier; otherwise it covers all packages but for {@code within}
 * @param within for each party, how many units at most some package gives it more than the listed package that stands for it;
 *     all 0 when complete
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
public record Frontier(List<Point> points, boolean complete, long[] within) {
    public Frontier {
        points = List.copyOf(points);
    }

    /** By how much a package may be better that is made of two parts; {@link Long#MAX_VALUE}, of which nothing is known, stays so. */
    public static long together(long one, long other) {
        return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
    }
}
