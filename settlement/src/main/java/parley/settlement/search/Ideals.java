package parley.settlement.search;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import parley.settlement.Watch;

/**
 * What each party can gain at most in a package that all accept.
 *
 * @param acceptable whether such a package was found
 * @param gains in units; 0 where none was found
 * @param proved whether all of it is certain
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
record Ideals(boolean acceptable, long[] gains, boolean proved) {
    static Ideals of(Search search, long[] offset, long[] floors) {
        long[] gains = new long[search.parties()];
        boolean proved = true;
        Optional<Aim.Best> any = Optional.empty();
        for (int party = 0; party < gains.length; party++) {
            BigInteger[] worth = new BigInteger[gains.length];
            Arrays.fill(worth, BigInteger.ZERO);
            worth[party] = BigInteger.ONE;
            SumAim aim = new SumAim(worth, floors);
            any.ifPresent(known -> aim.take(known.sums(), known.choices()));
            Search.End end = search.run(aim, Watch.Task.IDEALS);
            proved &= end.proved();
            if (aim.best().isEmpty()) {
                return new Ideals(false, new long[gains.length], end.proved());
            }
            any = aim.best();
            gains[party] = any.get().sums()[party] - offset[party];
        }
        return new Ideals(true, gains, proved);
    }
}
