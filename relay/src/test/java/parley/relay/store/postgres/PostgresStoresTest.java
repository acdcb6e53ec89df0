package parley.relay.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.Refusal;
import parley.base.Result;
import parley.protocol.port.Relay;
import parley.protocol.port.Relay.Why;
import parley.relay.TestLog;
import parley.relay.store.Capabilities;
import parley.relay.store.Change;
import parley.relay.store.Condition;
import parley.relay.store.DiskFull;
import parley.relay.store.LogGone;
import parley.relay.store.Outcome;
import parley.relay.store.OutcomeUnknown;
import parley.relay.store.Quota;
import parley.relay.store.StoreAway;
import parley.relay.store.StoreBroken;
import parley.relay.store.Stores;
import parley.relay.store.StoresContract;

/** The contract over a real PostgreSQL, and what only a database that is shared can do. */
class PostgresStoresTest extends StoresContract {
    private static final Bytes KEY = Bytes.utf8("the relay's public key, 32 bytes");
    private static final Outcome LATER = new Outcome.Refused(Why.LATER);

    private static final long NEVER = Long.MAX_VALUE;

    private static PostgresServer server;

    private final TestLog log = TestLog.of("shared room");

    @SuppressWarnings("NullAway.Init") // Each test begins with a fresh one.
    private DatabaseAddress database;

    private int instances;

    @BeforeAll
    static void startServer() throws IOException {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stopServer() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @Override
    protected Stores fresh() throws Exception {
        database = server.database();
        return another();
    }

    /** One more instance over the same database. */
    private Stores another() {
        return another(NEVER); // So that a notice which doesn't come is missed.
    }

    private Stores another(long recheckMillis) {
        instances++;
        return PostgresStores.open(
                        database, KEY, Quota.Most.UNBOUNDED, now::get, new Schema(Schema.STEPS), recheckMillis)
                .orThrow();
    }

    @Override
    protected Stores afterKill(Stores before) throws Exception {
        server.crash();
        server.again();
        before.close();
        instances--;
        return another();
    }

    private static Change creation(TestLog log) {
        return new Change.Create(new Capabilities(log.capabilityHash(), log.capabilityHash()));
    }

    private Change append(String entry) {
        return Change.Append.of(log.id(), Bytes.utf8(entry), OptionalLong.empty());
    }

    private static Head placed(Stores at, Change change) {
        Outcome outcome = at.logs().commit(List.of(change)).getFirst();
        assertThat(outcome).isInstanceOf(Outcome.Placed.class);
        return ((Outcome.Placed) outcome).head();
    }

    private List<Bytes> all(Stores at) {
        return at.logs()
                .read(log.id(), 0, Relay.MOST_PAGE_ENTRIES, Integer.MAX_VALUE, bytes -> true)
                .entries();
    }

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
        while (waiter.get().getState() != Thread.State.TIMED_WAITING || listeners() < instances) {
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
    void a_database_that_went_away_answers_later_and_is_found_again() throws Exception {
        Stores at = another();
        placed(at, creation(log));
        Head first = placed(at, append("first"));
        server.crash();
        assertThat(at.logs().commit(List.of(append("second")))).containsExactly(LATER);
        assertThatThrownBy(() -> at.logs().current(log.id())).isInstanceOf(StoreAway.class);
        server.again();
        assertThat(at.logs().current(log.id())).isEqualTo(first);
        assertThat(placed(at, append("second")).position()).isEqualTo(2);
        at.close();
    }

    @Test
    void a_restart_of_the_database_between_two_batches_is_not_even_noticed() throws Exception {
        try (Stores at = another()) {
            placed(at, creation(log));
            assertThat(all(at)).isEmpty();
            server.crash();
            server.again();
            assertThat(placed(at, append("after")).position()).isEqualTo(1);
            assertThat(all(at)).containsExactly(Bytes.utf8("after"));
        }
    }

    @Test
    void a_line_that_breaks_within_a_commit_is_answered_by_nobody_or_after_the_second_try() throws Exception {
        try (Stores at = another()) {
            placed(at, creation(log));
            PostgresServer.administrator(database, "create sequence public.deaths", """
                    create function public.die() returns trigger language plpgsql as $$ begin
                        if nextval('public.deaths') <= 3 then perform pg_terminate_backend(pg_backend_pid()); end if;
                        return null;
                    end $$""", """
                    create constraint trigger die after insert on parley_relay.entry
                    deferrable initially deferred for each row execute function public.die()""");
            assertThatThrownBy(() -> at.logs().commit(List.of(append("first"))))
                    .as("both tries died")
                    .isInstanceOf(OutcomeUnknown.class);
            assertThat(placed(at, append("first")).position())
                    .as("the second try lived")
                    .isEqualTo(1);
            assertThat(all(at)).containsExactly(Bytes.utf8("first"));
            assertThat(PostgresServer.number(database, "select last_value from public.deaths"))
                    .isEqualTo(4);
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
    void bytes_that_were_changed_in_the_database_are_not_given_out_and_a_member_mends_them() throws Exception {
        try (Stores at = another()) {
            placed(at, creation(log));
            placed(at, append("first"));
            Head second = placed(at, append("second"));
            PostgresServer.administrator(database, "update parley_relay.entry set body = 'forged' where position = 2");
            assertThat(all(at)).containsExactly(Bytes.utf8("first"));
            assertThat(placed(at, append("second"))).isEqualTo(second);
            assertThat(all(at)).containsExactly(Bytes.utf8("first"), Bytes.utf8("second"));

            Bytes blob = Bytes.utf8("blob");
            at.blobs().put(log.id(), blob);
            PostgresServer.administrator(database, "update parley_relay.blob set body = 'forged'");
            assertThat(at.blobs().get(log.id(), Relay.blobHash(blob))).isEmpty();
            at.blobs().put(log.id(), blob);
            assertThat(at.blobs().get(log.id(), Relay.blobHash(blob))).contains(blob);
        }
    }

    @Test
    void capabilities_that_were_exchanged_in_the_database_open_nothing() throws Exception {
        try (Stores at = another()) {
            placed(at, creation(log));
            PostgresServer.administrator(
                    database, "update parley_relay.log set read_hash = sha256('mine'), append_hash = sha256('mine')");
            assertThat(at.logs().capabilities(log.id())).isEmpty();
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
    void a_commit_is_durable_whatever_the_settings_of_the_database_say() throws Exception {
        PostgresServer.administrator(database, "alter role parley set synchronous_commit = off");
        try (Connection connection = new Connections(database).open();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("show synchronous_commit")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("on");
        } finally {
            PostgresServer.administrator(database, "alter role parley reset synchronous_commit");
        }
    }

    @Test
    void a_database_that_does_not_force_its_disk_is_refused() throws Exception {
        server.crash();
        server.again("fsync=off");
        try {
            refused(database, KEY, "relay.store-unsafe");
        } finally {
            server.crash();
            server.again();
        }
    }

    @Test
    void a_relay_with_another_key_is_refused_and_told_whose_database_it_is() throws Exception {
        Bytes other = Bytes.utf8("another public key, 32 bytes too");
        assertThat(PostgresStores.open(database, other, Quota.Most.UNBOUNDED, now::get))
                .isEqualTo(Result.refused("relay.store-other-key", KEY.toHex()));
    }

    @Test
    void a_database_that_is_not_there_or_is_somebody_elses_is_refused() throws Exception {
        refused(address(server.url("nobodys")), KEY, "relay.store-unreachable");
        DatabaseAddress foreign = server.database();
        PostgresServer.administrator(foreign, "create schema parley_relay");
        refused(foreign, KEY, "relay.store-foreign");
    }

    @Test
    void tables_of_a_newer_program_are_left_alone_and_an_older_one_that_still_runs_writes_nothing_more()
            throws Exception {
        List<String> newer = new ArrayList<>(Schema.STEPS);
        newer.add("alter table log add column colour text");
        try (Stores old = another()) {
            placed(old, creation(log));
            Head first = placed(old, append("before"));
            try (Stores young = PostgresStores.open(
                            database, KEY, Quota.Most.UNBOUNDED, now::get, new Schema(newer), NEVER)
                    .orThrow()) {
                assertThat(young.logs().current(log.id()))
                        .as("migrated with what it held")
                        .isEqualTo(first);
                assertThatThrownBy(() -> old.logs().commit(List.of(append("after"))))
                        .isInstanceOf(StoreBroken.class);
                assertThat(placed(young, append("young")).position()).isEqualTo(2);
            }
        }
        refused(database, KEY, "relay.store-newer");
    }

    private void refused(DatabaseAddress at, Bytes key, String why) throws IOException {
        switch (PostgresStores.open(at, key, Quota.Most.UNBOUNDED, now::get)) {
            case Result.Done<Stores>(Stores opened) -> {
                opened.close();
                throw new AssertionError("it was taken");
            }
            case Result.Refused<Stores>(Refusal refusal) ->
                assertThat(refusal.key()).isEqualTo(why);
        }
    }

    private static DatabaseAddress address(String url) {
        return DatabaseAddress.parse(url, Optional.empty()).orThrow();
    }

    private Change release(int member, int members) {
        return new Change.Release(log.id(), Hash.of("token", Hash.number(member)), members);
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
                await(() -> instance.logs().isGone(log.id()));
            }
        }
    }

    private static boolean somebodyWaits(Connection asking) {
        try (Statement statement = asking.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from pg_locks where not granted")) {
            return row.next() && row.getInt(1) > 0;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(BooleanSupplier holds) throws InterruptedException {
        for (int i = 0; i < 600 && !holds.getAsBoolean(); i++) {
            Thread.sleep(100);
        }
        assertThat(holds.getAsBoolean()).isTrue();
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
                await(() -> somebodyWaits(slow));
                slow.commit();
                assertThat(creation.get(60, TimeUnit.SECONDS)).containsExactly(new Outcome.Refused(Why.GONE));
            }
            assertThat(one.logs().isGone(log.id())).isTrue();
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
    void tables_of_a_relay_that_never_erased_are_migrated_with_all_that_is_in_them() throws Exception {
        DatabaseAddress old = server.database();
        try (Connection connection = new Connections(old).open()) {
            assertThat(new Schema(Schema.STEPS.subList(0, 1)).prepare(connection, KEY))
                    .isEmpty();
        }
        String hash = log.capabilityHash().toHex();
        Head head = Head.start(log.id()).next(Relay.entryHash(Bytes.utf8("words")));
        PostgresServer.administrator(
                old,
                ("insert into parley_relay.log (id, read_hash, append_hash, position, head)"
                                + " values ('\\x%s', '\\x%s', '\\x%s', 1, '\\x%s')")
                        .formatted(log.id().toHex(), hash, hash, head.hash().toHex()),
                "insert into parley_relay.entry select number, 1, '\\x%s', '\\x%s', 'words' from parley_relay.log"
                        .formatted(
                                Relay.entryHash(Bytes.utf8("words")).toHex(),
                                head.hash().toHex()));
        try (Stores now = PostgresStores.open(
                        old, KEY, Quota.Most.UNBOUNDED, this.now::get, new Schema(Schema.STEPS), NEVER)
                .orThrow()) {
            assertThat(all(now)).containsExactly(Bytes.utf8("words"));
            assertThat(now.logs().commit(List.of(release(1, 1)))).containsExactly(new Outcome.Refused(Why.GONE));
        }
    }

    private Stores taking(Quota.Most most) {
        instances++;
        return PostgresStores.open(database, KEY, most, now::get, new Schema(Schema.STEPS), NEVER)
                .orThrow();
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
    void while_the_database_is_away_its_condition_is_away_and_tells_no_amounts() throws Exception {
        try (Stores stores = another()) {
            assertThat(stores.condition().state()).isEqualTo(Condition.State.GOING);
            server.crash();
            try {
                assertThat(stores.condition().state()).isEqualTo(Condition.State.AWAY);
                assertThat(stores.condition().amounts()).isEmpty();
            } finally {
                server.again();
            }
            assertThat(stores.condition().state()).isEqualTo(Condition.State.GOING);
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
