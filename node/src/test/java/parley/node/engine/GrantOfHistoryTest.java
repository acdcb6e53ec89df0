package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Hash;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Role;
import parley.base.TableId;
import parley.node.desk.Changes;
import parley.node.desk.Line;
import parley.node.desk.Notice;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import parley.talks.convey.ConveyEvent;
import parley.talks.convey.ConveyEvent.Wording;
import parley.talks.convey.CrossedAs;
import parley.talks.convey.Evidence;
import parley.talks.message.Direction;
import parley.talks.practice.ReaderProof;
import parley.talks.room.RoomEvent;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;
import parley.talks.rules.Standing;
import parley.talks.table.TableEvent;

/** Earlier entries for a newcomer: proposed by one, agreed to by another, delivered, and then no open proposal any more. */
class GrantOfHistoryTest {
    @TempDir
    Path folder;

    private static final Rules VOUCHED_READERS = TestTable.ANSWERED.withReaders(Standing.VOUCHED);

    private static final int RETENTION_DAYS = 7;

    private final Ahead ahead = new Ahead();
    private TestTable talks;
    private TestNode oman;
    private TestNode iran;
    private TestNode israel;
    private TableId table;

    @BeforeEach
    void a_mediator_and_two_parties_who_compared() {
        talks = new TestTable(folder);
        oman = talks.node("oman", ahead);
        iran = talks.node("iran");
        israel = talks.node("israel");
        table = talks.seated(oman, iran, israel);
    }

    @AfterEach
    void stop() throws Exception {
        talks.close();
    }

    @Test
    void a_newcomer_reads_what_was_granted_and_the_proposal_is_done_with() {
        RoomRef plenary = TestTable.found(table, "Plenary", RoomKind.PLENARY, VOUCHED_READERS, oman, iran);
        oman.say(plenary, "Said before");
        iran.awaitText(plenary, "Said before");
        admit(plenary);
        oman.say(plenary, "Said after");
        israel.awaitText(plenary, "Said after");
        assertThat(israel.texts(plenary)).containsExactly("Said after");

        PrincipalId newcomer = israel.desk().tables().table(table).orElseThrow().self();
        agreed(plenary, new Changes.Wish.Grant(newcomer, 1, 2));

        israel.awaitText(plenary, "Said before");
        assertThat(israel.texts(plenary)).contains("Said before", "Said after");
        for (TestNode node : List.of(oman, iran, israel)) {
            node.awaitTrue(
                    "the proposal to be done with",
                    desk -> desk.changes().open(plenary).isEmpty());
        }
    }

    /** A grant proves who sealed what, and not what the room's fold said of it. */
    @Test
    void of_what_was_granted_the_newcomer_reads_that_it_is_not_known_here_whether_it_counted() {
        RoomRef plenary = TestTable.found(table, "Plenary", RoomKind.PLENARY, VOUCHED_READERS, oman, iran);
        Principal newcomer = new Principal(oman.known(table, "Israel"), "Israel", Role.PARTY);
        iran.seal(
                plenary,
                new RoomEvent.OfConveyance(new ConveyEvent.Conveyed(
                        CrossedAs.VERBATIM,
                        newcomer,
                        new Wording("We give it up.", "en", Direction.LTR),
                        Optional.of(new Evidence(
                                Hash.of("a passage"),
                                List.of(new ReaderProof(newcomer.id(), Hash.of("keys"), Hash.of("tag"))))))));
        assertThat(oman.refusal(plenary).getFirst()).isEqualTo("Iran");
        iran.seal(plenary, new RoomEvent.OfTable(new TableEvent.RulesAccepted(Hash.of("no Rules"))));
        oman.say(plenary, "Said before");
        iran.awaitText(plenary, "Said before");
        admit(plenary);
        agreed(
                plenary,
                new Changes.Wish.Grant(
                        newcomer.id(),
                        1,
                        oman.desk().rooms().room(plenary).orElseThrow().earlier()));

        assertThat(israel.awaitText(plenary, "Said before").granted()).isTrue();
        Line.Passages brought = israel.awaitLine(
                "a granted line", plenary, Line.Passages.class, one -> one.key().startsWith("line.convey-brought"));
        assertThat(brought.granted()).isTrue();
        Line.Event accepted = israel.awaitLine(
                "a granted line", plenary, Line.Event.class, one -> one.key().equals("line.rules-accepted"));
        assertThat(accepted.granted()).isTrue();
        assertThat(accepted.parts()).containsExactly("Iran");
        israel.awaitTrue(
                "its proof to be looked at",
                _ -> israel
                        .awaitLine(
                                "a granted line",
                                plenary,
                                Line.Passages.class,
                                one -> one.key().startsWith("line.convey-brought"))
                        .texts()
                        .stream()
                        .noneMatch(text -> text.key().endsWith(".waiting")));
    }

    /** Else two would agree to it, the proposal would stand for ever, and nobody would be told why nothing comes. */
    @Test
    void a_range_into_the_present_epoch_is_refused_before_anybody_is_asked() {
        RoomRef plenary = TestTable.found(table, "Plenary", RoomKind.PLENARY, VOUCHED_READERS, oman, iran);
        oman.say(plenary, "Said before");
        iran.awaitText(plenary, "Said before");
        PrincipalId other = oman.known(table, "Iran");
        assertThat(TestTable.keyOf(oman.desk().changes().propose(plenary, new Changes.Wish.Grant(other, 1, 1), "")))
                .as("all sat here from the beginning")
                .isEqualTo("grant.range");
        admit(plenary);
        oman.say(plenary, "Said after");
        israel.awaitText(plenary, "Said after");
        oman.awaitText(plenary, "Said after");
        PrincipalId newcomer = israel.desk().tables().table(table).orElseThrow().self();
        Rooms.RoomView view = oman.desk().rooms().room(plenary).orElseThrow();
        assertThat(view.earlier()).isPositive().isLessThan(view.position());

        Changes.Wish tooFar = new Changes.Wish.Grant(newcomer, 1, view.earlier() + 1);
        assertThat(TestTable.keyOf(oman.desk().changes().preview(plenary, tooFar)))
                .isEqualTo("grant.range");
        assertThat(TestTable.keyOf(oman.desk().changes().propose(plenary, tooFar, "")))
                .isEqualTo("grant.range");
        assertThat(oman.desk().changes().open(plenary)).isEmpty();
        agreed(plenary, new Changes.Wish.Grant(newcomer, 1, view.earlier()));
        israel.awaitText(plenary, "Said before");
    }

    /** Between proposal and consent the Rules may erase what was to be given: who proposed it learns that nothing comes of it. */
    @Test
    void what_was_erased_meanwhile_is_not_given_and_the_proposer_is_told() {
        RoomRef plenary = TestTable.found(
                table, "Plenary", RoomKind.PLENARY, VOUCHED_READERS.withRetentionDays(RETENTION_DAYS), oman, iran);
        oman.say(plenary, "Said before");
        iran.awaitText(plenary, "Said before");
        admit(plenary);
        PrincipalId newcomer = israel.desk().tables().table(table).orElseThrow().self();
        Changes.Wish wish = new Changes.Wish.Grant(newcomer, 1, 1);
        oman.desk().changes().propose(plenary, wish, "").orThrow();
        Hash proposal = proposed(plenary, wish);

        ahead.leapTo(Duration.ofDays(RETENTION_DAYS + 1), oman);
        // A node looks what is due after each change, or in its own time.
        oman.desk().tables().rename(table, "Harbour").orThrow();
        oman.awaitTrue("its text erased", now -> !oman.texts(plenary).contains("Said before"));
        iran.desk().changes().consent(plenary, proposal).orThrow();

        Notice told = oman.await("the notice", _ -> notGiven(plenary));
        assertThat(told.parts()).containsExactly("Israel", "erased");
        oman.desk().keeping().acknowledge(told).orThrow();
        oman.say(plenary, "Said after");
        israel.awaitText(plenary, "Said after");
        assertThat(israel.texts(plenary)).containsExactly("Said after");
        assertThat(notGiven(plenary)).as("told once").isEmpty();
    }

    private Optional<Notice> notGiven(RoomRef plenary) {
        return oman.desk().rooms().room(plenary).orElseThrow().notices().stream()
                .filter(one -> one.key().equals("room.grant-not-given"))
                .findFirst();
    }

    private void admit(RoomRef plenary) {
        PrincipalId newcomer = oman.known(table, "Israel");
        Changes.Wish admission = new Changes.Wish.Admit(newcomer);
        var asked = oman.desk().changes().propose(plenary, admission, "");
        assertThat(asked.isDone()).isFalse();
        israel.joins(israel.asked(table, "Plenary"));
        oman.awaitTrue(
                "the newcomer's keys",
                now -> now.changes().propose(plenary, admission, "").isDone());
        consented(plenary, admission);
        israel.awaitOpen(plenary);
    }

    private void agreed(RoomRef plenary, Changes.Wish wish) {
        oman.desk().changes().propose(plenary, wish, "").orThrow();
        consented(plenary, wish);
    }

    private void consented(RoomRef plenary, Changes.Wish wish) {
        iran.desk().changes().consent(plenary, proposed(plenary, wish)).orThrow();
    }

    private Hash proposed(RoomRef plenary, Changes.Wish wish) {
        return iran.await(
                "the proposal",
                now -> now.changes().open(plenary).stream()
                        .filter(one -> one.wish().equals(wish))
                        .map(Changes.ProposalView::id)
                        .findFirst());
    }
}
