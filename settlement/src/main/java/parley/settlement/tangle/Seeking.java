package parley.settlement.tangle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import parley.settlement.Watch;

/**
 * Good choices of three parties and more, where there are too many to list, and how far others may be better. They are sought by
 * climbing: in many directions, from many beginnings, one option after another is exchanged for the best. What each party can get
 * at most is bounded by mini-buckets, whatever the others get.
 *
 * <p>Doesn't prove that its choices are efficient, nor that all efficient ones are there; what it says of those that are missing is
 * proved. Directions and beginnings are fixed sequences, multiples of the golden section, so that a case always gets the same
 * answer.
 */
final class Seeking {
    /** Joint choices of a mini-bucket: bounds in well under a second. */
    private static final int ROOM = 1 << 14;
    /** Numbers in all messages, or the room is less: 256 MB. */
    private static final int MOST_NUMBERS = 1 << 25;
    /** Measured on cases of three and five parties and thirty issues: four times as many bettered the best sum of 3 of 37, by 0.3 % at most. */
    static final int CLIMBS = 400;
    /** A block of more choices would take its merging with others longer than it is worth. */
    private static final int MOST_KEPT = 1_000;
    /** Each betters the sum, so there is an end anyway; contests needed under ten. */
    private static final int MOST_ROUNDS = 100;
    /** What a forbidden joint choice counts in a direction in which everything allowed counts less than one for each party. */
    private static final double PENALTY = 1e6;
    /** The golden ratio's multiples fill the unit interval most evenly. */
    private static final double EVEN = 0.618_033_988_749_894_8;

    private final Model model;
    private final Limits limits;
    private final Watch watch;
    private final Pace pace;
    private final Standing standing;
    private final double[] scale;
    private final List<Choice> kept = new ArrayList<>();

    @SuppressWarnings("ArrayRecordComponent") // read, never compared
    private record Choice(long[] sums, int[] options) {}

    Seeking(Model model, Limits limits, Watch watch) {
        this.model = model;
        this.limits = limits;
        this.watch = watch;
        pace = new Pace(watch);
        standing = new Standing(model);
        scale = new double[model.parties];
        Arrays.setAll(scale, party -> model.magnitude(party));
    }

    /** Without a choice when none was found that is allowed. */
    Tangle.Found found() {
        int[] order = model.order();
        int room = Math.min(Math.min(ROOM, limits.room()), MOST_NUMBERS / model.parties / order.length);
        Weightings alone = new Weightings(model);
        for (int party = 0; party < model.parties; party++) {
            double[] direction = new double[model.parties];
            direction[party] = 1;
            alone.add(direction);
        }
        Optional<Buckets> buckets =
                Buckets.of(model.domains, order, alone.tables(model), model.parties, room, Pace.atFirst(watch));
        if (buckets.isEmpty()) {
            return Tangle.Found.nothing(model.parties);
        }
        for (int climb = 0; climb < limits.climbs() && !watch.stop(); climb++) {
            watch.progress(Watch.Task.FRONTIER, climb, limits.climbs());
            climb(direction(climb), beginning(climb));
        }
        return new Tangle.Found(
                kept.stream().map(one -> model.chosen(one.options())).toArray(int[][]::new),
                kept.stream().map(one -> units(one.sums())).toArray(long[][]::new),
                within(most(alone, buckets.get().bound)));
    }

    /** Each party's own, then spread over all. */
    private double[] direction(int climb) {
        double[] direction = new double[model.parties];
        for (int party = 0; party < direction.length; party++) {
            double even = climb < direction.length
                    ? (climb == party ? 1 : 1.0 / CLIMBS)
                    : -Math.log(1 - part((climb + 1) * part((party + 1) * EVEN)));
            direction[party] = even / scale[party];
        }
        return direction;
    }

    private int[] beginning(int climb) {
        int[] options = new int[model.variables];
        Arrays.setAll(options, variable ->
                (int) (model.domains[variable] * part((climb + 1) * part((variable + 2) * EVEN))));
        return options;
    }

    private static double part(double number) {
        return number - Math.floor(number);
    }

    private void climb(double[] direction, int[] from) {
        standing.stand(from);
        boolean better = true;
        for (int round = 0; better && round < MOST_ROUNDS; round++) {
            better = false;
            for (int variable = 0; variable < model.variables && !stops(variable); variable++) {
                int best = best(direction, variable);
                if (best != standing.options[variable]) {
                    better = true;
                    standing.change(variable, best);
                }
            }
        }
        if (standing.forbidden() == 0) {
            keep(standing.sums, standing.options);
        }
        int[] options = standing.options.clone();
        long[] sums = new long[model.parties];
        for (int variable = 0; variable < options.length; variable++) {
            for (int option = 0; option < model.domains[variable]; option++) {
                if (standing.forbidden(variable, option, sums) == 0) {
                    options[variable] = option;
                    keep(sums, options);
                }
            }
            options[variable] = standing.options[variable];
        }
    }

    /** A climb through many options and tables is long by itself. */
    private boolean stops(int variable) {
        return pace.stops(model.domains[variable] * standing.looked(variable), 0, 0);
    }

    /** The option that stands, unless another is better. */
    private int best(double[] direction, int variable) {
        int best = standing.options[variable];
        double most = worth(direction, standing.sums, standing.forbidden());
        long[] sums = new long[model.parties];
        for (int option = 0; option < model.domains[variable]; option++) {
            int forbidden = standing.forbidden(variable, option, sums);
            double worth = worth(direction, sums, forbidden);
            if (worth > most) {
                best = option;
                most = worth;
            }
        }
        return best;
    }

    private double worth(double[] direction, long[] sums, int forbidden) {
        double worth = -PENALTY * forbidden;
        for (int party = 0; party < model.parties; party++) {
            worth += direction[party] * sums[party];
        }
        return worth;
    }

    /** Unless one that is kept gives everybody as much. */
    private void keep(long[] sums, int[] options) {
        if (kept.stream().anyMatch(one -> covers(one.sums(), sums))) {
            return;
        }
        kept.removeIf(one -> covers(sums, one.sums()));
        if (kept.size() < MOST_KEPT) {
            kept.add(new Choice(sums.clone(), options.clone()));
        }
    }

    private static boolean covers(long[] one, long[] other) {
        for (int party = 0; party < one.length; party++) {
            if (one[party] < other[party]) {
                return false;
            }
        }
        return true;
    }

    /** What each party gets at most. */
    private long[] most(Weightings alone, long[] bound) {
        long[] most = new long[model.parties];
        Arrays.setAll(most, party -> alone.finest(party, Math.floorDiv(bound[party], alone.weight(party, party))));
        return most;
    }

    /** From the choice that comes nearest to what each party gets at most: beside that one, no other gives anybody more than this. */
    private long[] within(long[] most) {
        long[] within = new long[model.parties];
        Choice nearest = kept.stream()
                .min(Comparator.comparingDouble(one -> distance(one, most)))
                .orElse(null);
        Arrays.setAll(
                within,
                party ->
                        nearest == null ? Long.MAX_VALUE : (most[party] - nearest.sums()[party]) * model.common[party]);
        return within;
    }

    private double distance(Choice one, long[] most) {
        double distance = 0;
        for (int party = 0; party < most.length; party++) {
            distance += (most[party] - one.sums()[party]) / scale[party];
        }
        return distance;
    }

    private long[] units(long[] sums) {
        long[] units = new long[sums.length];
        Arrays.setAll(units, party -> sums[party] * model.common[party]);
        return units;
    }
}
