package parley.settlement.tangle;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.settlement.Bargain;
import parley.settlement.Bonus;
import parley.settlement.Region;

/** Makes the tables of a {@link Model} of what each issue is worth alone, what joint choices are worth beside that, and what is forbidden. */
final class Modelling {
    /** Joint choices of all tables together: a region over more is beyond this method. */
    private static final int MOST_CHOICES = 1 << 20;

    private final Bargain bargain;
    private final int[] issues;
    private final int[][] kept;
    private final int[] domains;
    private final int parties;
    private final Pace pace;
    private final Map<List<Integer>, Table> byScope = new LinkedHashMap<>();
    private final int[] whole;
    private final int[] options;
    private int room = MOST_CHOICES;

    private Modelling(Bargain bargain, int[] issues, int[][] kept, Pace pace) {
        this.bargain = bargain;
        this.issues = issues;
        this.kept = kept;
        this.pace = pace;
        domains = Arrays.stream(kept).mapToInt(all -> all.length).toArray();
        parties = bargain.parties().size();
        whole = new int[bargain.issues().size()];
        options = new int[issues.length];
    }

    /**
     * The group, or empty where its tables would be too large or it is stopped.
     *
     * @param issues indices, ascending
     * @param kept for each of them, the options that are not left out
     * @param bonuses indices of those that name issues of the group
     */
    static Optional<Model> of(
            Bargain bargain, int[] issues, int[][] kept, int[] bonuses, List<Region> forbidden, Pace pace) {
        return new Modelling(bargain, issues, kept, pace).model(bonuses, forbidden);
    }

    private Optional<Model> model(int[] bonuses, List<Region> forbidden) {
        for (int variable = 0; variable < issues.length; variable++) {
            byScope.put(List.of(variable), alone(variable));
        }
        long all = bonuses.length + (long) forbidden.size();
        long done = 0;
        for (int index : bonuses) {
            Bonus bonus = bargain.bonuses().get(index);
            Optional<Table> table = over(bonus.region());
            if (table.isEmpty()) {
                return Optional.empty();
            }
            for (int choice = 0; choice < table.get().choices(); choice++) {
                if (pace.stops(Pace.REGION, done, all)) {
                    return Optional.empty();
                }
                choose(table.get(), choice);
                if (bonus.applies(whole)) {
                    table.get().cells()[choice * parties + bonus.party()] += bargain.bonus(index);
                }
            }
            done++;
        }
        long[] common = common();
        for (Region region : forbidden) {
            Optional<Table> table = over(region);
            if (table.isEmpty()) {
                return Optional.empty();
            }
            for (int choice = 0; choice < table.get().choices(); choice++) {
                if (pace.stops(Pace.REGION, done, all)) {
                    return Optional.empty();
                }
                choose(table.get(), choice);
                if (region.holds(whole)) {
                    Arrays.fill(table.get().cells(), choice * parties, (choice + 1) * parties, Model.FORBIDDEN);
                }
            }
            done++;
        }
        return Optional.of(new Model(issues, kept, parties, List.copyOf(byScope.values()), common));
    }

    private Table alone(int variable) {
        Table table = Table.empty(new int[] {variable}, domains, parties);
        for (int option = 0; option < domains[variable]; option++) {
            for (int party = 0; party < parties; party++) {
                table.cells()[option * parties + party] =
                        bargain.score(party, issues[variable], kept[variable][option]);
            }
        }
        return table;
    }

    /** The table over the issues of a region; the same for all regions over these. */
    private Optional<Table> over(Region region) {
        int[] scope = region.within().keySet().stream()
                .mapToInt(issue -> Arrays.binarySearch(issues, issue))
                .toArray();
        List<Integer> key = Arrays.stream(scope).boxed().toList();
        if (!byScope.containsKey(key)) {
            BigInteger choices = Arrays.stream(scope)
                    .mapToObj(variable -> BigInteger.valueOf(domains[variable]))
                    .reduce(BigInteger.ONE, BigInteger::multiply);
            if (choices.compareTo(BigInteger.valueOf(room)) > 0) {
                return Optional.empty();
            }
            room -= choices.intValueExact();
            byScope.put(key, Table.empty(scope, domains, parties));
        }
        return Optional.ofNullable(byScope.get(key));
    }

    private void choose(Table table, int choice) {
        table.choose(choice, options);
        for (int variable : table.scope()) {
            whole[issues[variable]] = kept[variable][options[variable]];
        }
    }

    /** Divides all numbers by what those of a party have in common, and gives that. */
    private long[] common() {
        long[] common = new long[parties];
        for (Table table : byScope.values()) {
            for (int at = 0; at < table.cells().length; at++) {
                common[at % parties] = gcd(common[at % parties], Math.abs(table.cells()[at]));
            }
        }
        Arrays.setAll(common, party -> Math.max(1, common[party]));
        for (Table table : byScope.values()) {
            for (int at = 0; at < table.cells().length; at++) {
                table.cells()[at] /= common[at % parties];
            }
        }
        return common;
    }

    private static long gcd(long one, long other) {
        return other == 0 ? one : gcd(other, one % other);
    }
}
