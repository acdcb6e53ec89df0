package parley.relay.store.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.protocol.port.LogRef;
import parley.protocol.port.Relay.Why;
import parley.relay.store.Capabilities;
import parley.relay.store.Change;
import parley.relay.store.Outcome;
import parley.relay.store.StoreBroken;

/**
 * One batch within one transaction, which the caller commits.
 *
 * <p>The fence: the rows of all logs that the batch touches are locked before anything about them is believed, and every
 * decision is made from what was read behind the lock. So an instance that slept, however long, decides from what others
 * wrote meanwhile; nothing that it remembers counts. Logs are created and then locked in the order of their names, so two
 * instances never wait for each other in a ring.
 */
final class AppendTransaction {
    private final Connection connection;
    private final int version;
    private final PostgresQuota quota;
    private final Rot rot;
    private final Set<LogId> endingEarly;
    private final Map<LogId, Row> rows = new HashMap<>();
    private final Map<Twin, Head> stands = new HashMap<>();
    private final Map<Twin, Bytes> brought = new HashMap<>();
    private final List<Planned> planned = new ArrayList<>();
    private final Map<LogId, Set<Hash>> released = new HashMap<>();
    private final Map<LogId, Set<Hash>> releasing = new HashMap<>();
    private final Map<LogId, Row> leaving = new HashMap<>();
    private final Set<LogId> gone = new HashSet<>();
    private final Set<LogId> withoutRoom = new HashSet<>();
    private int made;
    private long plannedBytes;

    /**
     * @param version of the schema that this program writes
     * @param endingEarly logs in which something rotted: they take nothing but what mends them
     */
    AppendTransaction(Connection connection, int version, PostgresQuota quota, Rot rot, Set<LogId> endingEarly) {
        this.connection = connection;
        this.version = version;
        this.quota = quota;
        this.rot = rot;
        this.endingEarly = endingEarly;
    }

    /** The same bytes in the same log are one entry. */
    private record Twin(LogId log, Hash content) {}

    private record Row(long number, Head tip) {}

    private record Planned(long log, Head head, Hash content, Bytes body) {}

    List<Outcome> run(List<? extends Change> changes) throws SQLException {
        NavigableMap<LogId, Capabilities> creations = new TreeMap<>();
        Set<LogId> touched = new HashSet<>();
        for (Change change : changes) {
            switch (change) {
                case Change.Create(Capabilities by) -> {
                    LogId id = LogRef.idOf(by.readHash(), by.appendHash());
                    creations.put(id, by);
                }
                case Change.Append append -> {
                    touched.add(append.log());
                    brought.put(new Twin(append.log(), append.entryHash()), append.entry());
                }
                case Change.Release release -> {
                    touched.add(release.log());
                    releasing.computeIfAbsent(release.log(), log -> new HashSet<>());
                }
            }
        }
        if (!creations.isEmpty() && quota.hasRoomFor(creations.size(), 0, 0)) {
            made = create(creations);
        } else {
            withoutRoom.addAll(creations.keySet());
        }
        if (!touched.isEmpty()) {
            lock(touched);
            findTwins();
        }
        Set<LogId> doubtful = new HashSet<>(creations.keySet());
        touched.stream().filter(log -> !rows.containsKey(log)).forEach(doubtful::add);
        if (!doubtful.isEmpty()) {
            findGone(doubtful);
        }
        if (!releasing.isEmpty()) {
            findReleases();
        }
        List<Outcome> outcomes = changes.stream().map(this::place).toList();
        planned.removeIf(entry -> leaving.values().stream().anyMatch(row -> row.number() == entry.log()));
        if (!planned.isEmpty()) {
            write();
        }
        if (!releasing.isEmpty()) {
            release();
        }
        return outcomes;
    }

    /** Has what was placed counted: once it is committed. */
    void countPlaced() {
        quota.placed(made, planned.size(), plannedBytes);
    }

    /** How many there were not. */
    private int create(NavigableMap<LogId, Capabilities> creations) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into log (id, read_hash, append_hash, head, used)
                select asked.*, about.hours from unnest(?::bytea[], ?::bytea[], ?::bytea[], ?::bytea[]) as asked, about
                on conflict (id) do nothing""")) {
            Columns.hashes(
                    insert, 1, creations.keySet().stream().map(LogId::hash).toList());
            Columns.hashes(
                    insert,
                    2,
                    creations.values().stream().map(Capabilities::readHash).toList());
            Columns.hashes(
                    insert,
                    3,
                    creations.values().stream().map(Capabilities::appendHash).toList());
            Columns.hashes(
                    insert,
                    4,
                    creations.keySet().stream().map(id -> Head.start(id).hash()).toList());
            return insert.executeUpdate();
        }
    }

    /** Only now: a log that went while its row was waited for is known by its name alone. What was created of it again goes. */
    private void findGone(Set<LogId> doubtful) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select id from gone where id = any (?::bytea[])")) {
            Columns.hashes(select, 1, doubtful.stream().map(LogId::hash).toList());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    gone.add(new LogId(Columns.hash(row, 1)));
                }
            }
        }
        if (!gone.isEmpty()) {
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from log where id = any (?::bytea[])")) {
                Columns.hashes(delete, 1, gone.stream().map(LogId::hash).toList());
                delete.executeUpdate();
            }
        }
    }

    private void findReleases() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select log.id, release.token from release join log on log.number = release.log"
                        + " where log.id = any (?::bytea[])")) {
            Columns.hashes(
                    select, 1, releasing.keySet().stream().map(LogId::hash).toList());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    released.computeIfAbsent(new LogId(Columns.hash(row, 1)), log -> new HashSet<>())
                            .add(Columns.hash(row, 2));
                }
            }
        }
    }

    private void release() throws SQLException {
        List<Long> logs = new ArrayList<>();
        List<Hash> tokens = new ArrayList<>();
        releasing.forEach((log, theirs) -> {
            Row row = rows.get(log);
            if (row != null && !leaving.containsKey(log)) {
                theirs.forEach(token -> {
                    logs.add(row.number());
                    tokens.add(token);
                });
            }
        });
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into release (log, token) select * from unnest(?::bigint[], ?::bytea[])")) {
            Columns.numbers(insert, 1, logs);
            Columns.hashes(insert, 2, tokens);
            insert.executeUpdate();
        }
        List<Long> numbers = leaving.values().stream().map(Row::number).toList();
        try (PreparedStatement keep =
                        connection.prepareStatement("insert into gone (id) select * from unnest(?::bytea[])");
                PreparedStatement later =
                        connection.prepareStatement("insert into leaving (log) select * from unnest(?::bigint[])");
                PreparedStatement delete = connection.prepareStatement("""
                        delete from log where number = any (?::bigint[])
                        returning pg_notify('%s', '%s' || encode(id, 'hex'))""".formatted(News.CHANNEL, News.GONE))) {
            Columns.hashes(keep, 1, leaving.keySet().stream().map(LogId::hash).toList());
            keep.executeUpdate();
            Columns.numbers(later, 1, numbers);
            later.executeUpdate();
            Columns.numbers(delete, 1, numbers);
            delete.execute();
        }
    }

    private void lock(Set<LogId> touched) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select log.id, log.number, log.position, log.head, about.version
                from log cross join about where log.id = any (?::bytea[]) order by log.id for update of log""")) {
            Columns.hashes(select, 1, touched.stream().map(LogId::hash).toList());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    if (row.getInt(5) != version) {
                        throw new StoreBroken(
                                "the database was migrated by another version of Parley",
                                new IllegalStateException("version " + row.getInt(5)));
                    }
                    rows.put(
                            new LogId(Columns.hash(row, 1)),
                            new Row(row.getLong(2), new Head(row.getLong(3), Columns.hash(row, 4))));
                }
            }
        }
    }

    /** Entries of the batch that stand since before; of what rotted of them the very same is put back. */
    private void findTwins() throws SQLException {
        Map<Long, LogId> logs = new HashMap<>();
        rows.forEach((id, row) -> logs.put(row.number(), id));
        List<Twin> twins = brought.keySet().stream()
                .filter(twin -> rows.containsKey(twin.log()))
                .toList();
        try (PreparedStatement select = connection.prepareStatement("""
                select chain.log, chain.content, chain.position, chain.head
                from unnest(?::bigint[], ?::bytea[]) as asked (log, content) join chain using (log, content)""")) {
            Columns.numbers(select, 1, twins.stream().map(this::number).toList());
            Columns.hashes(select, 2, twins.stream().map(Twin::content).toList());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    LogId log = Objects.requireNonNull(logs.get(row.getLong(1)));
                    stands.put(new Twin(log, Columns.hash(row, 2)), new Head(row.getLong(3), Columns.hash(row, 4)));
                }
            }
        }
        List<Mending.Brought> again = new ArrayList<>();
        stands.forEach((twin, head) -> again.add(
                new Mending.Brought(number(twin), head, twin.content(), Objects.requireNonNull(brought.get(twin)))));
        new Mending(connection, rot).mend(again);
    }

    private long number(Twin twin) {
        return Objects.requireNonNull(rows.get(twin.log())).number();
    }

    private Outcome place(Change change) {
        return switch (change) {
            case Change.Create(Capabilities by) -> {
                LogId id = LogRef.idOf(by.readHash(), by.appendHash());
                if (gone.contains(id)) {
                    yield new Outcome.Refused(Why.GONE);
                }
                yield withoutRoom.contains(id)
                        ? new Outcome.Refused(Why.LATER)
                        : new Outcome.Placed(id, Head.start(id));
            }
            case Change.Append append -> place(append);
            case Change.Release release -> place(release);
        };
    }

    private Outcome place(Change.Release release) {
        if (gone.contains(release.log())) {
            return new Outcome.Refused(Why.GONE);
        }
        Row row = rows.get(release.log());
        if (row == null) {
            return new Outcome.Refused(Why.NO_SUCH_LOG);
        }
        Set<Hash> before = released.getOrDefault(release.log(), Set.of());
        Set<Hash> now = Objects.requireNonNull(releasing.get(release.log()));
        if (!before.contains(release.token())) {
            now.add(release.token());
        }
        if (before.size() + now.size() >= release.members()) {
            leaving.put(release.log(), row);
            gone.add(release.log());
            return new Outcome.Refused(Why.GONE);
        }
        return new Outcome.Placed(release.log(), row.tip());
    }

    private Outcome place(Change.Append append) {
        if (gone.contains(append.log())) {
            return new Outcome.Refused(Why.GONE);
        }
        Row row = rows.get(append.log());
        if (row == null) {
            return new Outcome.Refused(Why.NO_SUCH_LOG);
        }
        Twin twin = new Twin(append.log(), append.entryHash());
        Head before = stands.get(twin);
        if (before != null) {
            return new Outcome.Placed(append.log(), before);
        }
        if (endingEarly.contains(append.log())) {
            return new Outcome.Refused(Why.LATER);
        }
        if (append.at().isPresent() && append.at().getAsLong() != row.tip().position()) {
            return new Outcome.Refused(Why.PLACE_TAKEN);
        }
        long withThis = plannedBytes + append.entry().size();
        if (!quota.hasRoomFor(0, planned.size() + 1, withThis)) {
            return new Outcome.Refused(Why.LATER);
        }
        plannedBytes = withThis;
        Head head = row.tip().next(append.entryHash());
        planned.add(new Planned(row.number(), head, append.entryHash(), append.entry()));
        rows.put(append.log(), new Row(row.number(), head));
        stands.put(twin, head);
        return new Outcome.Placed(append.log(), head);
    }

    private void write() throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                with placed as (
                    insert into entry (log, position, content, head, body)
                    select * from unnest(?::bigint[], ?::bigint[], ?::bytea[], ?::bytea[], ?::bytea[])
                    returning log, position, content, head)
                insert into chain (log, position, content, head) select * from placed""")) {
            Columns.numbers(insert, 1, planned.stream().map(Planned::log).toList());
            Columns.numbers(
                    insert,
                    2,
                    planned.stream().map(entry -> entry.head().position()).toList());
            Columns.hashes(insert, 3, planned.stream().map(Planned::content).toList());
            Columns.hashes(
                    insert,
                    4,
                    planned.stream().map(entry -> entry.head().hash()).toList());
            Columns.bytes(insert, 5, planned.stream().map(Planned::body).toList());
            insert.executeUpdate();
        }
        Map<Long, Head> tips = new HashMap<>();
        planned.forEach(entry -> tips.put(entry.log(), entry.head()));
        List<Map.Entry<Long, Head>> grown = List.copyOf(tips.entrySet());
        try (PreparedStatement update = connection.prepareStatement("""
                update log set position = asked.position, head = asked.head, used = about.hours
                from unnest(?::bigint[], ?::bigint[], ?::bytea[]) as asked (number, position, head), about
                where log.number = asked.number
                returning pg_notify('%s', encode(log.id, 'hex'))""".formatted(News.CHANNEL))) {
            Columns.numbers(update, 1, grown.stream().map(Map.Entry::getKey).toList());
            Columns.numbers(
                    update,
                    2,
                    grown.stream().map(log -> log.getValue().position()).toList());
            Columns.hashes(
                    update, 3, grown.stream().map(log -> log.getValue().hash()).toList());
            update.execute();
        }
    }
}
