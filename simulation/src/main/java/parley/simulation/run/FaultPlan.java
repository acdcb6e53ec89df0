package parley.simulation.run;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import parley.simulation.world.Dice;
import parley.simulation.world.Fault;

/**
 * Which faults one run has, drawn from its seed: few at a time, so that what each of them must not do can still be told.
 *
 * @param nodes how many principals sit at the table
 * @param isLong whether its people talk for long
 */
record FaultPlan(Set<Fault> faults, int nodes, boolean isLong) {
    /** So many in most runs: what needs a majority, somebody to admit and somebody to remove has it. */
    private static final int LEAST_NODES = 3;

    private static final int MOST_NODES = 5;
    /** Of 1,000 runs, in how many two sit alone, or six or seven together. */
    private static final int SELDOM_PERMILLE = 60;

    /** The smallest and the largest table of any run. */
    static final int FEWEST_NODES = 2;

    static final int MANIEST_NODES = 7;

    private static final List<Integer> SELDOM_NODES = List.of(FEWEST_NODES, MANIEST_NODES - 1, MANIEST_NODES);
    private static final int HALF = 500;
    private static final int THIRD = 333;
    /** Of 1,000 runs, in how many a relay holds back from one what another writes. */
    private static final int HELD_BACK_PERMILLE = 60;
    /** A long talk costs as much as several short ones. */
    private static final int LONG_PERMILLE = 25;

    /** What happens to machines and networks without anybody's ill will. */
    private static final Set<Fault> WEATHER = EnumSet.of(
            Fault.REQUEST_LOST,
            Fault.ANSWER_LOST,
            Fault.REQUEST_DUPLICATED,
            Fault.DELAYED,
            Fault.PARTITION,
            Fault.CRASH,
            Fault.COMMIT_LOST,
            Fault.COMMIT_UNANSWERED,
            Fault.CLOCK_JUMP,
            Fault.POUCH_CARRIED);

    /** What a relay can do without showing two histories. */
    private static final Set<Fault> BAD_RELAY = EnumSet.of(
            Fault.PAGE_REORDERED,
            Fault.PAGE_GAP,
            Fault.PAGE_CORRUPT,
            Fault.PAGE_TRUNCATED,
            Fault.PAGE_REPLAYED,
            Fault.HEAD_FORGED,
            Fault.DECLINED_WRONGLY,
            Fault.ENTRY_REPEATED,
            Fault.ENTRY_GARBAGE,
            Fault.ENTRY_TRANSPLANTED);

    static final Set<Fault> FORKS = EnumSet.of(Fault.LOG_LOST, Fault.ROLLED_BACK, Fault.TWO_HISTORIES);
    private static final Set<Fault> RESTORES = EnumSet.of(Fault.NODE_RESTORED, Fault.NODE_CLONED);
    private static final Set<Fault> HOSTILE_MEMBER =
            EnumSet.of(Fault.SLOT_SPOILED, Fault.INBOX_SPOILED, Fault.DIGEST_LIED, Fault.EVENT_ODD);
    /** What a hostile member does only now and then: what it says so counts for nobody. */
    private static final Set<Fault> SELDOM_BY_MEMBER = EnumSet.of(Fault.KEY_EXCHANGED, Fault.HELLO_CHANGED);
    /** What a member does that a relay which shows two histories is in league with. */
    private static final Set<Fault> IN_LEAGUE = EnumSet.of(Fault.SLOT_SPOILED, Fault.DIGEST_LIED, Fault.EVENT_ODD);

    FaultPlan {
        faults = Set.copyOf(faults);
    }

    static FaultPlan draw(Dice dice) {
        int nodes = dice.between(LEAST_NODES, MOST_NODES);
        EnumSet<Fault> faults = EnumSet.noneOf(Fault.class);
        // The weights say how the seeds of a run are spread: calm, weather, bad relay, forks, restores, hostile member.
        switch (dice.weighted(1, 4, 2, 1, 1, 1)) {
            case 0 -> {}
            case 1 -> some(faults, WEATHER, HALF, dice);
            case 2 -> {
                some(faults, WEATHER, THIRD, dice);
                some(faults, BAD_RELAY, HALF, dice);
            }
            case 3 -> {
                some(faults, WEATHER, THIRD, dice);
                faults.add(dice.pick(List.copyOf(new java.util.TreeSet<>(FORKS))));
                // A history parts most where somebody is behind.
                some(faults, EnumSet.of(Fault.PARTITION), HALF, dice);
            }
            case 4 -> {
                some(faults, WEATHER, THIRD, dice);
                faults.add(dice.pick(List.copyOf(new java.util.TreeSet<>(RESTORES))));
            }
            default -> {
                some(faults, WEATHER, THIRD, dice);
                some(faults, HOSTILE_MEMBER, HALF, dice);
            }
        }
        return new FaultPlan(faults, nodes, dice.chance(LONG_PERMILLE));
    }

    /**
     * The same run, in some seeds with fewer or more nodes than most have.
     *
     * @param sizes a stream of their own, which leaves all else of a seed as it was
     */
    FaultPlan sized(Dice sizes) {
        return sizes.chance(SELDOM_PERMILLE) ? new FaultPlan(faults, sizes.pick(SELDOM_NODES), isLong) : this;
    }

    /**
     * The same run, in some seeds with more from a hostile member, and in some with one where the relay loses or contradicts itself.
     *
     * @param more a stream of their own, which leaves all else of a seed as it was
     */
    FaultPlan worse(Dice more) {
        EnumSet<Fault> all = EnumSet.noneOf(Fault.class);
        all.addAll(faults);
        if (hostileMember()) {
            some(all, SELDOM_BY_MEMBER, THIRD, more);
        } else if (forks() && more.chance(THIRD)) {
            some(all, IN_LEAGUE, HALF, more);
        }
        return new FaultPlan(all, nodes, isLong);
    }

    /**
     * The same run, in some seeds with a relay that carries between its two histories, or knows who wrote and who reads.
     *
     * @param more a stream of their own, which leaves all else of a seed as it was
     */
    FaultPlan cunning(Dice more) {
        EnumSet<Fault> all = EnumSet.noneOf(Fault.class);
        all.addAll(faults);
        if (has(Fault.TWO_HISTORIES) && more.chance(HALF)) {
            all.add(Fault.ENTRY_CROSSED);
        }
        // A vault that was put back or copied is told by what its other self wrote, and seldom in time as it is.
        if (!restores() && more.chance(HELD_BACK_PERMILLE)) {
            all.add(Fault.HELD_BACK);
        }
        return new FaultPlan(all, nodes, isLong);
    }

    /**
     * The same run, in one seed of so many beset by hostile members, whatever else goes wrong in it; {@link HostileMembers} says who.
     *
     * @param more a stream of their own, which leaves all else of a seed as it was
     */
    FaultPlan beset(long seed, Dice more) {
        // Whose disk is put back beside a hostile member: what each of the two excuses could not be told apart.
        if (!HostileMembers.beset(seed) || restores()) {
            return this;
        }
        EnumSet<Fault> all = EnumSet.noneOf(Fault.class);
        all.addAll(faults);
        if (forks()) {
            some(all, IN_LEAGUE, HALF, more);
        } else {
            some(all, HOSTILE_MEMBER, HALF, more);
            some(all, SELDOM_BY_MEMBER, THIRD, more);
        }
        return new FaultPlan(all, nodes, isLong);
    }

    /** The same run, in some seeds with what else comes about seldom and with weather beside it. */
    FaultPlan with(Seldom seldom) {
        if (seldom == Seldom.NOTHING) {
            return this;
        }
        EnumSet<Fault> all = EnumSet.noneOf(Fault.class);
        faults.stream().filter(WEATHER::contains).forEach(all::add);
        all.addAll(seldom.faults());
        return new FaultPlan(all, nodes, isLong);
    }

    private static void some(Set<Fault> into, Set<Fault> from, int permille, Dice dice) {
        for (Fault fault : new java.util.TreeSet<>(from)) {
            if (dice.chance(permille)) {
                into.add(fault);
            }
        }
    }

    boolean has(Fault fault) {
        return faults.contains(fault);
    }

    /** Whether the relay may lose or contradict what it once signed. */
    boolean forks() {
        return FORKS.stream().anyMatch(faults::contains);
    }

    /** Whether a node's disk is put back or copied. */
    boolean restores() {
        return RESTORES.stream().anyMatch(faults::contains);
    }

    boolean hostileMember() {
        return HOSTILE_MEMBER.stream().anyMatch(faults::contains)
                || SELDOM_BY_MEMBER.stream().anyMatch(faults::contains);
    }

    /** Which of these faults this run has, in a fixed order. */
    List<Fault> among(List<Fault> some) {
        return some.stream().filter(faults::contains).toList();
    }
}
