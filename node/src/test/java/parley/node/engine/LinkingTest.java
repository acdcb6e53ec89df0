package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.base.Randomness;

/**
 * A receiver who knows when each idea was decided on (as a relay that colludes might guess) tries to say which of the mediator's own
 * messages is which idea: by time or order. (Its bytes
 * are those of an ordinary message: {@code ProofNodesTest}.)
 */
final class LinkingTest {
    private static final int DRAWS = 20_000;
    private static final int BINS = 20;
    /** Of chi squared with 19 degrees of freedom: exceeded once in ten million honest runs. */
    private static final double MOST_CHI_SQUARED = 70;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final Randomness randomness = random::nextBytes;

    private double minutes() {
        return DrawnPause.first(randomness).toMillis() / 60_000.0;
    }

    @Test
    void the_pause_is_spread_evenly_and_says_nothing_of_the_next() {
        System.out.println("seed " + seed);
        double least = DrawnPause.LEAST.toMinutes();
        double most = DrawnPause.MOST.toMinutes();
        int[] bins = new int[BINS];
        double mean = (least + most) / 2;
        double together = 0;
        double spread = 0;
        double last = mean;
        for (int i = 0; i < DRAWS; i++) {
            double now = minutes();
            assertThat(now).isBetween(least, most);
            bins[(int) Math.min(BINS - 1, (now - least) / (most - least) * BINS)]++;
            together += (now - mean) * (last - mean);
            spread += (now - mean) * (now - mean);
            last = now;
        }
        double expected = (double) DRAWS / BINS;
        double chi = IntStream.of(bins)
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
        assertThat(chi).as("seed %d", seed).isLessThan(MOST_CHI_SQUARED);
        assertThat(Math.abs(together / spread)).as("correlation, seed %d", seed).isLessThan(0.05);
    }

    /** Ten ideas within an hour: matched in the order in which they were decided, few come out right. */
    @Test
    void the_order_in_which_ideas_come_is_hardly_the_order_in_which_they_were_decided_on() {
        System.out.println("seed " + seed);
        int ideas = 10;
        int right = 0;
        int talks = 2_000;
        for (int talk = 0; talk < talks; talk++) {
            List<double[]> raised = new ArrayList<>();
            for (int i = 0; i < ideas; i++) {
                double decided = i * 60.0 / ideas;
                raised.add(new double[] {i, decided + minutes()});
            }
            raised.sort(Comparator.comparingDouble(one -> one[1]));
            for (int place = 0; place < ideas; place++) {
                right += (int) raised.get(place)[0] == place ? 1 : 0;
            }
        }
        double share = (double) right / (talks * ideas);
        System.out.println("matched by order: " + share + " (by chance " + 1.0 / ideas + ")");
        assertThat(share)
                .as("ideas that keep their place among ten, seed %d; without a pause all would", seed)
                .isLessThan(0.3);
    }

    /** Five that the mediator decided on in a row, and all of whose moments passed in one night. */
    @Test
    void ideas_that_waited_for_one_thing_come_apart_and_in_an_order_of_their_own() {
        System.out.println("seed " + seed);
        int ideas = 5;
        int talks = 5_000;
        int right = 0;
        int together = 0;
        double least = DrawnPause.LEAST_ANEW.toMinutes();
        double most = DrawnPause.MOST_ANEW.toMinutes();
        for (int talk = 0; talk < talks; talk++) {
            List<double[]> raised = new ArrayList<>();
            for (int i = 0; i < ideas; i++) {
                raised.add(new double[] {i, DrawnPause.anew(randomness).toMillis() / 60_000.0});
            }
            raised.sort(Comparator.comparingDouble(one -> one[1]));
            assertThat(raised.getFirst()[1]).isGreaterThanOrEqualTo(least);
            assertThat(raised.getLast()[1]).isLessThan(most);
            for (int place = 0; place < ideas; place++) {
                right += (int) raised.get(place)[0] == place ? 1 : 0;
                together += place > 0 && raised.get(place)[1] - raised.get(place - 1)[1] < 1 / 60.0 ? 1 : 0;
            }
        }
        assertThat((double) right / (talks * ideas))
                .as("ideas that keep their place among five, by chance a fifth, seed %d", seed)
                .isBetween(0.18, 0.22);
        assertThat((double) together / (talks * (ideas - 1)))
                .as("ideas within a second of the one before, seed %d", seed)
                .isLessThan(0.01);
    }
}
