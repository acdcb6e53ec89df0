package parley.settlement;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * Puts a case together and finds the unit in which all of it is counted.
 *
 * <p>{@link #build} throws {@link IllegalArgumentException} with a sentence that names what is wrong: too few or too many
 * parties or issues, two of one name, a missing score, a region outside the issues, or scores too fine to be exact.
 */
public final class Builder {
    /** What is said of scores that no unit could count. */
    public static final String TOO_LARGE = "the scores are too large to be counted exactly";

    private static final BigInteger LARGEST = BigInteger.valueOf(Bargain.MOST_UNITS);

    final List<Issue> issues;
    final List<Party> parties;
    List<Bonus> bonuses = List.of();
    List<Region> forbidden = List.of();
    private Precision precision = Precision.EXACT;

    public Builder(List<Issue> issues, List<Party> parties) {
        this.issues = List.copyOf(issues);
        this.parties = List.copyOf(parties);
    }

    public Builder bonuses(List<Bonus> all) {
        bonuses = List.copyOf(all);
        return this;
    }

    public Builder forbidden(List<Region> all) {
        forbidden = List.copyOf(all);
        return this;
    }

    public Builder precision(Precision wanted) {
        precision = wanted;
        return this;
    }

    public Bargain build() {
        check(
                parties.size() >= 2 && parties.size() <= Bargain.MOST_PARTIES,
                "a case has from 2 to " + Bargain.MOST_PARTIES + " parties");
        check(
                !issues.isEmpty() && issues.size() <= Bargain.MOST_ISSUES,
                "a case has from 1 to " + Bargain.MOST_ISSUES + " issues");
        check(distinct(issues.stream().map(Issue::name)) == issues.size(), "two issues have one name");
        check(distinct(parties.stream().map(Party::name)) == parties.size(), "two parties have one name");
        parties.forEach(this::scoresFit);
        bonuses.forEach(bonus -> {
            check(bonus.party() >= 0 && bonus.party() < parties.size(), "a bonus is for a party that isn't there");
            regionFits(bonus.region());
        });
        forbidden.forEach(this::regionFits);
        check(largest().compareTo(new Ratio(LARGEST, BigInteger.ONE)) <= 0, TOO_LARGE);
        BigInteger exact = values().map(Ratio::under).reduce(BigInteger.ONE, Builder::leastCommonMultiple);
        if (largest().compareTo(new Ratio(LARGEST, exact)) <= 0) {
            return new Bargain(this, exact, Ratio.ZERO);
        }
        check(
                precision == Precision.NEAREST,
                "the scores are too fine to be counted exactly: their common fraction is 1/"
                        + (exact.bitLength() > 100 ? "(more than 30 digits)" : exact));
        Ratio room = new Ratio(LARGEST.subtract(roundings()), BigInteger.ONE);
        BigInteger unit = BigInteger.ONE;
        while (largest()
                        .times(new Ratio(unit.multiply(BigInteger.TEN), BigInteger.ONE))
                        .compareTo(room)
                <= 0) {
            unit = unit.multiply(BigInteger.TEN);
        }
        check(largest().compareTo(room) <= 0, TOO_LARGE);
        return new Bargain(this, unit, new Ratio(BigInteger.ONE, unit.shiftLeft(1)));
    }

    /** Whether what everybody can get at most is small enough to be counted, if need be to the nearest unit. */
    public boolean isCountable() {
        return largest().compareTo(new Ratio(LARGEST.subtract(roundings()), BigInteger.ONE)) <= 0;
    }

    /** Half a unit for each score that rounds up has to fit too. */
    private BigInteger roundings() {
        return BigInteger.valueOf(issues.size() + bonuses.size() + 1L);
    }

    private void scoresFit(Party party) {
        check(party.scores().size() == issues.size(), party.name() + " has no scores for one of the issues");
        for (int issue = 0; issue < issues.size(); issue++) {
            check(
                    party.scores().get(issue).size()
                            == issues.get(issue).options().size(),
                    party.name() + " has no score for one of the options of "
                            + issues.get(issue).name());
        }
    }

    private void regionFits(Region region) {
        region.within().forEach((issue, options) -> {
            check(issue >= 0 && issue < issues.size(), "a region names an issue that isn't there");
            int most = issues.get(issue).options().size();
            check(
                    options.stream().allMatch(option -> option >= 0 && option < most),
                    "a region names an option of " + issues.get(issue).name() + " that isn't there");
        });
    }

    private Stream<Ratio> values() {
        return Stream.concat(
                parties.stream()
                        .flatMap(party -> Stream.concat(
                                Stream.of(party.reservation()),
                                party.scores().stream().flatMap(List::stream))),
                bonuses.stream().map(Bonus::points));
    }

    /** The most points, of either sign, that can come together in one party's sum. */
    private Ratio largest() {
        Ratio most = Ratio.ZERO;
        for (int at = 0; at < parties.size(); at++) {
            int party = at;
            Ratio sum = parties.get(party).scores().stream()
                    .map(issue -> issue.stream().map(Builder::size).reduce(Ratio.ZERO, Ratio::max))
                    .reduce(size(parties.get(party).reservation()), Ratio::plus);
            most = most.max(bonuses.stream()
                    .filter(bonus -> bonus.party() == party)
                    .map(bonus -> size(bonus.points()))
                    .reduce(sum, Ratio::plus));
        }
        return most;
    }

    private static Ratio size(Ratio value) {
        return value.signum() < 0 ? value.negated() : value;
    }

    private static BigInteger leastCommonMultiple(BigInteger one, BigInteger other) {
        return one.divide(one.gcd(other)).multiply(other);
    }

    private static long distinct(Stream<String> names) {
        return names.collect(java.util.stream.Collectors.toCollection(HashSet::new))
                .size();
    }

    private static void check(boolean holds, String problem) {
        if (!holds) {
            throw new IllegalArgumentException(problem);
        }
    }
}
