package parley.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;

class PatternsTest {
    private static final long SEED = System.nanoTime();

    /** Bytes of few values, so that beginnings, ends and overlaps are met all the time. */
    @Test
    void findsWhatLookingAtEveryPlaceFinds() {
        System.out.println("PatternsTest seed " + SEED);
        Dice dice = new Dice(SEED);
        for (int run = 0; run < 2_000; run++) {
            Patterns<Integer> patterns = new Patterns<>();
            Map<Integer, Bytes> all = new TreeMap<>();
            for (int i = 0; i < dice.between(1, 6); i++) {
                all.put(i, of(dice, dice.between(Patterns.LEAST_BYTES, Patterns.LEAST_BYTES + 3)));
                patterns.add(all.get(i), i);
            }
            Bytes where = Bytes.concat(
                    of(dice, dice.below(40)), dice.pick(List.copyOf(all.values())), of(dice, dice.below(9)));
            assertThat(patterns.in(where)).as("run %s", run).containsExactlyInAnyOrderElementsOf(plainly(all, where));
        }
    }

    private static List<Integer> plainly(Map<Integer, Bytes> all, Bytes where) {
        List<Integer> found = new ArrayList<>();
        for (int at = 0; at < where.size(); at++) {
            Bytes rest = where.slice(at, where.size());
            all.forEach((meaning, bytes) -> {
                if (rest.startsWith(bytes)) {
                    found.add(meaning);
                }
            });
        }
        return found;
    }

    private static Bytes of(Dice dice, int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) dice.below(2);
        }
        return Bytes.wrap(bytes);
    }
}
