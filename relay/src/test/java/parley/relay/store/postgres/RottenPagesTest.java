package parley.relay.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.base.Bytes;
import parley.base.Head;
import parley.protocol.port.Relay;
import parley.relay.TestLog;
import parley.relay.store.Change;
import parley.relay.store.Outcome;
import parley.relay.store.Owner;
import parley.relay.store.Stores;

/**
 * Pages of the database's files that a disk changed. PostgreSQL finds it by their sums, and then gives out nothing that stands
 * on such a page and changes nothing there, whosever it is.
 */
@Tag("wide")
class RottenPagesTest extends OverPostgres {
    /** Rows of several pages, of each table. */
    private static final int ENTRIES = 150;

    private static final String ROWS = "parley_relay.entry";
    private static final String BODIES = "bodies";

    private final TestLog other = TestLog.of("other room");
    private final List<Bytes> entries = IntStream.range(0, ENTRIES)
            .mapToObj(i -> TestLog.entry("entry " + i))
            .toList();
    private final List<Bytes> others = List.of(TestLog.entry("first"), TestLog.entry("second"));

    @BeforeEach
    void fill() throws Exception {
        try (Stores at = another()) {
            List<Change> changes = new ArrayList<>(List.of(creation(log), creation(other)));
            entries.forEach(entry -> changes.add(append(log, entry)));
            others.forEach(entry -> changes.add(append(other, entry)));
            assertThat(at.logs().commit(changes)).allMatch(Outcome.Placed.class::isInstance);
        }
    }

    private static Change append(TestLog to, Bytes entry) {
        return Change.Append.of(to.id(), entry, OptionalLong.empty());
    }

    /** In the midst of what stands there of the log. */
    private void rot(String what) throws Exception {
        rot(what, 1.0 / 3);
    }

    /** @param where how far in what stands there, from 0 to 1 */
    private void rot(String what, double where) throws Exception {
        String relation = what.equals(BODIES)
                ? PostgresServer.text(
                        database, "select reltoastrelid::regclass from pg_class where oid = '" + ROWS + "'::regclass")
                : what;
        long pages = PostgresServer.number(database, "select pg_relation_size('" + relation + "') / 8192");
        server.rot(database, relation, (long) (pages * where));
    }

    private static List<Bytes> all(Stores at, TestLog of) {
        List<Bytes> read = new ArrayList<>();
        List<Bytes> more = page(at, of, 0);
        while (!more.isEmpty()) {
            read.addAll(more);
            more = page(at, of, read.size());
        }
        return read;
    }

    private static List<Bytes> page(Stores at, TestLog of, long after) {
        return at.logs()
                .read(of.id(), after, Relay.MOST_PAGE_ENTRIES, Integer.MAX_VALUE, bytes -> true)
                .entries();
    }

    private Head head(int position) {
        return TestLog.chain(Head.start(log.id()), entries.subList(0, position));
    }

    /** As a member's node does: each only to its old place, from where the relay ends. */
    private void broughtAgain(Stores at, int from) {
        for (int i = from; i < ENTRIES; i++) {
            Change again = Change.Append.of(log.id(), entries.get(i), OptionalLong.of(i));
            assertThat(placed(at, again)).isEqualTo(head(i + 1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ROWS, BODIES})
    void a_log_ends_before_a_page_that_rotted_until_a_member_brings_it_again_and_others_go_on(String what)
            throws Exception {
        rot(what);
        try (Stores at = another()) {
            List<Bytes> left = all(at, log);
            assertThat(left).hasSizeLessThan(ENTRIES).isEqualTo(entries.subList(0, left.size()));
            assertThat(at.logs().current(log.id())).isEqualTo(head(left.size()));
            assertThat(at.logs().onChain(log.id(), head(ENTRIES - 1))).isTrue();
            assertThat(page(at, log, ENTRIES)).as("for who has read further").isEmpty();
            assertThat(at.condition().amounts().orElseThrow().damaged())
                    .as("told to the operator")
                    .isPositive();

            Bytes news = TestLog.entry("news");
            assertThat(at.logs().commit(List.of(append(log, news), append(other, news))))
                    .satisfiesExactly(
                            mine -> assertThat(mine).isEqualTo(LATER),
                            theirs -> assertThat(theirs).isInstanceOf(Outcome.Placed.class));
            assertThat(all(at, other)).hasSize(others.size() + 1).containsAll(others);

            broughtAgain(at, left.size());
            assertThat(all(at, log)).isEqualTo(entries);
            assertThat(placed(at, append(log, news)).position()).isEqualTo(ENTRIES + 1);
        }
        try (Stores elsewhere = another()) {
            assertThat(all(elsewhere, log)).hasSize(ENTRIES + 1).startsWith(entries.toArray(Bytes[]::new));
        }
    }

    /** Nobody brings mail again, and no instance takes mail that nobody would ever read. */
    @ParameterizedTest
    @ValueSource(strings = {ROWS, BODIES})
    void an_inbox_goes_on_behind_a_page_that_rotted_at_every_instance(String what) throws Exception {
        TestLog inbox = TestLog.inbox("inbox");
        try (Stores at = another()) {
            List<Change> changes = new ArrayList<>(List.of(creation(inbox)));
            entries.forEach(letter -> changes.add(append(inbox, letter)));
            assertThat(at.logs().commit(changes)).allMatch(Outcome.Placed.class::isInstance);
        }
        rot(what, 3.0 / 4);
        Bytes news = TestLog.entry("news");
        Bytes more = TestLog.entry("more");
        try (Stores at = another();
                Stores elsewhere = another()) {
            Owner owner = new Owner(at.logs(), inbox, Head.start(inbox.id()), Relay.MOST_PAGE_ENTRIES);
            List<Bytes> left = List.copyOf(owner.readAll());
            assertThat(owner.lost()).isPositive();
            assertThat(left)
                    .isSubsetOf(entries)
                    .isSortedAccordingTo((a, b) -> entries.indexOf(a) - entries.indexOf(b))
                    .doesNotHaveDuplicates()
                    .hasSize(ENTRIES - (int) owner.lost());
            assertThat(placed(at, append(inbox, news)).position()).isEqualTo(ENTRIES + 1);
            assertThat(placed(elsewhere, append(inbox, more)).position()).isEqualTo(ENTRIES + 2);
            assertThat(owner.readAll()).hasSize(left.size() + 2).endsWith(news, more);
            assertThat(new Owner(elsewhere.logs(), inbox, Head.start(inbox.id()), 2).readAll())
                    .isEqualTo(owner.readAll());
        }
    }

    @Test
    void bytes_on_a_page_that_rotted_stand_no_second_time_when_an_author_sends_them_again() throws Exception {
        rot(ROWS);
        try (Stores at = another()) {
            List<Change> again =
                    entries.stream().map(entry -> append(log, entry)).toList();
            List<Outcome> stood = IntStream.rangeClosed(1, ENTRIES)
                    .mapToObj(position -> (Outcome) new Outcome.Placed(log.id(), head(position)))
                    .toList();
            assertThat(at.logs().commit(again)).isEqualTo(stood);
            assertThat(all(at, log)).isEqualTo(entries);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ROWS,
                BODIES,
                "parley_relay.entry_pkey",
                "parley_relay.chain",
                "parley_relay.chain_pkey",
                "parley_relay.chain_log_content_key"
            })
    void what_the_operator_gave_up_is_missing_until_a_member_brings_it_again_and_all_else_stands(String what)
            throws Exception {
        rot(what);
        server.script(database, toldToRun("### Giving up a rotten page"));
        try (Stores at = another()) {
            assertThat(all(at, other)).isEqualTo(others);
            List<Bytes> left = all(at, log);
            assertThat(left).isEqualTo(entries.subList(0, left.size()));
            assertThat(left.size() < ENTRIES)
                    .as("lost are bodies, and no page of an index or of the chain loses any")
                    .isEqualTo(List.of(ROWS, BODIES).contains(what));
            broughtAgain(at, left.size());
            assertThat(all(at, log)).isEqualTo(entries);
            assertThat(placed(at, append(log, entries.getFirst()))).isEqualTo(head(1));
            assertThat(placed(at, append(log, TestLog.entry("news"))).position())
                    .isEqualTo(ENTRIES + 1);
        }
    }

    @Test
    void a_page_of_the_chain_that_rotted_keeps_nobody_from_reading_and_writing_on() throws Exception {
        rot("parley_relay.chain");
        try (Stores at = another()) {
            assertThat(all(at, log)).isEqualTo(entries);
            assertThat(IntStream.rangeClosed(0, ENTRIES))
                    .allMatch(position -> at.logs().onChain(log.id(), head(position)));
            assertThat(placed(at, append(log, TestLog.entry("news"))).position())
                    .isEqualTo(ENTRIES + 1);
        }
    }

    @Test
    void what_was_brought_again_stands_when_the_operator_gives_the_page_up_later() throws Exception {
        rot(ROWS);
        try (Stores at = another()) {
            broughtAgain(at, all(at, log).size());
        }
        server.script(database, toldToRun("### Giving up a rotten page"));
        try (Stores at = another()) {
            assertThat(all(at, log)).isEqualTo(entries);
            assertThat(all(at, other)).isEqualTo(others);
        }
    }

    @Test
    void a_log_whose_own_row_rotted_holds_up_no_other_and_is_made_again_once_it_was_given_up() throws Exception {
        List<TestLog> rooms =
                IntStream.range(0, 200).mapToObj(i -> TestLog.of("room " + i)).toList();
        try (Stores at = another()) {
            at.logs().commit(rooms.stream().map(OverPostgres::creation).toList());
        }
        server.rot(database, "parley_relay.log", 0);
        TestLog well = rooms.getLast();
        Bytes news = TestLog.entry("news");
        try (Stores at = another()) {
            assertThat(at.logs()
                            .commit(List.of(append(log, news), append(well, news), append(log, entries.getFirst()))))
                    .containsExactly(
                            LATER,
                            new Outcome.Placed(well.id(), Head.start(well.id()).next(Relay.entryHash(news))),
                            LATER);
            assertThat(all(at, well)).containsExactly(news);
        }
        server.script(database, toldToRun("### Giving up a rotten page"));
        try (Stores at = another()) {
            assertThat(all(at, well)).containsExactly(news);
            placed(at, creation(log));
            broughtAgain(at, 0);
            assertThat(all(at, log)).isEqualTo(entries);
            at.sweep().run();
            assertThat(PostgresServer.number(database, "select count(distinct log) from parley_relay.entry"))
                    .as("of the row that is lost nothing is left")
                    .isEqualTo(2);
        }
    }
}
