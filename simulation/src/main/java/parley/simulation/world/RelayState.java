package parley.simulation.world;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.LogId;

/**
 * Everything that a simulated relay keeps: immutable, so that it can be rolled back, split in two and compared.
 *
 * @param released the tokens of members that need a log no more
 * @param gone logs that all have released, for good
 */
public record RelayState(
        Map<LogId, LogState> logs,
        Map<Hash, Bytes> parked,
        Map<Hash, Bytes> blobs,
        Map<LogId, Set<Hash>> released,
        Set<LogId> gone) {
    public static final RelayState EMPTY = new RelayState(Map.of(), Map.of(), Map.of(), Map.of(), Set.of());

    public RelayState {
        logs = Collections.unmodifiableSortedMap(new TreeMap<>(logs));
        parked = Map.copyOf(parked);
        blobs = Map.copyOf(blobs);
        released = Map.copyOf(released);
        gone = Set.copyOf(gone);
    }

    public Optional<LogState> log(LogId id) {
        return Optional.ofNullable(logs.get(id));
    }

    public RelayState with(LogState log) {
        Map<LogId, LogState> next = new TreeMap<>(logs);
        next.put(log.id(), log);
        return new RelayState(next, parked, blobs, released, gone);
    }

    public RelayState withAll(List<LogState> some) {
        Map<LogId, LogState> next = new TreeMap<>(logs);
        some.forEach(log -> next.put(log.id(), log));
        return new RelayState(next, parked, blobs, released, gone);
    }

    public RelayState without(LogId log) {
        Map<LogId, LogState> next = new TreeMap<>(logs);
        next.remove(log);
        return new RelayState(next, parked, blobs, released, gone);
    }

    /** With one member's release; the log is gone when so many members released it. */
    public RelayState released(LogId log, Hash token, int members) {
        Map<LogId, Set<Hash>> next = new TreeMap<>(released);
        Set<Hash> tokens = new HashSet<>(next.getOrDefault(log, Set.of()));
        tokens.add(token);
        next.put(log, Set.copyOf(tokens));
        RelayState noted = new RelayState(logs, parked, blobs, next, gone);
        if (tokens.size() < members) {
            return noted;
        }
        return noted.withGone(log);
    }

    /** The log is gone for good. */
    RelayState withGone(LogId log) {
        Set<LogId> more = new HashSet<>(gone);
        more.add(log);
        return new RelayState(without(log).logs(), parked, blobs, released, more);
    }

    public RelayState withParked(Hash locator, Bytes sealed) {
        Map<Hash, Bytes> next = new TreeMap<>(parked);
        next.put(locator, sealed);
        return new RelayState(logs, next, blobs, released, gone);
    }

    public RelayState withBlob(Hash hash, Bytes blob) {
        Map<Hash, Bytes> next = new TreeMap<>(blobs);
        next.put(hash, blob);
        return new RelayState(logs, parked, next, released, gone);
    }

    /** The same relay with one of its logs changed; a log that isn't there stays absent. */
    public RelayState change(LogId id, UnaryOperator<LogState> change) {
        return log(id).map(log -> with(change.apply(log))).orElse(this);
    }
}
