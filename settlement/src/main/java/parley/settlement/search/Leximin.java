package parley.settlement.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import parley.settlement.Ratio;
import parley.settlement.Watch;
import parley.settlement.space.Space;

/**
 * The package whose smallest share is greatest, then the next smallest, and so on. Who is the worst off may differ between packages
 * that are equal so far, so each party in turn is held at the value found and the smallest of the others is raised.
 */
final class Leximin {
    private final Space space;
    private final long[] offset;
    private final long[] unit;
    private final @Nullable Curve curve;
    private final Watch watch;
    private final Watch.Task task;
    private boolean proved = true;
    private Optional<Ratio> bound = Optional.empty();

    /**
     * @param offset what is taken from each party's sum to get its gain
     * @param unit what each gain is divided by
     * @param curve a further condition on every package
     */
    Leximin(Space space, long[] offset, long[] unit, @Nullable Curve curve, Watch watch, Watch.Task task) {
        this.space = space;
        this.offset = offset;
        this.unit = unit;
        this.curve = curve;
        this.watch = watch;
        this.task = task;
    }

    /** Parties held at a value by their floors, and those still open. */
    private record Held(List<Long> floors, List<Integer> open) {}

    /** Empty when nothing reaches the floors. */
    Optional<Aim.Best> best(int[] counted, long[] floors) {
        return best(counted, floors, Optional.empty());
    }

    /** @param known a package that reaches floors and curve, to start from */
    Optional<Aim.Best> best(int[] counted, long[] floors, Optional<Aim.Best> known) {
        Optional<Aim.Best> best = known;
        List<Held> all = List.of(new Held(
                Arrays.stream(floors).boxed().toList(),
                Arrays.stream(counted).boxed().toList()));
        for (int left = counted.length; left > 0; left--) {
            Ratio top = null;
            List<Held> standing = new ArrayList<>();
            for (Held held : all) {
                WorstAim aim = aim(held);
                if (top != null) {
                    aim.raise(top, false);
                }
                best.ifPresent(package_ -> aim.take(package_.sums(), package_.choices()));
                Search.End end = Search.run(space, aim, watch, task);
                if (!end.proved()) {
                    proved = false;
                    bound = left == counted.length ? end.bound() : bound;
                }
                if (aim.best().isPresent()) {
                    Ratio smallest = aim.smallest(aim.best().get().sums());
                    if (top == null || smallest.compareTo(top) > 0) {
                        top = smallest;
                        standing.clear();
                        best = aim.best();
                    }
                    standing.add(held);
                }
            }
            if (top == null) {
                return best;
            }
            bound = left == counted.length && proved ? Optional.of(top) : bound;
            all = next(standing, top);
        }
        return best;
    }

    boolean proved() {
        return proved;
    }

    /** Of the smallest share; the share itself where that was proved and only what comes after it was not. */
    Optional<Ratio> bound() {
        return bound;
    }

    private WorstAim aim(Held held) {
        int[] open = held.open().stream().mapToInt(Integer::intValue).toArray();
        long[] floors = held.floors().stream().mapToLong(Long::longValue).toArray();
        return new WorstAim(open, offset, unit, floors, curve);
    }

    /** Each open party in turn held where it stands; all others have at least as much. */
    private List<Held> next(List<Held> standing, Ratio top) {
        Map<Held, Held> all = new LinkedHashMap<>();
        for (Held held : standing) {
            WorstAim reached = aim(held);
            reached.raise(top, false);
            List<Long> floors = IntStream.range(0, space.parties())
                    .mapToObj(party -> reached.floors()[party])
                    .toList();
            for (Integer party : held.open()) {
                Held one = new Held(
                        floors,
                        held.open().stream().filter(other -> !other.equals(party)).toList());
                all.put(one, one);
            }
        }
        return List.copyOf(all.values());
    }
}
