package parley.settlement.advice;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.settlement.Answer;
import parley.settlement.Bargain;
import parley.settlement.BruteForce;
import parley.settlement.Chance;
import parley.settlement.Issue;
import parley.settlement.Party;
import parley.settlement.Point;
import parley.settlement.Ratio;
import parley.settlement.Request;
import parley.settlement.Settler;
import parley.settlement.Watch;

/** The weights that certify a deal can be checked by adding up, and are there whenever there are any. */
class SupportTest {
    @Test
    void withTheWeightsNoPackageComesToMoreAndWithoutThemThereAreNone() {
        int certified = 0;
        int dents = 0;
        for (long seed = 0; seed < 1_000; seed++) {
            Chance chance = new Chance(seed);
            Bargain bargain = seed % 2 == 0 ? chance.small() : chance.entangled();
            Answer answer = Settler.answer(bargain, Request.USUAL, Watch.NONE);
            BruteForce brute = new BruteForce(bargain);
            for (Point deal : answer.frontier().orElseThrow().points()) {
                Optional<List<BigInteger>> weights = Support.of(bargain, deal, answer, Watch.NONE);
                if (weights.isPresent()) {
                    certified++;
                    assertThat(weights.get()).allMatch(weight -> weight.signum() > 0);
                    BigInteger most = weighted(weights.get(), deal.utilities());
                    assertThat(brute.all())
                            .as("seed %d", seed)
                            .allMatch(one -> weighted(weights.get(), one).compareTo(most) <= 0);
                } else if (bargain.parties().size() == 2) {
                    dents++;
                    assertThat(inADent(brute, deal.utilities()))
                            .as("seed %d", seed)
                            .isTrue();
                }
            }
        }
        assertThat(certified).isPositive();
        assertThat(dents).isPositive();
    }

    @Test
    void whatLiesBetweenTwoBetterOnesIsEfficientWithoutACertificate() {
        Issue price = new Issue("Price", List.of("low", "middle", "high"));
        Bargain bargain = Bargain.of(
                List.of(price),
                List.of(
                        new Party("buyer", Ratio.ZERO, List.of(List.of(Ratio.of(10), Ratio.of(2), Ratio.ZERO))),
                        new Party("seller", Ratio.ZERO, List.of(List.of(Ratio.ZERO, Ratio.of(2), Ratio.of(10))))));
        Answer answer = Settler.answer(bargain, Request.USUAL, Watch.NONE);

        Appraisal middle = Appraiser.of(bargain, new int[] {1}, answer, Watch.NONE);
        Appraisal low = Appraiser.of(bargain, new int[] {0}, answer, Watch.NONE);

        assertThat(middle.efficiency()).isEqualTo(new Appraisal.Efficiency.Efficient());
        assertThat(middle.weights()).isEmpty();
        assertThat(low.weights()).contains(List.of(BigInteger.ONE, BigInteger.ONE));
    }

    @Test
    void theyAreNotSoughtBeyondTheTimeThatSomebodyWaits() {
        Bargain bargain = new Chance(1).opposed(5, 40, 25, 10_000);
        Point deal = new Point(bargain.utilities(new int[40]), new int[40]);
        int[] asked = {0};

        assertThat(Support.of(bargain, deal, new Answer(Optional.empty(), Map.of()), () -> ++asked[0] > 2))
                .isEmpty();
        assertThat(asked[0]).isBetween(3, 10);
    }

    private static BigInteger weighted(List<BigInteger> weights, long[] utilities) {
        BigInteger sum = BigInteger.ZERO;
        for (int party = 0; party < utilities.length; party++) {
            sum = sum.add(weights.get(party).multiply(BigInteger.valueOf(utilities[party])));
        }
        return sum;
    }

    /** Two packages, one better for each, between which a straight line passes above it. */
    private static boolean inADent(BruteForce brute, long[] deal) {
        Optional<Ratio> least = brute.all().stream()
                .filter(one -> one[0] > deal[0])
                .map(one -> Ratio.of(one[0] - deal[0], deal[1] - one[1]))
                .max(Ratio::compareTo);
        Optional<Ratio> most = brute.all().stream()
                .filter(one -> one[1] > deal[1])
                .map(one -> Ratio.of(deal[0] - one[0], one[1] - deal[1]))
                .min(Ratio::compareTo);
        return least.isPresent() && most.isPresent() && least.get().compareTo(most.get()) > 0;
    }
}
