package parley.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where scores were rounded, whether a package meets the reservation values is said of the scores as they were given. */
class RoundedTest {
    private static final Ratio THIRD = Ratio.of(1, 3);
    /** So fine that sixty bits don't count it. */
    private static final Ratio FINE =
            new Ratio(BigInteger.ONE, BigInteger.TEN.pow(30).add(BigInteger.valueOf(57)));

    @Test
    void aPackageThatRoundingLiftsToAReservationValueIsNotAcceptable() {
        Bargain above = rounded(THIRD.plus(FINE));
        Bargain exactly = rounded(THIRD);
        Bargain below = rounded(THIRD.minus(FINE));

        assertThat(above.roundedBy().signum()).isPositive();
        assertThat(above.acceptable(point(above).utilities())).isTrue();
        assertThat(above.acceptableAsGiven(point(above))).isFalse();
        assertThat(exactly.acceptableAsGiven(point(exactly))).isTrue();
        assertThat(below.acceptableAsGiven(point(below))).isTrue();
    }

    @Test
    void andOneThatItLowersIs() {
        Bargain bargain = rounded(
                THIRD.plus(FINE),
                Ratio.of(1).minus(THIRD).minus(THIRD).plus(FINE).plus(FINE));

        assertThat(bargain.acceptableAsGiven(point(bargain))).isTrue();
    }

    private static Bargain rounded(Ratio reservation) {
        return rounded(reservation, THIRD);
    }

    private static Bargain rounded(Ratio reservation, Ratio score) {
        return new Builder(
                        List.of(new Issue("price", List.of("low"))),
                        List.of(
                                new Party("buyer", reservation, List.of(List.of(score))),
                                new Party("seller", Ratio.ZERO, List.of(List.of(FINE)))))
                .precision(Precision.NEAREST)
                .build();
    }

    private static Point point(Bargain bargain) {
        int[] options = {0};
        return new Point(bargain.utilities(options), options);
    }
}
