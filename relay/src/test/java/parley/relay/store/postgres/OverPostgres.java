package parley.relay.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.protocol.port.Relay;
import parley.protocol.port.Relay.Why;
import parley.relay.TestLog;
import parley.relay.store.Change;
import parley.relay.store.Outcome;
import parley.relay.store.Quota;
import parley.relay.store.Stores;

/** Instances of a relay's stores over one PostgreSQL: what tests of a shared database start from. */
abstract class OverPostgres {
    static final Bytes KEY = Bytes.utf8("the relay's public key, 32 bytes");
    static final Outcome LATER = new Outcome.Refused(Why.LATER);

    /** So that a notice which doesn't come is missed. */
    static final long NEVER = Long.MAX_VALUE;

    static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    static PostgresServer server;

    final TestLog log = TestLog.of("shared room");

    /** Each test begins with one that a relay prepared and wrote nothing into. */
    @SuppressWarnings("NullAway.Init")
    DatabaseAddress database;

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

    @BeforeEach
    void prepare() throws Exception {
        database = server.database();
        another().close();
        instances = 0;
    }

    /** An instance over this test's database; all of them work at once. */
    Stores another() {
        return another(NEVER);
    }

    Stores another(long recheckMillis) {
        return instance(Quota.Most.UNBOUNDED, recheckMillis);
    }

    /** An instance that takes no more than this. */
    Stores taking(Quota.Most most) {
        return instance(most, NEVER);
    }

    private Stores instance(Quota.Most most, long recheckMillis) {
        instances++;
        return PostgresStores.open(database, KEY, most, () -> NOW, new Schema(Schema.STEPS), recheckMillis)
                .orThrow();
    }

    /** How many instances this test has started, closed ones among them. */
    int instances() {
        return instances;
    }

    static Change creation(TestLog log) {
        return new Change.Create(log.capabilities());
    }

    Change append(String entry) {
        return Change.Append.of(log.id(), Bytes.utf8(entry), OptionalLong.empty());
    }

    static Head placed(Stores at, Change change) {
        Outcome outcome = at.logs().commit(List.of(change)).getFirst();
        assertThat(outcome).isInstanceOf(Outcome.Placed.class);
        return ((Outcome.Placed) outcome).head();
    }

    List<Bytes> all(Stores at) {
        return at.logs()
                .read(log.id(), 0, Relay.MOST_PAGE_ENTRIES, Integer.MAX_VALUE, bytes -> true)
                .entries();
    }

    Change release(int member, int members) {
        return new Change.Release(log.id(), token(member), members);
    }

    static Hash token(int member) {
        return Hash.of("token", Hash.number(member));
    }

    /** What operators are told to have the database do. */
    static String toldToRun(String heading) throws IOException {
        String page = Files.readString(Path.of("..", "docs", "operations.md"));
        int section = page.indexOf(heading + "\n");
        assertThat(section).as(heading).isPositive();
        String begin = "```sql\n";
        int from = page.indexOf(begin, section) + begin.length();
        return page.substring(from, page.indexOf("```", from));
    }
}
