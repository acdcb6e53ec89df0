package parley.settlement.tangle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Says what boxes say by small tables: auxiliary variables, one between each two sides of a box, say whether a choice lies inside of all sides so
 * far, so that a table need only know two of them and one issue. Variables can then be eliminated as if there were only tables. Boxes beyond what there is room
 * for are taken as if everybody got the best of them wherever a choice lies: bounds can only grow.
 */
final class Chains {
    /** Among them, too, an order of elimination is sought, in time that grows with their square: under a second. */
    static final int MOST_AUXILIARY = 2_000;
    /** Numbers in all chains: 8 MB before they are weighted. */
    private static final int MOST_NUMBERS = 1 << 20;

    private final int parties;
    private final List<Integer> domains = new ArrayList<>();
    private final List<Table> tables = new ArrayList<>();
    private final long[] beyond;
    private int auxiliaryLeft;
    private long numbersLeft = MOST_NUMBERS;

    private Chains(int[] own, int parties, int auxiliary) {
        auxiliaryLeft = auxiliary;
        this.parties = parties;
        Arrays.stream(own).forEach(domains::add);
        beyond = new long[parties];
    }

    /**
     * Variables and tables for bounds.
     *
     * @param domains of the case's own variables, then of auxiliary ones
     * @param tables what boxes add to those of the case
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over once
    record Written(int[] domains, List<Table> tables) {}

    /** @param size the greatest number of each party */
    static Written of(int[] own, List<Box> boxes, double[] size, int auxiliary) {
        Chains chains = new Chains(own, size.length, auxiliary);
        boxes.stream()
                .sorted(Comparator.comparingDouble((Box box) -> weight(box, size))
                        .reversed())
                .forEach(chains::write);
        if (Arrays.stream(chains.beyond).anyMatch(number -> number != 0)) {
            chains.tables.add(new Table(new int[0], new int[0], size.length, chains.beyond));
        }
        return new Written(chains.domains.stream().mapToInt(Integer::intValue).toArray(), List.copyOf(chains.tables));
    }

    /** What matters most is written first. */
    private static double weight(Box box, double[] size) {
        return box.forbids() ? Double.MAX_VALUE : Math.abs(box.number()) / size[box.party()];
    }

    private void write(Box box) {
        int sides = box.scope().length;
        long numbers = 0;
        for (int variable : box.scope()) {
            numbers += 4L * domains.get(variable) * parties;
        }
        if (sides - 1 > auxiliaryLeft || numbers > numbersLeft) {
            if (!box.forbids()) {
                beyond[box.party()] += Math.max(0, box.number());
            }
            return;
        }
        auxiliaryLeft -= sides - 1;
        numbersLeft -= numbers;
        int before = -1;
        for (int side = 0; side < sides; side++) {
            int after = -1;
            if (side < sides - 1) {
                after = domains.size();
                domains.add(2);
            }
            link(box, side, before, after);
            before = after;
        }
    }

    /** From whether a choice is inside so far to whether it still is, or at the last side to what that is worth. */
    private void link(Box box, int side, int before, int after) {
        int variable = box.scope()[side];
        int[] scope =
                IntStream.of(variable, before, after).filter(one -> one >= 0).toArray();
        int[] sizes = Arrays.stream(scope).map(domains::get).toArray();
        Table table = new Table(scope, sizes, parties, new long[Table.choices(sizes) * parties]);
        int[] options = new int[domains.size()];
        for (int choice = 0; choice < table.choices(); choice++) {
            table.choose(choice, options);
            boolean inside = box.isInside(side, options[variable]) && (before < 0 || options[before] == 1);
            int at = choice * parties;
            boolean wrong = after >= 0 ? (options[after] == 1) != inside : box.forbids() && inside;
            if (wrong) {
                Arrays.fill(table.cells(), at, at + parties, Model.FORBIDDEN);
            } else if (after < 0 && !box.forbids() && inside == box.within()) {
                table.cells()[at + box.party()] = box.number();
            }
        }
        tables.add(table);
    }
}
