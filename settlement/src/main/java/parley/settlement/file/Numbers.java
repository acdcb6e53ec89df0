package parley.settlement.file;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import parley.settlement.Ratio;

/** Numbers as files write them, taken as exact decimals. */
final class Numbers {
    /** A {@code double} needs 17; a score that needs more was not meant. */
    static final int MOST_DIGITS = 40;
    /** Beyond that an exponent is an attack on memory, not a score. */
    static final int MOST_EXPONENT = 40;
    /** Longer texts aren't even looked at. */
    static final int MOST_LENGTH = 100;

    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?");

    private Numbers() {}

    static Ratio exact(String file, String place, String text) throws BadInput {
        String trimmed = text.strip();
        if (isWritten(trimmed)) {
            return exact(file, place, new BigDecimal(trimmed));
        }
        throw new BadInput(file, place, "\"" + trimmed + "\" is no finite decimal number; write one, such as 0.25");
    }

    /** Whether a text is a decimal number. */
    static boolean isWritten(String text) {
        return text.length() <= MOST_LENGTH && DECIMAL.matcher(text.strip()).matches();
    }

    static Ratio exact(String file, String place, BigDecimal value) throws BadInput {
        if (!isShort(value)) {
            throw new BadInput(
                    file,
                    place,
                    "this number has too many digits or too great an exponent; write at most " + MOST_DIGITS
                            + " digits, with an exponent up to " + MOST_EXPONENT);
        }
        return Ratio.of(value.stripTrailingZeros());
    }

    /** Whether it has no more digits, and no greater exponent, than a number that somebody meant. */
    static boolean isShort(BigDecimal value) {
        BigDecimal plain = value.stripTrailingZeros();
        return plain.precision() <= MOST_DIGITS && Math.abs((long) plain.scale()) <= MOST_EXPONENT;
    }

    static Ratio notNegative(String file, String place, Ratio value) throws BadInput {
        if (value.signum() < 0) {
            throw new BadInput(
                    file,
                    place,
                    value.decimal(6) + " is negative; write 0 or more: adding one number to all of a party's scores of"
                            + " an issue, and to its reservation, changes nothing");
        }
        return value;
    }
}
