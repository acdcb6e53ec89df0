package parley.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import parley.simulation.run.SeedRun;
import parley.simulation.run.Violation;
import parley.simulation.world.Tally;

/** What {@code parley simulate} promises: seeds replay, run over real sessions too, and break nothing. */
class SimulateTest {
    @Test
    void aSeedReplaysStepByStep() {
        for (long seed : new long[] {1, 7, 33}) {
            List<String> first = new ArrayList<>();
            List<String> second = new ArrayList<>();
            SeedRun.Outcome once = Simulate.one(seed, true, first::add);
            SeedRun.Outcome again = Simulate.one(seed, true, second::add);
            assertThat(second).isEqualTo(first);
            assertThat(again.trace()).isEqualTo(once.trace());
            assertThat(again.faults()).isEqualTo(once.faults());
        }
    }

    /** To these it takes more than the seeds 1 to 100. */
    private static final List<String> HUNDRED_ARE_TOO_FEW = List.of(
            "refused CLONED",
            "refused GAP",
            "refused OTHER_HISTORY",
            "alarm OTHER_HISTORY",
            "alarm CLONED",
            "alarm SHOWN_AS_RENEWED",
            "alarm OPENING_DIFFERS",
            "act TAKE_TABLE_OFF",
            "fault of a relay to which a room had moved");

    /** libsignal draws randomness of its own, so entries have other bytes, and the heads at the end other hashes at the same places. */
    @Test
    void aSeedOverLibsignalReplaysStepByStepToo() {
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        assertThat(Simulate.isReal(20)).isTrue();
        SeedRun.Outcome once = Simulate.one(20, true, line -> first.add(withoutHash(line)));
        SeedRun.Outcome again = Simulate.one(20, true, line -> second.add(withoutHash(line)));
        assertThat(second).hasSizeGreaterThan(100).isEqualTo(first);
        assertThat(again.faults()).isEqualTo(once.faults());
        assertThat(again.states()).isEqualTo(once.states());
    }

    /** Of a line that tells where a node stands at the end. */
    private static String withoutHash(String line) {
        return line.replaceFirst(" \\p{XDigit}{64}$", "");
    }

    @Test
    void aHundredSeedsBreakNothingAndSomeRunOverLibsignal() throws Exception {
        Report report = Simulate.run(1, 100, false, done -> {});
        assertThat(report.violations()).extracting(Violation::toString).isEmpty();
        assertThat(report.realSessionSeeds()).isEqualTo(5);
        assertThat(report.faults()).containsKeys("CRASH", "COMMIT_LOST", "ANSWER_LOST", "PARTITION");
        assertThat(report.states()).containsKeys("Folded", "EpochBegan", "room OPEN", "refused LATE");
        assertThat(report.unreached())
                .as(
                        "a new fault, fact or act that nothing in the simulation brings about is seen here, not only in a long run")
                .isSubsetOf(HUNDRED_ARE_TOO_FEW);
    }

    @Test
    void aReportNamesEveryFaultAndStateThatNoSeedCameTo() throws Exception {
        Report report = Simulate.run(1, 2, false, done -> {});
        assertThat(report.unreached())
                .contains("TWO_HISTORIES", "alarm CLONED", "refused CLONED", "AnsweredTwice")
                .doesNotContain("Folded", "room OPEN")
                .doesNotContainAnyElementsOf(report.faults().keySet())
                .doesNotContainAnyElementsOf(report.states().keySet());
        assertThat(report.json()).contains("\"unreached\":[\"").contains("\"AnsweredTwice\"");
    }

    @Test
    void aHundredSeedsInWhichPeopleUseTheTableBreakNothing() throws Exception {
        Report report = Simulate.run(1, 100, true, done -> {});
        assertThat(report.violations()).extracting(Violation::toString).isEmpty();
        assertThat(report.states())
                .containsKeys(
                        "happened phase.proposed",
                        "happened mandate.taken",
                        "happened sheet.tabled",
                        "happened courier.handed-in",
                        "happened sounding.asked",
                        "happened nonpaper.laid",
                        "happened suspension.suspended",
                        "happened suspension.resumed",
                        "happened suspension.lapsed",
                        "happened suspension.notice-given");
        SeedRun.Outcome seldom = Simulate.one(278, true, line -> {});
        assertThat(seldom.violations()).extracting(Violation::toString).isEmpty();
        assertThat(seldom.states()).containsKey("happened suspension.notice-taken-back");
    }

    /** One node is a version behind until it is started again in mid talk; what it says of its state is compared with nobody's meanwhile. */
    @Test
    void aNodeIsUpgradedInMidTalkAndNothingBreaks() {
        Tally seen = new Tally();
        for (long seed = 1; seed <= 40; seed++) {
            SeedRun.Outcome outcome = Simulate.one(seed);
            assertThat(outcome.violations()).extracting(Violation::toString).isEmpty();
            seen.addAll(outcome.faults());
            seen.addAll(outcome.states());
        }
        assertThat(seen.counts()).containsKeys("UPGRADED", "OtherVersion");
    }

    /** Tables of two and of seven; a copied invitation answered, other words heard, a log said to be gone: people are told, and the talk goes on. */
    @Test
    void seldomThingsHappenAndNothingBreaks() {
        Tally seen = new Tally();
        for (long seed : new long[] {22, 25, 26, 38, 43, 69, 876}) {
            SeedRun.Outcome outcome = Simulate.one(seed);
            assertThat(outcome.violations()).extracting(Violation::toString).isEmpty();
            seen.addAll(outcome.faults());
            seen.addAll(outcome.states());
        }
        assertThat(seen.counts())
                .containsKeys("nodes 2", "nodes 6", "nodes 7")
                .containsKeys(
                        "INVITATION_COPIED", "AnsweredTwice", "GONE_CLAIMED", "LogGone", "alarm ROOM_WORDS_DIFFER");
    }

    /** A relay carries entries from one of its histories into the other, or keeps from one member for long what another writes. */
    @Test
    void aRelayThatKnowsWhoWritesIsFoundOutOrOnlyDelays() {
        Tally seen = new Tally();
        for (long seed : new long[] {1368, 66}) {
            SeedRun.Outcome outcome = Simulate.one(seed, true, line -> {});
            assertThat(outcome.violations()).extracting(Violation::toString).isEmpty();
            seen.addAll(outcome.faults());
            seen.addAll(outcome.states());
        }
        assertThat(seen.counts()).containsKeys("ENTRY_CROSSED", "refused GAP", "HELD_BACK");
    }

    /** Somebody removed finds another history, and has nobody to show it to; a relay forgets a removal after all who stayed read it. */
    @Test
    void nobodyIsHeldToWhatItCanNoLongerLearnOrShow() {
        for (long seed : new long[] {454, 538}) {
            assertThat(Simulate.one(seed, true, line -> {}).violations())
                    .extracting(Violation::toString)
                    .isEmpty();
        }
    }

    /** Some are an epoch behind, or in doubt of the finder, when two histories are found: they are warned all the same, once they can be. */
    @Test
    void nobodyGoesOnUnwarnedWhereOthersFoundAnotherHistory() {
        replaysWithoutViolation(9379, 14731, 15220, 15718, 16066);
    }

    /**
     * One stands at the shorter of two histories, one was removed and shown a log that was rolled back, one goes on in a history in which
     * another was removed; in the last somebody's request is lost when all others of a room of two histories have stopped.
     */
    @Test
    void whatWasSaidComesToAllWhoStandInItsHistoryAndNobodyIsHeldToAnother() {
        replaysWithoutViolation(4731, 12578, 16565, 6103);
    }

    /** A relay carries an entry into another log and back; a room lets in by the card of before one who was renewed since. */
    @Test
    void nobodyIsAlarmedByWhatNobodyDidToTheirKeysOrNumbers() {
        Tally seen = new Tally();
        for (long seed : new long[] {2313, 15274, 12314}) {
            SeedRun.Outcome outcome = Simulate.one(seed);
            assertThat(outcome.violations()).extracting(Violation::toString).isEmpty();
            seen.addAll(outcome.states());
        }
        assertThat(seen.counts()).containsKey("refused DUPLICATE").doesNotContainKey("alarm CARD_CHANGED");
    }

    /** Who was to let it in was renewed and holds its card of before, or was put back: it proposes nothing, or people pair with the newcomer. */
    @Test
    void aNewcomerIsLetInThoughTheOneWhomItKnewIsNotWhatItWas() {
        replaysWithoutViolation(4642, 7457, 17617);
    }

    /** While one of its texts is half said, somebody decides to say an older one after all. */
    @Test
    void whatIsHalfSaidIsNotMixedWithWhatIsSaidAfterAll() {
        replaysWithoutViolation(77488);
    }

    /** A node that was taken back erases what it read in the room before that, too. */
    @Test
    void whatWasReadBeforeARenewalIsErasedAfterIt() {
        replaysWithoutViolation(3783);
    }

    /** A node that erased, was removed and let in again is granted what it erased. */
    @Test
    void whatWasErasedBeforeARemovalIsGivenBackByNoGrant() {
        replaysWithoutViolation(17368);
    }

    /**
     * Whoever greeted others under another card gets nothing of theirs, and what is said in a room of two waits; a clock that was wrong when
     * it invited calls an answer late; a relay shows the end of an inbox to who forgot that it had read so far; a copied node has words
     * still to say which its other self said and it has erased.
     */
    @Test
    void nobodyIsHeldToWhatAnotherOrTheirOwnClockDid() {
        replaysWithoutViolation(3902, 10214, 19827, 4499, 18259, 7833, 7592);
    }

    /** Half an event is said when retention ends, words come behind an epoch's end, a text is granted to one who let it go. */
    @Test
    void whatIsErasedStaysErasedAndChangesNoState() {
        Tally seen = new Tally();
        for (long seed : new long[] {494, 897, 1066, 1209, 1482}) {
            SeedRun.Outcome outcome = Simulate.one(seed, true, line -> {});
            assertThat(outcome.violations()).extracting(Violation::toString).isEmpty();
            seen.addAll(outcome.states());
        }
        assertThat(seen.counts())
                .containsKeys(
                        "act ERASE", "act LAPSE", "act SIGN_ON_RECORD", "act TAKE_TABLE_OFF", "log released by all");
    }

    private static void replaysWithoutViolation(long... seeds) {
        for (long seed : seeds) {
            assertThat(Simulate.one(seed).violations())
                    .extracting(Violation::toString)
                    .isEmpty();
        }
    }

    /** In one run a text comes late, behind a renewal, and is said again; in the other a letter of another history waits long in an inbox. */
    @Test
    void aCopyMayHoldWhatWasSealedBeforeTheRenewalAndARunEndsWhenEveryLetterIsRead() {
        for (long seed : new long[] {1243, 1366}) {
            assertThat(Simulate.one(seed, true, line -> {}).violations())
                    .extracting(Violation::toString)
                    .isEmpty();
        }
    }

    /** What no vault can keep to that doesn't know of its other self, and what it keeps to all the same. */
    @Test
    void copiesAndDisksPutBackUseAStateOfARatchetAgainAndNoKey() {
        Tally states = new Tally();
        for (long seed : new long[] {9, 305, 836, 1358, 1780, 2018, 3045}) {
            SeedRun.Outcome outcome = Simulate.one(seed);
            assertThat(outcome.violations()).extracting(Violation::toString).isEmpty();
            states.addAll(outcome.states());
        }
        assertThat(states.counts()).containsKey("ratchet state used again by a vault that was put back");
    }

    /** Whoever was put back or copied asks to be renewed, and others take it back, under its old keys and under new ones. */
    @Test
    void nodesThatWerePutBackOrCopiedAreRenewedAndNothingBreaks() {
        Tally seen = new Tally();
        for (long seed : new long[] {9, 47, 187, 553, 628}) {
            SeedRun.Outcome outcome = Simulate.one(seed);
            assertThat(outcome.violations()).extracting(Violation::toString).isEmpty();
            seen.addAll(outcome.faults());
            seen.addAll(outcome.states());
        }
        assertThat(seen.counts()).containsKeys("NODE_CLONED", "epoch by RENEW", "KeysRenewed");
    }

    /** What a member signs with another key than its card's is forged to all; who is greeted under another card is told. */
    @Test
    void aMemberWhoSignsOrGreetsOtherwiseThanItsCardSaysIsFoundOut() {
        Tally seen = new Tally();
        for (long seed : new long[] {21, 46, 93}) {
            SeedRun.Outcome outcome = Simulate.one(seed);
            assertThat(outcome.violations()).extracting(Violation::toString).isEmpty();
            seen.addAll(outcome.states());
        }
        assertThat(seen.counts()).containsKeys("refused FORGED", "alarm SLOT_FROM_OTHER_KEY", "alarm CARD_CHANGED");
    }

    /** The mediator is hostile, or two are, one of them the mediator: what they do is found out as it is of anybody, and the others talk on. */
    @Test
    void hostileMediatorsAndTwoWhoAreHostileBreakNothing() {
        Tally seen = new Tally();
        for (long seed : new long[] {14, 31, 48, 65, 82, 99, 116, 133}) {
            SeedRun.Outcome outcome = Simulate.one(seed);
            assertThat(outcome.violations()).extracting(Violation::toString).isEmpty();
            seen.addAll(outcome.states());
        }
        assertThat(seen.counts()).containsKeys("hostile mediator", "two hostile members", "alarm STATE_DIGEST_DIFFERS");
    }

    /**
     * A relay carries an author's second entry into a history that lacks the first; it forgets a removal after all who stayed read it, and who
     * was removed goes on; somebody is asked into a room with one of whose renewal it hasn't heard.
     */
    @Test
    void whatComesAboutSeldomIsBroughtAboutAndBreaksNothing() {
        Tally seen = new Tally();
        for (long seed : new long[] {471, 889, 509}) {
            SeedRun.Outcome outcome = Simulate.one(seed);
            assertThat(outcome.violations()).extracting(Violation::toString).isEmpty();
            seen.addAll(outcome.states());
        }
        assertThat(seen.counts()).containsKeys("refused GAP", "alarm PAST_HISTORIES_DIFFER", "alarm SHOWN_AS_RENEWED");
    }

    /** The shipped store stands below these relays: what was being written when the power went is there whole, or not at all. */
    @Test
    void whatARelayToldStandsOutlivesALossOfItsPower() {
        Tally seen = withoutViolation(18, 700);
        assertThat(seen.counts().get("RELAY_POWER_LOST")).isGreaterThan(12);
    }

    /** The shipped store stands below these relays: mail behind a letter that rotted is read, and people are told of that letter. */
    @Test
    void aLetterThatRottedAtItsRelayStopsNoOther() {
        Tally seen = withoutViolation(37, 1200);
        assertThat(seen.counts().get("LETTER_ROTTED")).isGreaterThan(5);
        assertThat(seen.counts()).containsKey("MailLost");
    }

    /** Of seeds whose relays have disks: from this one, each 57th. */
    private static Tally withoutViolation(long first, long before) {
        Tally seen = new Tally();
        for (long seed = first; seed < before; seed += 57) {
            SeedRun.Outcome outcome = Simulate.one(seed);
            assertThat(outcome.violations()).extracting(Violation::toString).isEmpty();
            seen.addAll(outcome.faults());
            seen.addAll(outcome.states());
        }
        return seen;
    }

    /**
     * The relay shows a hello, and the letter that begins the other session only after a while; in the last a node that is renewed while it
     * waits has the only key of its last words.
     */
    @Test
    void aKeyThatOneMemberAloneHasReachesTheOthers() {
        for (long seed : new long[] {3004, 4054, 9267, 10789, 12372}) {
            assertThat(Simulate.one(seed).violations())
                    .extracting(Violation::toString)
                    .isEmpty();
        }
    }

    @Tag("soak")
    @Test
    void twentyThousandSeedsBreakNothing() throws Exception {
        assertThat(Simulate.run(1, 20_000, false, done -> {}).violations()).isEmpty();
    }

    @Test
    void theReportIsOneJsonObject() {
        Report report = new Report(
                2,
                30,
                List.of(new Violation(5, 6, parley.simulation.run.Invariant.CONVERGES, "a \"quoted\" word\n")),
                1,
                java.util.Map.of("CRASH", 3L),
                java.util.Map.of("room OPEN", 4L),
                Report.Settling.of(List.of(Duration.ofSeconds(9), Duration.ofSeconds(2), Duration.ofMillis(3_999))));
        assertThat(report.json())
                .startsWith(
                        "{\"seeds\":2,\"steps\":30,\"violations\":[{\"seed\":5,\"step\":6,\"invariant\":\"CONVERGES\","
                                + "\"what\":\"a \\\"quoted\\\" word\\u000a\"}],\"realSessionSeeds\":1,"
                                + "\"convergedSeeds\":3,\"medianToConvergeSeconds\":3,\"slowestToConvergeSeconds\":9,"
                                + "\"faults\":{\"CRASH\":3},\"states\":{\"room OPEN\":4},"
                                + "\"unreached\":[\"REQUEST_LOST\",")
                .endsWith("\"log released by all\",\"signing suspended\",\"clock of an empty battery\","
                        + "\"fault of a relay to which a room had moved\"],\"missing\":[]}");
    }

    @Test
    void refusesANumberOfSeedsThatMakesNoSense() {
        assertThatThrownBy(() -> Simulate.run(1, 0, false, done -> {})).isInstanceOf(IllegalArgumentException.class);
    }
}
