package parley.settlement;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * An exact rational number in lowest terms.
 *
 * @param over any integer
 * @param under positive; 1 when {@code over} is 0
 */
public record Ratio(BigInteger over, BigInteger under) implements Comparable<Ratio> {
    public static final Ratio ZERO = new Ratio(BigInteger.ZERO, BigInteger.ONE);
    public static final Ratio ONE = new Ratio(BigInteger.ONE, BigInteger.ONE);
    private static final BigInteger FIVE = BigInteger.valueOf(5);

    /** Brings it into lowest terms. */
    public Ratio {
        if (under.signum() == 0) {
            throw new ArithmeticException("division by zero");
        }
        BigInteger shared = over.gcd(under);
        if (under.signum() < 0) {
            shared = shared.negate();
        }
        over = over.divide(shared);
        under = under.divide(shared);
    }

    public static Ratio of(long whole) {
        return new Ratio(BigInteger.valueOf(whole), BigInteger.ONE);
    }

    public static Ratio of(long over, long under) {
        return new Ratio(BigInteger.valueOf(over), BigInteger.valueOf(under));
    }

    /** The decimal's exact value. */
    public static Ratio of(BigDecimal decimal) {
        return decimal.scale() <= 0
                ? new Ratio(decimal.toBigIntegerExact(), BigInteger.ONE)
                : new Ratio(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale()));
    }

    public Ratio plus(Ratio other) {
        return new Ratio(over.multiply(other.under).add(other.over.multiply(under)), under.multiply(other.under));
    }

    public Ratio minus(Ratio other) {
        return plus(other.negated());
    }

    public Ratio times(Ratio other) {
        return new Ratio(over.multiply(other.over), under.multiply(other.under));
    }

    /** Throws {@link ArithmeticException} when {@code other} is 0. */
    public Ratio by(Ratio other) {
        return new Ratio(over.multiply(other.under), under.multiply(other.over));
    }

    public Ratio negated() {
        return new Ratio(over.negate(), under);
    }

    public int signum() {
        return over.signum();
    }

    public Ratio max(Ratio other) {
        return compareTo(other) >= 0 ? this : other;
    }

    public Ratio min(Ratio other) {
        return compareTo(other) <= 0 ? this : other;
    }

    @Override
    public int compareTo(Ratio other) {
        return over.multiply(other.under).compareTo(other.over.multiply(under));
    }

    /** Exact where it has an end within {@code digits} significant digits, else rounded half up to so many. */
    public BigDecimal decimal(int digits) {
        BigDecimal rounded =
                new BigDecimal(over).divide(new BigDecimal(under), new MathContext(digits, RoundingMode.HALF_UP));
        BigDecimal plain = rounded.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }

    /** All of its decimal where that has an end, else rounded half up to so many significant digits. */
    public BigDecimal wholeOr(int digits) {
        BigInteger rest = under.shiftRight(under.getLowestSetBit());
        int fives = 0;
        while (rest.mod(FIVE).signum() == 0) {
            rest = rest.divide(FIVE);
            fives++;
        }
        if (!rest.equals(BigInteger.ONE)) {
            return decimal(digits);
        }
        int scale = Math.max(under.getLowestSetBit(), fives);
        BigInteger unscaled = over.multiply(BigInteger.TEN.pow(scale)).divide(under);
        return new BigDecimal(unscaled, scale);
    }

    public double doubleValue() {
        return decimal(18).doubleValue();
    }

    /** {@code 5} or {@code 5/6}. */
    @Override
    public String toString() {
        return under.equals(BigInteger.ONE) ? over.toString() : over + "/" + under;
    }
}
