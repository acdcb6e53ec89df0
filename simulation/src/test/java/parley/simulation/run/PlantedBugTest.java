package parley.simulation.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parley.protocol.seat.WeakSeats;
import parley.simulation.doubles.ToyDomain;
import parley.simulation.talk.TalkDomain;
import parley.simulation.world.Fault;

/**
 * The simulator finds bugs: each of these is planted in every node of a run, and breaks an invariant within a hundred or two
 * of the runs whose faults can bring it to light; without it, the same run breaks none.
 */
@Tag("wide")
class PlantedBugTest {
    private static final int MOST_RUNS = 200;

    enum Bug {
        LYING_DISK(Planted::lyingDisk, Invariant.NO_RATCHET_TWICE),
        TORN_COMMITS(Planted::tornCommits, Invariant.CONVERGES),
        DEAF_PROCESS(Planted::deafProcess, Invariant.CONVERGES),
        REPEATED_RANDOMNESS(Planted::repeatedRandomness, Invariant.NO_NONCE_TWICE),
        FORGETFUL_FOLD(Planted::forgetfulFold, Invariant.EQUAL_HEADS_EQUAL_FOLDS),
        FRAGILE_SNAPSHOTS(
                Planted::fragileSnapshots, PlantedBugTest::beginsAgainInALongTalk, Invariant.EQUAL_HEADS_EQUAL_FOLDS),
        LINGERING_PROPOSALS(Planted::lingeringProposals, Invariant.EQUAL_HEADS_EQUAL_FOLDS),
        THROWING_FOLD(Planted::throwingFold, Invariant.NEVER_THROWS),
        FORGETFUL_RELAY(Planted::forgetfulRelay, Invariant.NO_FALSE_ALARM),
        SESSIONS_OUTSIDE_THE_TRANSACTION(Planted::sessionsOutsideTheTransaction, Invariant.CONVERGES),
        CUTTING_SESSIONS(Planted::cuttingSessions, Invariant.CONVERGES),
        KEYS_FROM_THE_AUTHOR_ONLY(WeakSeats::takingKeysFromTheAuthorOnly, Invariant.CONVERGES),
        KEY_OF_THE_END_FOR_LEAVERS(WeakSeats::givingLeaversTheKeyOfTheEnd, Invariant.SECRETS_STAY),
        NO_VIEW_MINDED(WeakSeats::mindingNoView, Invariant.READERS_IN_VIEW),
        AUTHORS_DIGEST_FOLLOWED(WeakSeats::followingTheAuthorsDigest, Invariant.NO_FALSE_ALARM),
        NO_HELLO_ANSWERED(WeakSeats::answeringNoHello, Invariant.CONVERGES),
        SEALED_ANEW_AFTER_A_CRASH(WeakSeats::sealingAnewAfterACrash, Invariant.NO_FALSE_ALARM),
        NEWCOMERS_FROM_NOTHING(WeakSeats::beginningNewcomersFromNothing, Invariant.EQUAL_HEADS_EQUAL_FOLDS),
        NOTHING_HEALED(WeakSeats::healingNothing, PlantedBugTest::losesEntries, Invariant.CONVERGES),
        NO_HEADS_SHOWN(WeakSeats::showingNoHeads, FaultPlan::forks, Invariant.FORKS_ARE_SHOWN),
        FORKS_UNPROVEN(PlantedPorts::provesNoFork, FaultPlan::forks, Invariant.FORKS_ARE_PROVEN),
        NEXT_LOG_LEFT_TO_THE_AUTHOR(WeakSeats::leavingTheNextLogToTheAuthor, Invariant.CONVERGES),
        NO_SEQUENCE_CHECKED(WeakSeats::checkingNoSequence, PlantedBugTest::putsBack, Invariant.SAID_ONCE),
        NOT_FROZEN_WHEN_PUT_BACK(WeakSeats::checkingNoSequence, PlantedBugTest::putsBack, Invariant.NO_RATCHET_TWICE),
        NO_OPENING_CHECKED(
                WeakSeats::checkingNoOpening, plan -> plan.has(Fault.TWO_HISTORIES), Invariant.EQUAL_HEADS_EQUAL_FOLDS),
        ENDED_LOGS_LET_GO(
                WeakSeats::lettingEndedLogsGo, PlantedBugTest::strands, Invariant.CONVERGES, Invariant.NOTHING_LOST),
        CACHE_THAT_OUTLIVES_FAILURES(PlantedStores::cacheThatOutlivesFailures, Invariant.NOTHING_LOST),
        LONG_VALUES_CUT(PlantedStores::longValuesCut, Invariant.CONVERGES),
        OWN_WRITES_UNSEEN(PlantedStores::ownWritesUnseen, Invariant.NEVER_THROWS),
        SAME_RANDOMNESS_EVERYWHERE(PlantedPorts::sameRandomnessEverywhere, Invariant.NO_NONCE_TWICE),
        CONSENTS_UNCOUNTED(PlantedPorts::consentsUncounted, Invariant.EQUAL_HEADS_EQUAL_FOLDS),
        FOLD_WITH_A_MEMORY(PlantedPorts::foldWithAMemory, Invariant.EQUAL_HEADS_EQUAL_FOLDS),
        REFUSALS_UNHEARD(PlantedPorts::refusalsUnheard, PlantedBugTest::losesEntries, Invariant.CONVERGES),
        COUNTS_FORGOTTEN(PlantedPorts::countsForgotten, Invariant.NO_KEY_TWICE),
        KEYS_COME_AROUND(PlantedPorts::keysComeAround, Invariant.NO_KEY_TWICE),
        RATCHETS_THAT_FORGET(Planted::ratchetsThatForget, Invariant.NO_RATCHET_TWICE),
        PAGES_CUT(PlantedPorts::pagesCut, Invariant.CONVERGES),
        TEXT_BESIDE_ITS_ENTRY(PlantedStores::textBesideItsEntry, Invariant.RELAY_LEARNS_NOTHING),
        TAKEN_BACK_THOUGH_SEALED(WeakSeats::takingBackWhatIsSealed, Invariant.UNSAID_STAYS_UNSAID),
        LAST_COMMITS_LOST(PlantedStores::lastCommitsLost, PlantedBugTest::failsCommits, Invariant.NO_SILENT_SWITCH),
        SECOND_BESIDE_AN_UNPLACED(WeakSeats::sealingBesideWhatIsUnplaced, Invariant.ONE_UNPLACED),
        NOTHING_DELETED(PlantedStores::nothingDeleted, Invariant.ERASED_STAYS_ERASED),
        NOTHING_FORCED(Planted::nothingForced, Invariant.RELAY_KEEPS),
        ROTTED_MAIL_WAITED_FOR(PlantedPorts::rottedMailWaitedFor, Invariant.CONVERGES),
        SOUND_MAIL_SAID_LOST(PlantedPorts::soundMailSaidLost, Invariant.NO_FALSE_ALARM),
        SIGNS_WITHOUT_COMPARING(WeakSeats::signingWithoutComparing, Invariant.SIGNED_WHEN_SURE),
        PHASES_UNKNOWN(() -> PlantedTalk.practiceUnknown("phase."), Invariant.EQUAL_HEADS_EQUAL_FOLDS),
        MANDATES_UNKNOWN(() -> PlantedTalk.practiceUnknown("mandate."), Invariant.EQUAL_HEADS_EQUAL_FOLDS),
        SHEETS_UNKNOWN(() -> PlantedTalk.practiceUnknown("sheet."), Invariant.EQUAL_HEADS_EQUAL_FOLDS),
        ITEMS_UNKNOWN(() -> PlantedTalk.practiceUnknown("courier."), Invariant.EQUAL_HEADS_EQUAL_FOLDS),
        QUESTIONS_NEVER_CLOSED(PlantedTalk::questionsNeverClosed, Invariant.EQUAL_HEADS_EQUAL_FOLDS);

        @SuppressWarnings("ImmutableEnumChecker")
        private final Supplier<Kit> kit;

        /** Runs of other plans can't bring it to light, and are not run. */
        @SuppressWarnings("ImmutableEnumChecker")
        private final Predicate<FaultPlan> where;

        @SuppressWarnings("ImmutableEnumChecker")
        private final Set<Invariant> broken;

        /** Of people who use the tools of a table where the bug is in one of those; of toys otherwise. */
        Domain domain() {
            return compareTo(PHASES_UNKNOWN) >= 0 ? new TalkDomain(true) : new ToyDomain();
        }

        Bug(Supplier<Kit> kit, Invariant... broken) {
            this(kit, plan -> true, broken);
        }

        Bug(Supplier<Kit> kit, Predicate<FaultPlan> where, Invariant... broken) {
            this.kit = kit;
            this.where = where;
            this.broken = Set.of(broken);
        }
    }

    private static boolean losesEntries(FaultPlan plan) {
        return plan.has(Fault.LOG_LOST) || plan.has(Fault.ROLLED_BACK);
    }

    /** Somebody is away while a log that the others have left is lost. */
    private static boolean strands(FaultPlan plan) {
        return plan.has(Fault.LOG_LOST) && plan.has(Fault.PARTITION);
    }

    private static boolean failsCommits(FaultPlan plan) {
        return plan.has(Fault.COMMIT_LOST) || plan.has(Fault.COMMIT_UNANSWERED);
    }

    /** A state is written down every so many entries of an epoch, and read when a process begins again. */
    private static boolean beginsAgainInALongTalk(FaultPlan plan) {
        return plan.isLong() && plan.has(Fault.CRASH);
    }

    /** Whose vault knows less than it has said. */
    private static boolean putsBack(FaultPlan plan) {
        return plan.has(Fault.NODE_RESTORED) || plan.has(Fault.NODE_CLONED);
    }

    @ParameterizedTest
    @EnumSource
    void isFound(Bug bug) {
        Optional<Violation> found = Optional.empty();
        int runs = 0;
        for (long seed = 1; runs < MOST_RUNS && found.isEmpty(); seed++) {
            if (bug.where.test(FaultPlan.draw(World.schedule(seed)))) {
                runs++;
                found = broken(bug, seed, bug.kit.get()).filter(one -> isClean(bug, one.seed()));
            }
        }
        assertThat(found).as("what %s breaks", bug).isPresent();
        System.out.println(bug + " found in run " + runs + ": " + found.get());
    }

    /** Seldom enough that a search would take long: in this run a relay carries an entry into a history for which it wasn't written. */
    @Test
    void whoTellsLateOfAnEntryOfAnotherHistoryIsFound() {
        assertThat(crossing(PlantedPorts.noticesLate())).contains(Invariant.FORKS_ARE_SEEN);
        assertThat(crossing(Kit.HONEST)).isEmpty();
    }

    private static Set<Invariant> crossing(Kit kit) {
        Set<Invariant> broken = EnumSet.noneOf(Invariant.class);
        SeedRun.of(1027, new TalkDomain(true), kit, SessionsKind.TOY)
                .violations()
                .forEach(one -> broken.add(one.invariant()));
        return broken;
    }

    private static Optional<Violation> broken(Bug bug, long seed, Kit kit) {
        return SeedRun.of(seed, bug.domain(), kit, SessionsKind.TOY).violations().stream()
                .filter(one -> bug.broken.contains(one.invariant()))
                .findFirst();
    }

    /** What a run breaks without a planted bug too is no proof. */
    private static boolean isClean(Bug bug, long seed) {
        return SeedRun.of(seed, bug.domain(), Kit.HONEST, SessionsKind.TOY)
                .violations()
                .isEmpty();
    }
}
