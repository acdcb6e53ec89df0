package parley.simulation.world;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.LogId;

/** Everything that a simulated relay keeps: immutable, so that it can be rolled back, split in two and compared. */
public record RelayState(Map<LogId, LogState> logs, Map<Hash, Bytes> parked, Map<Hash, Bytes> blobs) {
    public static final RelayState EMPTY = new RelayState(Map.of(), Map.of(), Map.of());

    public RelayState {
        logs = Collections.unmodifiableSortedMap(new TreeMap<>(logs));
        parked = Map.copyOf(parked);
        blobs = Map.copyOf(blobs);
    }

    public Optional<LogState> log(LogId id) {
        return Optional.ofNullable(logs.get(id));
    }

    public RelayState with(LogState log) {
        Map<LogId, LogState> next = new TreeMap<>(logs);
        next.put(log.id(), log);
        return new RelayState(next, parked, blobs);
    }

    public RelayState withAll(List<LogState> some) {
        Map<LogId, LogState> next = new TreeMap<>(logs);
        some.forEach(log -> next.put(log.id(), log));
        return new RelayState(next, parked, blobs);
    }

    public RelayState without(LogId log) {
        Map<LogId, LogState> next = new TreeMap<>(logs);
        next.remove(log);
        return new RelayState(next, parked, blobs);
    }

    public RelayState withParked(Hash locator, Bytes sealed) {
        Map<Hash, Bytes> next = new TreeMap<>(parked);
        next.put(locator, sealed);
        return new RelayState(logs, next, blobs);
    }

    public RelayState withBlob(Hash hash, Bytes blob) {
        Map<Hash, Bytes> next = new TreeMap<>(blobs);
        next.put(hash, blob);
        return new RelayState(logs, parked, next);
    }

    /** The same relay with one of its logs changed; a log that isn't there stays absent. */
    public RelayState change(LogId id, UnaryOperator<LogState> change) {
        return log(id).map(log -> with(change.apply(log))).orElse(this);
    }
}
