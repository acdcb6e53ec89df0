package parley.relay.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.Until;
import parley.protocol.port.Relay;
import parley.protocol.port.Relay.Why;
import parley.relay.TestLog;
import parley.relay.store.Change;
import parley.relay.store.Condition;
import parley.relay.store.DiskFull;
import parley.relay.store.LogGone;
import parley.relay.store.Outcome;
import parley.relay.store.Quota;
import parley.relay.store.Stores;

/** Several instances over one database: together they are one relay. */
class SharedDatabaseTest extends OverPostgres {
    @Test
    void an_entry_placed_at_one_instance_is_read_behind_and_woken_for_at_another() throws Exception {
        try (Stores one = another();
                Stores two = another()) {
            placed(one, creation(log));
            CompletableFuture<Boolean> reader = waiting(two);
            Head head = placed(one, append("at one"));
            assertThat(reader.get(60, TimeUnit.SECONDS)).isTrue();
            assertThat(two.logs().current(log.id())).isEqualTo(head);
            assertThat(placed(two, append("at one"))).as("the same bytes").isEqualTo(head);
            assertThat(placed(two, append("at two"))).isEqualTo(head.next(Relay.entryHash(Bytes.utf8("at two"))));
        }
    }

    @Test
    void who_waits_is_not_forgotten_when_the_line_for_notices_breaks() throws Exception {
        try (Stores one = another();
                Stores two = another()) {
            placed(one, creation(log));
            CompletableFuture<Boolean> reader = waiting(two);
            PostgresServer.administrator(
                    database,
                    "select pg_terminate_backend(pid) from pg_stat_activity"
                            + " where datname = current_database() and pid <> pg_backend_pid()");
            placed(one, append("unheard"));
            assertThat(reader.get(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void who_waits_looks_by_itself_when_no_notice_comes() throws Exception {
        try (Stores at = another(20)) {
            placed(at, creation(log));
            CompletableFuture<Boolean> reader = waiting(at);
            PostgresServer.administrator(database, "update parley_relay.log set position = 1");
            assertThat(reader.get(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Waits at this instance for the first entry; whether it came. Returns when it waits and its instance listens. */
    private CompletableFuture<Boolean> waiting(Stores at) throws SQLException {
        AtomicReference<Thread> waiter = new AtomicReference<>();
        CompletableFuture<Boolean> came = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        at.logs()
                                .awaitBeyond(log.id(), 0, Duration.ofMinutes(10).toMillis());
                        return at.logs().current(log.id()).position() == 1;
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                task -> waiter.set(Thread.ofPlatform().daemon().start(task)));
        while (waiter.get().getState() != Thread.State.TIMED_WAITING || listeners() < instances()) {
            Thread.onSpinWait();
        }
        return came;
    }

    private long listeners() throws SQLException {
        return PostgresServer.number(
                database,
                "select count(*) from pg_stat_activity where datname = current_database()"
                        + " and query = 'listen parley_relay' and state = 'idle'");
    }

    @Test
    void instances_that_write_at_once_make_one_chain() throws Exception {
        List<CompletableFuture<List<Head>>> writers = new ArrayList<>();
        try (Stores one = another();
                Stores two = another()) {
            placed(one, creation(log));
            for (Map.Entry<String, Stores> by : Map.of("one ", one, "two ", two).entrySet()) {
                Stores at = by.getValue();
                writers.add(CompletableFuture.supplyAsync(
                        () -> {
                            List<Head> heads = new ArrayList<>();
                            for (int i = 0; i < 150; i++) {
                                heads.add(placed(at, append(by.getKey() + i)));
                                heads.add(placed(at, append("both " + i)));
                                placed(at, creation(TestLog.of("new " + i)));
                            }
                            return heads;
                        },
                        task -> Thread.ofPlatform().start(task)));
            }
            for (CompletableFuture<List<Head>> writer : writers) {
                for (Head head : writer.get(120, TimeUnit.SECONDS)) {
                    assertThat(one.logs().onChain(log.id(), head)).isTrue();
                }
            }
            List<Bytes> entries = new ArrayList<>();
            while (entries.size() < 450) {
                entries.addAll(one.logs()
                        .read(log.id(), entries.size(), 1000, Integer.MAX_VALUE, b -> true)
                        .entries());
            }
            assertThat(entries).hasSize(450).doesNotHaveDuplicates();
            assertThat(TestLog.chain(Head.start(log.id()), entries))
                    .isEqualTo(two.logs().current(log.id()));
        }
    }

    @Test
    void who_holds_a_logs_row_in_its_sleep_is_ended_by_the_server_and_then_has_no_lock() throws Exception {
        try (Stores at = another();
                Connection asleep = new Connections(database).open();
                Statement statement = asleep.createStatement()) {
            placed(at, creation(log));
            asleep.setAutoCommit(false);
            statement.execute("select * from log for update");
            assertThat(placed(at, append("while it sleeps")).position()).isEqualTo(1);
            assertThatThrownBy(() -> statement.execute("update log set position = 7"))
                    .as("its session is over")
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void blobs_are_counted_for_all_instances_together() throws Exception {
        try (Stores one = another();
                Stores two = another()) {
            placed(one, creation(log));
            PostgresServer.administrator(database, "update parley_relay.log set blobs = 65535");
            assertThat(one.blobs().put(log.id(), Bytes.utf8("the last"))).isTrue();
            assertThat(two.blobs().put(log.id(), Bytes.utf8("too many"))).isFalse();
            assertThat(two.blobs().put(log.id(), Bytes.utf8("the last")))
                    .as("is there")
                    .isTrue();
            assertThat(PostgresServer.number(database, "select count(*) from parley_relay.blob"))
                    .isEqualTo(1);
        }
    }

    @Test
    void a_log_that_went_at_one_instance_is_gone_at_another_that_had_served_it() throws Exception {
        try (Stores one = another();
                Stores two = another()) {
            placed(one, creation(log));
            assertThat(two.logs().capabilities(log.id())).isPresent();
            CompletableFuture<Boolean> reader = waiting(two);
            placed(one, release(1, 2));
            assertThat(two.logs().commit(List.of(release(2, 2)))).containsExactly(new Outcome.Refused(Why.GONE));
            assertThatThrownBy(() -> reader.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(LogGone.class);
            for (Stores instance : List.of(one, two)) {
                assertThat(instance.logs().commit(List.of(creation(log))))
                        .containsExactly(new Outcome.Refused(Why.GONE));
                Until.holds(
                        "the log to be gone at every instance",
                        () -> instance.logs().isGone(log.id()));
            }
        }
    }

    @Test
    void a_block_is_not_answered_as_kept_at_an_instance_that_has_not_heard_that_its_log_is_gone() throws Exception {
        try (Stores at = another()) {
            placed(at, creation(log));
            assertThat(at.logs().capabilities(log.id())).isPresent();
            PostgresServer.administrator(
                    database,
                    "insert into parley_relay.gone select id from parley_relay.log",
                    "delete from parley_relay.log");
            assertThat(at.logs().isGone(log.id())).as("it has not heard").isFalse();
            assertThatThrownBy(() -> at.blobs().put(log.id(), Bytes.utf8("block")))
                    .isInstanceOf(LogGone.class);
        }
    }

    @Test
    void a_creation_that_waits_for_a_log_which_goes_does_not_bring_it_back() throws Exception {
        try (Stores one = another();
                Connection slow = new Connections(database).open()) {
            placed(one, creation(log));
            slow.setAutoCommit(false);
            try (Statement statement = slow.createStatement()) {
                statement.execute("insert into parley_relay.gone select id from parley_relay.log");
                statement.execute("delete from parley_relay.log");
                CompletableFuture<List<Outcome>> creation =
                        CompletableFuture.supplyAsync(() -> one.logs().commit(List.of(creation(log))));
                Until.holds("the creation to wait for a lock", () -> somebodyWaits(slow));
                slow.commit();
                assertThat(creation.get(60, TimeUnit.SECONDS)).containsExactly(new Outcome.Refused(Why.GONE));
            }
            assertThat(one.logs().isGone(log.id())).isTrue();
        }
    }

    private static boolean somebodyWaits(Connection asking) throws SQLException {
        try (Statement statement = asking.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from pg_locks where not granted")) {
            return row.next() && row.getInt(1) > 0;
        }
    }

    @Test
    void a_sweep_leaves_no_row_of_a_gone_log_however_many_there_are() throws Exception {
        try (Stores one = another();
                Stores two = another()) {
            placed(one, creation(log));
            for (int batch = 0; batch < 11; batch++) {
                List<Change> changes = new ArrayList<>();
                for (int i = 0; i < 1_000; i++) {
                    changes.add(append("words " + batch + " " + i));
                }
                one.logs().commit(changes);
            }
            one.blobs().put(log.id(), Bytes.utf8("blob"));
            placed(one, release(1, 2));
            one.logs().commit(List.of(release(2, 2)));
            one.sweep().run();
            two.sweep().run();
            for (String table : List.of("log", "entry", "blob", "release", "leaving")) {
                assertThat(PostgresServer.number(database, "select count(*) from parley_relay." + table))
                        .as(table)
                        .isZero();
            }
            assertThat(PostgresServer.number(database, "select count(*) from parley_relay.gone"))
                    .isOne();
        }
    }

    @Test
    void logs_are_taken_up_to_their_number_by_all_instances_together_and_what_is_there_goes_on() throws Exception {
        try (Stores first = taking(Quota.Most.UNBOUNDED.logs(2))) {
            placed(first, creation(log));
            placed(first, creation(TestLog.of("second room")));
            Change third = creation(TestLog.of("third room"));
            assertThat(first.logs().commit(List.of(third))).containsExactly(LATER);
            assertThat(first.condition().state()).isEqualTo(Condition.State.FULL);
            placed(first, append("what is said in a room that is there"));
            try (Stores second = taking(Quota.Most.UNBOUNDED.logs(2))) {
                assertThat(second.logs().commit(List.of(third)))
                        .as("another instance")
                        .containsExactly(LATER);
            }
            try (Stores larger = taking(Quota.Most.UNBOUNDED.logs(3))) {
                placed(larger, third);
                assertThat(larger.condition().state()).isEqualTo(Condition.State.FULL);
            }
            assertThat(all(first)).containsExactly(Bytes.utf8("what is said in a room that is there"));
        }
    }

    @Test
    void a_database_that_holds_as_much_as_it_may_takes_no_more_and_is_read_as_before() throws Exception {
        try (Stores before = another()) {
            placed(before, creation(log));
            placed(before, append("said"));
            Bytes block = Bytes.utf8("block");
            before.blobs().put(log.id(), block);
            try (Stores full = taking(Quota.Most.UNBOUNDED.diskBytes(1))) {
                assertThat(full.logs().commit(List.of(append("more"), creation(TestLog.of("another")))))
                        .containsExactly(LATER, LATER);
                assertThat(placed(full, append("said")).position())
                        .as("what stands already")
                        .isEqualTo(1);
                assertThat(all(full)).containsExactly(Bytes.utf8("said"));
                assertThatThrownBy(() -> full.blobs().put(log.id(), Bytes.utf8("more")))
                        .isInstanceOf(DiskFull.class);
                assertThat(full.blobs().put(log.id(), block))
                        .as("a block that stands already")
                        .isTrue();
                assertThatThrownBy(() -> full.invitations().park(Hash.of("words"), Bytes.utf8("sealed")))
                        .isInstanceOf(DiskFull.class);
                assertThat(full.condition().state()).isEqualTo(Condition.State.FULL);
            }
        }
    }

    @Test
    void what_is_kept_is_counted_for_all_instances_together() throws Exception {
        try (Stores first = another();
                Stores second = another()) {
            placed(first, creation(log));
            placed(first, append("one"));
            placed(second, append("two"));
            second.invitations().park(Hash.of("words"), Bytes.utf8("sealed"));
            Condition.Amounts amounts = first.condition().amounts().orElseThrow();
            assertThat(List.of(amounts.logs(), amounts.entries(), (long) amounts.parked()))
                    .containsExactly(1L, 2L, 1L);
            assertThat(amounts.bytes().orElseThrow()).isPositive();
            assertThat(first.condition().state()).isEqualTo(Condition.State.GOING);
        }
    }
}
