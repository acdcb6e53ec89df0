package parley.settlement.tangle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import parley.settlement.Bargain;
import parley.settlement.Bonus;
import parley.settlement.Region;

/**
 * Makes a {@link Model}: tables of what each issue is worth alone, of what joint choices are worth beside that, and of what is forbidden; and
 * boxes of what would take too large a table.
 */
final class Modelling {
    /** Joint choices of all tables together. */
    private static final int MOST_CHOICES = 1 << 20;

    /**
     * How much is written out.
     *
     * @param choices of a table for each region over its issues; where more, its regions are boxes
     * @param auxiliary variables to say in tables what boxes say
     */
    record Room(int choices, int auxiliary) {
        /** Tables of which each region costs no more than {@link Chains} would. */
        static final Room USUAL = new Room(1 << 14, Chains.MOST_AUXILIARY);
    }

    private final Bargain bargain;
    private final int[] issues;
    private final int[][] kept;
    private final int[] domains;
    private final int parties;
    private final Room room;
    private final Pace pace;
    private final Map<List<Integer>, Table> byScope = new LinkedHashMap<>();
    private final List<Box> boxes = new ArrayList<>();
    /** What numbers are divided by; 0 before that is known. */
    private final long[] common;

    private final int[] whole;
    private final int[] options;

    private Modelling(Bargain bargain, int[] issues, int[][] kept, Room room, Pace pace) {
        this.bargain = bargain;
        this.issues = issues;
        this.kept = kept;
        this.room = room;
        this.pace = pace;
        domains = Arrays.stream(kept).mapToInt(all -> all.length).toArray();
        parties = bargain.parties().size();
        common = new long[parties];
        whole = new int[bargain.issues().size()];
        options = new int[issues.length];
    }

    /**
     * The group, or empty where it is stopped.
     *
     * @param issues indices, ascending
     * @param kept for each of them, the options that are not left out
     * @param bonuses indices of those that name issues of the group
     */
    static Optional<Model> of(
            Bargain bargain, int[] issues, int[][] kept, int[] bonuses, List<Region> forbidden, Room room, Pace pace) {
        return new Modelling(bargain, issues, kept, room, pace).model(bonuses, forbidden);
    }

    /** All issues of a case, in numbers that are its units. */
    static Optional<Model> whole(Bargain bargain, Room room, Pace pace) {
        int[] issues = IntStream.range(0, bargain.issues().size()).toArray();
        int[][] kept = Arrays.stream(issues)
                .mapToObj(issue -> Kept.of(bargain, issue, pace))
                .toArray(int[][]::new);
        Modelling modelling = new Modelling(bargain, issues, kept, room, pace);
        Arrays.fill(modelling.common, 1);
        return modelling.model(IntStream.range(0, bargain.bonuses().size()).toArray(), bargain.forbidden());
    }

    private Optional<Model> model(int[] bonuses, List<Region> forbidden) {
        for (int variable = 0; variable < issues.length; variable++) {
            byScope.put(List.of(variable), alone(variable));
        }
        makeRoom(Stream.concat(
                        Arrays.stream(bonuses)
                                .mapToObj(index -> bargain.bonuses().get(index).region()),
                        forbidden.stream())
                .map(this::scope)
                .toList());
        long all = bonuses.length + (long) forbidden.size();
        long done = 0;
        for (int index : bonuses) {
            Bonus bonus = bargain.bonuses().get(index);
            Table table = byScope.get(scope(bonus.region()));
            if (table == null) {
                boxes.add(box(bonus.region(), bonus.party(), bonus.inside(), bargain.bonus(index)));
            } else {
                for (int choice = 0; choice < table.choices(); choice++) {
                    if (pace.stops(Pace.REGION, done, all)) {
                        return Optional.empty();
                    }
                    choose(table, choice);
                    if (bonus.applies(whole)) {
                        table.cells()[choice * parties + bonus.party()] += bargain.bonus(index);
                    }
                }
            }
            done++;
        }
        if (common[0] == 0) {
            divide();
        }
        for (Region region : forbidden) {
            Table table = byScope.get(scope(region));
            if (table == null) {
                boxes.add(box(region, Box.FORBIDS, true, 0));
            } else {
                for (int choice = 0; choice < table.choices(); choice++) {
                    if (pace.stops(Pace.REGION, done, all)) {
                        return Optional.empty();
                    }
                    choose(table, choice);
                    if (region.holds(whole)) {
                        Arrays.fill(table.cells(), choice * parties, (choice + 1) * parties, Model.FORBIDDEN);
                    }
                }
            }
            done++;
        }
        return Optional.of(new Model(issues, kept, List.copyOf(byScope.values()), boxes, common, room.auxiliary()));
    }

    /** Tables over the issues of regions, the smallest first, as far as they are worth their room; all regions over the same issues share one. */
    private void makeRoom(List<List<Integer>> scopes) {
        Map<List<Integer>, Long> regions =
                scopes.stream().collect(Collectors.groupingBy(one -> one, LinkedHashMap::new, Collectors.counting()));
        List<List<Integer>> smallestFirst = regions.keySet().stream()
                .filter(scope -> scope.size() > 1)
                .sorted(Comparator.comparingDouble(this::choices))
                .toList();
        double left = MOST_CHOICES;
        for (List<Integer> scope : smallestFirst) {
            double choices = choices(scope);
            if (choices <= left && choices <= (double) room.choices() * regions.getOrDefault(scope, 0L)) {
                left -= choices;
                byScope.put(
                        scope,
                        Table.empty(scope.stream().mapToInt(Integer::intValue).toArray(), domains, parties));
            }
        }
    }

    private double choices(List<Integer> scope) {
        return scope.stream().mapToDouble(variable -> domains[variable]).reduce(1, (a, b) -> a * b);
    }

    /** The variables of a region. */
    private List<Integer> scope(Region region) {
        return region.within().keySet().stream()
                .map(issue -> Arrays.binarySearch(issues, issue))
                .toList();
    }

    private Box box(Region region, int party, boolean within, long number) {
        int[] scope = scope(region).stream().mapToInt(Integer::intValue).toArray();
        boolean[][] inside = new boolean[scope.length][];
        for (int side = 0; side < scope.length; side++) {
            SortedSet<Integer> allowed = Objects.requireNonNull(region.within().get(issues[scope[side]]));
            inside[side] = new boolean[domains[scope[side]]];
            for (int option = 0; option < inside[side].length; option++) {
                inside[side][option] = allowed.contains(kept[scope[side]][option]);
            }
        }
        return new Box(scope, inside, party, within, number);
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

    private void choose(Table table, int choice) {
        table.choose(choice, options);
        for (int variable : table.scope()) {
            whole[issues[variable]] = kept[variable][options[variable]];
        }
    }

    /** Divides all numbers by what those of a party have in common. */
    private void divide() {
        for (Table table : byScope.values()) {
            for (int at = 0; at < table.cells().length; at++) {
                common[at % parties] = gcd(common[at % parties], Math.abs(table.cells()[at]));
            }
        }
        for (Box box : boxes) {
            common[box.party()] = gcd(common[box.party()], Math.abs(box.number()));
        }
        Arrays.setAll(common, party -> Math.max(1, common[party]));
        for (Table table : byScope.values()) {
            for (int at = 0; at < table.cells().length; at++) {
                table.cells()[at] /= common[at % parties];
            }
        }
        boxes.replaceAll(box -> box.by(common[box.party()]));
    }

    private static long gcd(long one, long other) {
        return other == 0 ? one : gcd(other, one % other);
    }
}
