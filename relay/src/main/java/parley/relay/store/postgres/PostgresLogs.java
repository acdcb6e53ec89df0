package parley.relay.store.postgres;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import parley.base.Head;
import parley.base.LogId;
import parley.protocol.port.LogRef;
import parley.relay.store.Capabilities;
import parley.relay.store.Change;
import parley.relay.store.Damage;
import parley.relay.store.LogGone;
import parley.relay.store.Logs;
import parley.relay.store.Outcome;
import parley.relay.store.StoreAway;

/**
 * Logs in the database.
 *
 * <p>Guarantees beside those of {@link Logs}: nothing is remembered that another instance could change; bytes that don't
 * hash to what their place was given to are never passed on: a room's log then shows itself only to before them, takes nothing
 * new at the instance that found it (LATER), and a member who brings the very same again mends them; an inbox goes on behind
 * them. Does not guarantee anything against somebody who writes into the tables: that the members notice by the chain.
 */
final class PostgresLogs implements Logs {
    /** Capabilities of a log never change, for its name is made of them. Some 20 MiB. */
    private static final int KEPT = 1 << 16;

    private final Connections connections;
    private final Writer writer;
    private final News news;
    private final Expiry expiry;
    private final Pages pages;
    private final Map<LogId, Capabilities> kept = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<LogId, Capabilities> eldest) {
            return size() > KEPT;
        }
    };

    PostgresLogs(Connections connections, int version, long recheckMillis, PostgresQuota quota) {
        this.connections = connections;
        this.pages = new Pages(connections.rot());
        this.expiry = new Expiry(connections);
        this.writer = new Writer(connections, version, quota);
        this.news = new News(connections, recheckMillis, this::forget);
    }

    @Override
    public Optional<Capabilities> capabilities(LogId log) {
        synchronized (kept) {
            Capabilities known = kept.get(log);
            if (known != null) {
                return Optional.of(known);
            }
        }
        Optional<Capabilities> found = connections.ask(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select read_hash, append_hash from log where id = ?")) {
                select.setBytes(1, log.hash().value().toArray());
                try (ResultSet row = select.executeQuery()) {
                    return row.next()
                            ? Optional.of(new Capabilities(Columns.hash(row, 1), Columns.hash(row, 2)))
                                    .filter(by -> LogRef.idOf(by.readHash(), by.appendHash())
                                            .equals(log))
                            : Optional.empty();
                }
            }
        });
        synchronized (kept) {
            found.ifPresent(by -> kept.put(log, by));
        }
        return found;
    }

    /** Of one log that went, or of all: whoever asks next asks the database. */
    private void forget(Optional<LogId> log) {
        synchronized (kept) {
            log.ifPresentOrElse(kept::remove, kept::clear);
        }
    }

    @Override
    public boolean isGone(LogId log) {
        synchronized (kept) {
            if (kept.containsKey(log)) {
                return false; // If it went just now, whatever is done with it finds that.
            }
        }
        return connections.ask(connection -> Pages.isGone(connection, log));
    }

    @Override
    public boolean onChain(LogId log, Head head) {
        if (head.position() == 0) {
            return capabilities(log).isPresent() && head.equals(Head.start(log));
        }
        return connections
                .ask(connection -> pages.headAt(connection, log, head.position()))
                .filter(head::equals)
                .isPresent();
    }

    @Override
    public void pass(int keptDays) {
        expiry.pass(keptDays);
    }

    @Override
    public Slice read(LogId log, long after, int mostEntries, int mostBytes, IntPredicate room) {
        expiry.read(log);
        boolean inbox = capabilities(log).filter(Capabilities::isInbox).isPresent();
        return connections.ask(connection -> pages.read(connection, log, inbox, after, mostEntries, mostBytes, room));
    }

    @Override
    public Head current(LogId log) {
        return connections.ask(connection -> pages.current(connection, log));
    }

    @Override
    public void awaitBeyond(LogId log, long after, long millis) throws InterruptedException {
        news.await(log, millis, () -> current(log).position() > after);
    }

    /** None are known before they are read; then they are told to the operator. */
    @Override
    public List<Damage> damages() {
        return List.of();
    }

    @Override
    public List<Outcome> commit(List<? extends Change> changes) {
        Set<LogId> endingEarly = new HashSet<>(pages.endingEarly());
        if (!endingEarly.isEmpty()) {
            endingEarly.retainAll(changes.stream().map(Change::log).toList());
            endingEarly.removeIf(this::isWholeAgain);
        }
        return writer.commit(changes, endingEarly);
    }

    /** A member may have mended it at another instance. */
    private boolean isWholeAgain(LogId log) {
        try {
            Head unused = current(log);
            return !pages.endingEarly().contains(log);
        } catch (StoreAway | LogGone | IllegalArgumentException e) {
            return false; // What becomes of it then is decided behind the lock.
        }
    }

    @Override
    public void wakeAll() {
        news.wakeAll();
    }

    @Override
    public void close() {
        news.close();
        writer.close();
        connections.close();
    }
}
