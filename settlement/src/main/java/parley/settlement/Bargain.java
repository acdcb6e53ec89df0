package parley.settlement;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A case: what is to be agreed, between whom, and what each package is worth to each. Immutable.
 *
 * <p>Points are what people write: decimals, each party on its own scale. Units are what the engine counts in: whole numbers,
 * {@link #unitsPerPoint} of them to every party's point, so that nothing below is ever rounded. A package is an array with the index
 * of one option for each issue.
 */
public final class Bargain {
    /** Exact products over more parties would be slow, and no rule here was tried beyond. */
    public static final int MOST_PARTIES = 5;
    /** Fifty times what anyone has negotiated; bounds the stack of the search. */
    public static final int MOST_ISSUES = 1_000;
    /** What a party's scores may add up to in units: leaves room for a sum of two in a {@code long}. */
    public static final long MOST_UNITS = 1L << 60;

    private final List<Issue> issues;
    private final List<Party> parties;
    private final List<Bonus> bonuses;
    private final List<Region> forbidden;
    private final BigInteger unitsPerPoint;
    private final Ratio roundedBy;
    private final long[][][] scores;
    private final long[] bonusUnits;
    private final long[] reservations;

    Bargain(Builder from, BigInteger unitsPerPoint, Ratio roundedBy) {
        issues = List.copyOf(from.issues);
        parties = List.copyOf(from.parties);
        bonuses = List.copyOf(from.bonuses);
        forbidden = List.copyOf(from.forbidden);
        this.unitsPerPoint = unitsPerPoint;
        this.roundedBy = roundedBy;
        scores = parties.stream()
                .map(party -> party.scores().stream()
                        .map(issue -> issue.stream().mapToLong(this::units).toArray())
                        .toArray(long[][]::new))
                .toArray(long[][][]::new);
        bonusUnits = bonuses.stream().mapToLong(one -> units(one.points())).toArray();
        reservations =
                parties.stream().mapToLong(party -> units(party.reservation())).toArray();
    }

    private Bargain(Bargain from, long[] reservations) {
        issues = from.issues;
        bonuses = from.bonuses;
        forbidden = from.forbidden;
        unitsPerPoint = from.unitsPerPoint;
        roundedBy = from.roundedBy;
        scores = from.scores;
        bonusUnits = from.bonusUnits;
        this.reservations = reservations.clone();
        List<Party> all = new ArrayList<>();
        for (int party = 0; party < reservations.length; party++) {
            Party old = from.parties.get(party);
            all.add(new Party(old.name(), points(reservations[party]), old.scores()));
        }
        parties = List.copyOf(all);
    }

    /** A case whose scores only add up, exactly; throws {@link IllegalArgumentException} where {@link Builder} says why. */
    public static Bargain of(List<Issue> issues, List<Party> parties) {
        return new Builder(issues, parties).build();
    }

    /**
     * The same case with other reservation values.
     *
     * @param units one for each party
     */
    public Bargain withReservations(long[] units) {
        return new Bargain(this, units);
    }

    public List<Issue> issues() {
        return issues;
    }

    public List<Party> parties() {
        return parties;
    }

    public List<Bonus> bonuses() {
        return bonuses;
    }

    /** Where no package may lie. */
    public List<Region> forbidden() {
        return forbidden;
    }

    /** Whether every party's scores only add up and every package is allowed. */
    public boolean isAdditive() {
        return bonuses.isEmpty() && forbidden.isEmpty();
    }

    /** How many packages there are, forbidden ones included. */
    public BigInteger packages() {
        return issues.stream()
                .map(issue -> BigInteger.valueOf(issue.options().size()))
                .reduce(BigInteger.ONE, BigInteger::multiply);
    }

    /** Positive; the same for all parties, so that units of two parties compare as their points do. */
    public BigInteger unitsPerPoint() {
        return unitsPerPoint;
    }

    /** By how many points at most each single score may differ from what was given: 0 unless {@link Precision#NEAREST}. */
    public Ratio roundedBy() {
        return roundedBy;
    }

    public Ratio points(long units) {
        return new Ratio(BigInteger.valueOf(units), unitsPerPoint);
    }

    /** In units. */
    public long score(int party, int issue, int option) {
        return scores[party][issue][option];
    }

    /** In units. */
    public long bonus(int index) {
        return bonusUnits[index];
    }

    /** What walking away is worth to a party, in units. */
    public long reservation(int party) {
        return reservations[party];
    }

    /** What a package is worth to one party, in units. */
    public long utility(int party, int[] options) {
        long sum = 0;
        for (int issue = 0; issue < options.length; issue++) {
            sum += scores[party][issue][options[issue]];
        }
        for (int one = 0; one < bonusUnits.length; one++) {
            Bonus bonus = bonuses.get(one);
            if (bonus.party() == party && bonus.applies(options)) {
                sum += bonusUnits[one];
            }
        }
        return sum;
    }

    /** What a package is worth to each, in units. */
    public long[] utilities(int[] options) {
        long[] all = new long[parties.size()];
        Arrays.setAll(all, party -> utility(party, options));
        return all;
    }

    /** Whether no constraint forbids a package. */
    public boolean allows(int[] options) {
        return forbidden.stream().noneMatch(region -> region.holds(options));
    }

    /** Whether every party gets at least what walking away is worth to it. */
    public boolean acceptable(long[] utilities) {
        for (int party = 0; party < utilities.length; party++) {
            if (utilities[party] < reservations[party]) {
                return false;
            }
        }
        return true;
    }

    /**
     * The same of the scores as they were given: where they were rounded, a package may seem to lie on the other side of a reservation value.
     *
     * @param point as it was rounded
     */
    public boolean acceptableAsGiven(Point point) {
        // Half a unit at most for each number that is added, and for the reservation value.
        long most = roundedBy.signum() == 0 ? 0 : issues.size() + bonuses.size() + 1L;
        for (int party = 0; party < parties.size(); party++) {
            long gain = point.utilities()[party] - reservations[party];
            if (Math.abs(gain) >= most
                    ? gain < 0
                    : asGiven(party, point.options())
                                    .compareTo(parties.get(party).reservation())
                            < 0) {
                return false;
            }
        }
        return true;
    }

    private Ratio asGiven(int party, int[] options) {
        Ratio sum = Ratio.ZERO;
        for (int issue = 0; issue < options.length; issue++) {
            sum = sum.plus(parties.get(party).scores().get(issue).get(options[issue]));
        }
        for (Bonus bonus : bonuses) {
            sum = bonus.party() == party && bonus.applies(options) ? sum.plus(bonus.points()) : sum;
        }
        return sum;
    }

    private long units(Ratio points) {
        BigInteger[] parts = points.over().multiply(unitsPerPoint).shiftLeft(1).divideAndRemainder(points.under());
        // Twice the value, rounded towards zero; half up from there. Exact where the denominator divides.
        return parts[0].add(BigInteger.valueOf(parts[0].signum()))
                .divide(BigInteger.TWO)
                .longValueExact();
    }
}
