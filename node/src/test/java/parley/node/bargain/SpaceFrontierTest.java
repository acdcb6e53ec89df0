package parley.node.bargain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import parley.node.desk.Bargaining.Frontier;
import parley.node.desk.Bargaining.Point;

/** How much of the frontier is found where there are more packages than could be looked at one by one. */
class SpaceFrontierTest {
    @Test
    void of_two_sides_it_is_whole() {
        long seed = System.nanoTime();
        Case asked = SpaceCounterTest.random(new Random(seed), 2, 50);
        Frontier found = SpaceCounter.count(asked, SpaceCounterTest.PATIENT).frontier();
        Set<List<Long>> efficient = efficientOfTwo(asked);
        assertThat(found.whole()).as("seed %d", seed).isTrue();
        assertThat(found.found()).as("seed %d", seed).isEqualTo(efficient.size());
        assertThat(efficient)
                .as("seed %d", seed)
                .containsAll(found.points().stream().map(Point::worth).toList());
    }

    /** One issue after the other; of the sums so far only those stay that no other betters. */
    private static Set<List<Long>> efficientOfTwo(Case asked) {
        TreeMap<Long, Long> best = new TreeMap<>(Map.of(0L, 0L));
        for (int issue = 0; issue < asked.options().size(); issue++) {
            TreeMap<Long, Long> sums = new TreeMap<>();
            for (Map.Entry<Long, Long> sum : best.entrySet()) {
                for (int option = 0; option < asked.options().get(issue); option++) {
                    sums.merge(
                            sum.getKey() + score(asked, 0, issue, option),
                            sum.getValue() + score(asked, 1, issue, option),
                            Math::max);
                }
            }
            best.clear();
            long most = -1;
            for (Map.Entry<Long, Long> sum : sums.descendingMap().entrySet()) {
                if (sum.getValue() > most) {
                    most = sum.getValue();
                    best.put(sum.getKey(), most);
                }
            }
        }
        return best.entrySet().stream()
                .map(one -> List.of(one.getKey(), one.getValue()))
                .collect(Collectors.toSet());
    }

    private static long score(Case asked, int side, int issue, int option) {
        return asked.sides()
                .get(side)
                .scores()
                .orElseThrow()
                .issues()
                .get(issue)
                .options()
                .get(option);
    }
}
