package parley.simulation.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parley.protocol.seat.WeakSeats;
import parley.simulation.doubles.ToyDomain;
import parley.simulation.world.Fault;

/**
 * The simulator finds bugs: each of these is planted in every node of a run, and breaks an invariant within a hundred or two
 * of the runs whose faults can bring it to light; without it, the same run breaks none.
 */
class PlantedBugTest {
    private static final int MOST_RUNS = 200;

    enum Bug {
        LYING_DISK(Planted::lyingDisk),
        TORN_COMMITS(Planted::tornCommits),
        DEAF_PROCESS(Planted::deafProcess),
        REPEATED_RANDOMNESS(Planted::repeatedRandomness, Invariant.NO_NONCE_TWICE),
        FORGETFUL_FOLD(Planted::forgetfulFold, Invariant.EQUAL_HEADS_EQUAL_FOLDS),
        FRAGILE_SNAPSHOTS(
                Planted::fragileSnapshots, PlantedBugTest::beginsAgainInALongTalk, Invariant.EQUAL_HEADS_EQUAL_FOLDS),
        LINGERING_PROPOSALS(Planted::lingeringProposals, Invariant.EQUAL_HEADS_EQUAL_FOLDS),
        THROWING_FOLD(Planted::throwingFold, Invariant.NEVER_THROWS),
        FORGETFUL_RELAY(Planted::forgetfulRelay, Invariant.NO_FALSE_ALARM),
        SESSIONS_OUTSIDE_THE_TRANSACTION(Planted::sessionsOutsideTheTransaction),
        CUTTING_SESSIONS(Planted::cuttingSessions),
        KEYS_FROM_THE_AUTHOR_ONLY(WeakSeats::takingKeysFromTheAuthorOnly, Invariant.CONVERGES),
        KEY_OF_THE_END_FOR_LEAVERS(WeakSeats::givingLeaversTheKeyOfTheEnd, Invariant.SECRETS_STAY),
        NO_VIEW_MINDED(WeakSeats::mindingNoView, Invariant.READERS_IN_VIEW),
        AUTHORS_DIGEST_FOLLOWED(WeakSeats::followingTheAuthorsDigest),
        NO_HELLO_ANSWERED(WeakSeats::answeringNoHello, Invariant.CONVERGES),
        SEALED_ANEW_AFTER_A_CRASH(WeakSeats::sealingAnewAfterACrash),
        NEWCOMERS_FROM_NOTHING(WeakSeats::beginningNewcomersFromNothing),
        NOTHING_HEALED(WeakSeats::healingNothing, PlantedBugTest::losesEntries, Invariant.CONVERGES),
        NO_HEADS_SHOWN(WeakSeats::showingNoHeads, FaultPlan::forks, Invariant.FORKS_ARE_SHOWN),
        NEXT_LOG_LEFT_TO_THE_AUTHOR(WeakSeats::leavingTheNextLogToTheAuthor),
        NO_SEQUENCE_CHECKED(WeakSeats::checkingNoSequence, PlantedBugTest::putsBack, Invariant.SAID_ONCE),
        NO_OPENING_CHECKED(WeakSeats::checkingNoOpening, FaultPlan::forks),
        ENDED_LOGS_LET_GO(WeakSeats::lettingEndedLogsGo, PlantedBugTest::strands, Invariant.CONVERGES);

        @SuppressWarnings("ImmutableEnumChecker")
        private final Supplier<Kit> kit;

        /** Runs of other plans can't bring it to light, and are not run. */
        @SuppressWarnings("ImmutableEnumChecker")
        private final Predicate<FaultPlan> where;

        @SuppressWarnings("ImmutableEnumChecker")
        private final Set<Invariant> broken;

        Bug(Supplier<Kit> kit, Invariant... broken) {
            this(kit, plan -> true, broken);
        }

        Bug(Supplier<Kit> kit, Predicate<FaultPlan> where, Invariant... broken) {
            this.kit = kit;
            this.where = where;
            this.broken = broken.length == 0 ? EnumSet.allOf(Invariant.class) : Set.of(broken);
        }
    }

    private static boolean losesEntries(FaultPlan plan) {
        return plan.has(Fault.LOG_LOST) || plan.has(Fault.ROLLED_BACK);
    }

    /** Somebody is away while a log that the others have left is lost. */
    private static boolean strands(FaultPlan plan) {
        return plan.has(Fault.LOG_LOST) && plan.has(Fault.PARTITION);
    }

    /** A state is written down every so many entries of an epoch, and read when a process begins again. */
    private static boolean beginsAgainInALongTalk(FaultPlan plan) {
        return plan.isLong() && plan.has(Fault.CRASH);
    }

    /** Whose vault knows less than it has said. */
    private static boolean putsBack(FaultPlan plan) {
        return plan.has(Fault.NODE_RESTORED) || plan.has(Fault.NODE_CLONED);
    }

    /** The bug left out is not found within {@link #MOST_RUNS} runs: a gap of the simulation. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NO_OPENING_CHECKED")
    void isFound(Bug bug) {
        Optional<Violation> found = Optional.empty();
        int runs = 0;
        for (long seed = 1; runs < MOST_RUNS && found.isEmpty(); seed++) {
            if (bug.where.test(FaultPlan.draw(World.schedule(seed)))) {
                runs++;
                found = broken(bug, seed, bug.kit.get()).filter(one -> isClean(one.seed()));
            }
        }
        assertThat(found).as("what %s breaks", bug).isPresent();
        System.out.println(bug + " found in run " + runs + ": " + found.get());
    }

    private static Optional<Violation> broken(Bug bug, long seed, Kit kit) {
        return SeedRun.of(seed, new ToyDomain(), kit, SessionsKind.TOY).violations().stream()
                .filter(one -> bug.broken.contains(one.invariant()))
                .findFirst();
    }

    /** What a run breaks without a planted bug too is no proof. */
    private static boolean isClean(long seed) {
        return SeedRun.of(seed, new ToyDomain(), Kit.HONEST, SessionsKind.TOY)
                .violations()
                .isEmpty();
    }
}
