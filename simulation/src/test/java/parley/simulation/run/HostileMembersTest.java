package parley.simulation.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.simulation.doubles.ToyDomain;

/** Who is hostile follows from the seed: in some anybody, the mediator too, and two in league; in all others one, and never the mediator. */
class HostileMembersTest {
    private static final int SEEDS = 600;

    private static World world(long seed) {
        return new World(seed, new ToyDomain(), Kit.HONEST, SessionsKind.TOY, new Trace(line -> {}));
    }

    private static List<Integer> hostile(World world) {
        return IntStream.range(0, world.plan().nodes())
                .filter(world.weather().hostile()::are)
                .boxed()
                .toList();
    }

    @Test
    void inSeedsThatAreBesetTheMediatorMayBeHostileAndTwoMayBe() {
        Set<String> seen = new TreeSet<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            World world = world(seed);
            List<Integer> hostile = hostile(world);
            if (HostileMembers.beset(seed) && !hostile.isEmpty()) {
                assertThat(hostile.size()).as("hostile in seed " + seed).isBetween(1, 2);
                seen.add(hostile.size() + " hostile");
                seen.add(hostile.contains(0) ? "the mediator" : "others");
                seen.add(world.plan().forks() ? "beside a relay of two histories" : "beside another relay");
                assertThat(hostile.stream().filter(world.weather().hostile()::isInLeague))
                        .hasSize(1);
            }
        }
        assertThat(seen)
                .containsExactly(
                        "1 hostile",
                        "2 hostile",
                        "beside a relay of two histories",
                        "beside another relay",
                        "others",
                        "the mediator");
    }

    @Test
    void inOtherSeedsOneIsAndNeverTheMediator() {
        Set<Integer> seats = new TreeSet<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            if (!HostileMembers.beset(seed)) {
                List<Integer> hostile = hostile(world(seed));
                assertThat(hostile).as("seed " + seed).hasSizeLessThan(2);
                seats.addAll(hostile);
            }
        }
        assertThat(seats).contains(1, 2, 3).doesNotContain(0);
    }
}
