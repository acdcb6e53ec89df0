package parley.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.protocol.crypto.RelaySignature;
import parley.protocol.port.Relay;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.RelayAddress;
import parley.protocol.port.SignedHead;
import parley.relay.client.HttpRelay;
import parley.relay.store.postgres.DatabaseAddress;
import parley.relay.store.postgres.PostgresServer;

/**
 * Two real relay processes over one real database: one is killed, the other stopped in its tracks and woken again, or the
 * database itself crashes beneath both.
 */
class PostgresInstancesTest {
    private static final int WRITERS = 8;
    private static final int ENOUGH = 100;

    /** Stops of an instance, of which some hold nothing: a batch is over within milliseconds. */
    private static final int MOST_STOPS = 500;

    /** By which its sessions are told from the other's. */
    private static final String SECOND = "second";

    /** Its session has locked rows, or written some, and has not committed: a session that only reads has no number. */
    private static final String MIDST = "select coalesce(max(pid), 0) from pg_stat_activity where application_name = '"
            + SECOND + "' and state = 'idle in transaction' and backend_xid is not null";

    /** What was sent before its stop, the server does all the same. */
    private static final String BUSY =
            "select count(*) from pg_stat_activity where application_name = '" + SECOND + "' and state = 'active'";

    /** One may fall between two batches. */
    private static final int CRASHES = 3;

    private static final Duration FOR_EVER = Duration.ofMinutes(2);
    private static final Duration BREATH = Duration.ofMillis(5);

    private static PostgresServer server;

    @TempDir
    Path folder;

    private final TestLog log = TestLog.of("room");
    private DatabaseAddress database;
    private Instance first;
    private Instance second;

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

    @BeforeEach
    void start() throws Exception {
        database = server.database();
        first = Instance.start(folder.resolve("first"), database);
        second = Instance.start(folder.resolve("second"), called(SECOND));
        log.createAt(first.relay());
    }

    private DatabaseAddress called(String name) {
        return DatabaseAddress.parse(database.url() + "&ApplicationName=" + name, Optional.empty())
                .orThrow();
    }

    @AfterEach
    void stop() throws InterruptedException {
        first.kill();
        second.kill();
    }

    private record Instance(Process process, HttpRelay relay, RelayAddress address) {
        static Instance start(Path folder, DatabaseAddress database) throws IOException {
            Files.createDirectories(folder);
            TestKey.into(folder); // The same key for all.
            Process process = RelayProgram.startOver(database, folder);
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String line = out.readLine();
            assertThat(line).as("the relay's first line").startsWith("listening 127.0.0.1:");
            RelayAddress address =
                    RelayAddress.parse(line.substring("listening ".length())).orThrow();
            return new Instance(process, HttpRelay.to(address, Optional.empty()), address);
        }

        void kill() throws InterruptedException {
            process.destroyForcibly();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            relay.close();
        }

        void signal(String name) throws Exception {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
            assertThat(kill.waitFor()).isZero();
        }
    }

    @Test
    void what_one_instance_took_another_gives_to_who_waits_there() throws Exception {
        CompletableFuture<Answer<Relay.Page>> reader = CompletableFuture.supplyAsync(() ->
                second.relay().read(log.id(), log.capability(), 0, Relay.MOST_PAGE_ENTRIES, Duration.ofSeconds(40)));
        SignedHead placed = TestLog.given(log.append(first.relay(), TestLog.entry("entry")));
        Relay.Page page = TestLog.given(reader.get(60, TimeUnit.SECONDS));
        assertThat(page.entries()).containsExactly(TestLog.entry("entry"));
        assertThat(page.current().head()).isEqualTo(placed.head());
        assertThat(RelaySignature.holds(page.current(), first.address().key())).isTrue();

        Bytes blob = TestLog.entry("blob");
        TestLog.given(first.relay().putBlob(log.id(), log.capability(), blob));
        assertThat(TestLog.given(second.relay().getBlob(log.id(), log.capability(), Relay.blobHash(blob))))
                .isEqualTo(blob);
        TestLog.given(first.relay().park(Hash.of("words"), TestLog.entry("sealed")));
        assertThat(TestLog.given(second.relay().collect(Hash.of("words")))).isEqualTo(TestLog.entry("sealed"));
    }

    @Test
    void nothing_that_was_acknowledged_is_lost_when_one_is_killed_and_the_other_stopped_and_woken() throws Exception {
        Load load = new Load(log);
        load.relays.set(List.of(first.relay(), second.relay()));
        load.start();

        load.someMore();
        second.signal("STOP");
        load.someMore(); // Whatever it held is taken from it.
        first.kill();
        second.signal("CONT");
        load.relays.set(List.of(second.relay()));
        load.someMore(); // The zombie goes on from what the other wrote, not from what it remembers.
        first = Instance.start(folder.resolve("first"), database);
        load.relays.set(List.of(first.relay(), second.relay()));
        load.someMore();
        load.end();

        for (Instance at : List.of(first, second)) {
            verify(at.relay(), load);
        }
    }

    @Test
    void what_one_held_that_slept_in_the_midst_of_an_append_stands_once_or_not_at_all_and_the_others_go_on()
            throws Exception {
        Load load = new Load(log);
        load.relays.set(List.of(first.relay(), second.relay()));
        load.start();
        load.someMore();

        long session = stopInTheMidst(second);
        load.relays.set(List.of(first.relay()));
        await("the server ends the session of who sleeps", () -> sessions(session) == 0);
        load.someMore(); // By the first alone: the second sleeps still.
        second.signal("CONT");
        load.relays.set(List.of(second.relay()));
        load.someMore();
        load.end();

        for (Instance at : List.of(first, second)) {
            verify(at.relay(), load);
        }
    }

    @Test
    void nothing_that_was_acknowledged_is_lost_when_the_database_crashes_and_both_go_on_by_themselves()
            throws Exception {
        Load load = new Load(log);
        load.relays.set(List.of(first.relay(), second.relay()));
        load.start();
        for (int crashes = 0; crashes < CRASHES; crashes++) {
            load.someMore();
            server.crash();
            server.again();
        }
        for (Instance at : List.of(first, second)) {
            load.relays.set(List.of(at.relay()));
            load.someMore();
        }
        load.end();

        for (Instance at : List.of(first, second)) {
            verify(at.relay(), load);
        }
    }

    /** The process of the server that then holds what it held. */
    private long stopInTheMidst(Instance instance) throws Exception {
        for (int stops = 0; stops < MOST_STOPS; stops++) {
            instance.signal("STOP");
            await("the server has done what was sent", () -> PostgresServer.number(database, BUSY) == 0);
            long session = PostgresServer.number(database, MIDST);
            if (session != 0) {
                return session;
            }
            instance.signal("CONT");
            Thread.sleep(BREATH);
        }
        throw new AssertionError("it held nothing at any of " + MOST_STOPS + " stops");
    }

    private long sessions(long session) throws SQLException {
        return PostgresServer.number(database, "select count(*) from pg_stat_activity where pid = " + session);
    }

    private static void await(String what, Callable<Boolean> holds) throws Exception {
        long end = System.nanoTime() + FOR_EVER.toNanos();
        while (!holds.call()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            Thread.sleep(BREATH);
        }
    }

    private void verify(HttpRelay relay, Load load) {
        List<Bytes> entries = new ArrayList<>();
        Relay.Page page = log.read(relay, 0);
        while (!page.entries().isEmpty()) {
            entries.addAll(page.entries());
            page = log.read(relay, entries.size());
        }
        assertThat(TestLog.chain(Head.start(log.id()), entries))
                .as("one whole chain")
                .isEqualTo(page.current().head());
        assertThat(entries).doesNotHaveDuplicates();
        assertThat(entries).as("only what somebody brought").allMatch(load.brought::contains);
        List<Head> heads = new ArrayList<>(List.of(Head.start(log.id())));
        entries.forEach(entry -> heads.add(heads.getLast().next(Relay.entryHash(entry))));
        load.acknowledged.forEach((entry, head) -> {
            assertThat(entries.get((int) head.position() - 1)).isEqualTo(entry);
            assertThat(heads.get((int) head.position())).as("no fork").isEqualTo(head);
        });
    }

    /** Writers who bring each entry until it is acknowledged, wherever they find an instance that answers. */
    private static final class Load {
        private final TestLog log;
        private final AtomicReference<List<HttpRelay>> relays = new AtomicReference<>(List.of());
        private final Map<Bytes, Head> acknowledged = new ConcurrentHashMap<>();
        private final Set<Bytes> brought = ConcurrentHashMap.newKeySet();
        private final AtomicReference<CountDownLatch> some = new AtomicReference<>(new CountDownLatch(ENOUGH));
        private final List<Thread> writers = new ArrayList<>();
        private volatile boolean ending;

        Load(TestLog log) {
            this.log = log;
        }

        void start() {
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                writers.add(Thread.ofVirtual().start(() -> write(writer)));
            }
        }

        private void write(int writer) {
            for (int n = 0; !ending; n++) {
                Bytes entry = TestLog.entry("writer " + writer + " entry " + n);
                brought.add(entry);
                for (int turn = writer; !ending && !bring(entry, turn); turn++) {
                    LockSupport.parkNanos(BREATH.toNanos());
                }
            }
        }

        private boolean bring(Bytes entry, int turn) {
            List<HttpRelay> now = relays.get();
            if (log.append(now.get(turn % now.size()), entry) instanceof Answer.Given<SignedHead>(SignedHead head)) {
                acknowledged.put(entry, head.head());
                some.get().countDown();
                return true;
            }
            return false;
        }

        /** Waits until some more were acknowledged. */
        void someMore() throws InterruptedException {
            CountDownLatch latch = new CountDownLatch(ENOUGH);
            some.set(latch);
            assertThat(latch.await(FOR_EVER.toSeconds(), TimeUnit.SECONDS))
                    .as("it goes on")
                    .isTrue();
        }

        void end() throws InterruptedException {
            ending = true;
            for (Thread writer : writers) {
                writer.join();
            }
        }
    }
}
