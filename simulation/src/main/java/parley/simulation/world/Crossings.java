package parley.simulation.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import parley.base.Bytes;

/** What a relay can carry from one of its two histories into the other. Not thread-safe: a run has one thread. */
final class Crossings {
    private final Map<Bytes, Integer> writers = new HashMap<>();
    private boolean withSecond;

    /** From now on until it came about once, {@link #second} looks for it. */
    void beginWithSecond() {
        withSecond = true;
    }

    /** While there are two histories, this client's entry was placed in its own. */
    void wrote(int client, Bytes entry) {
        if (withSecond) {
            writers.putIfAbsent(entry, client);
        }
    }

    /** Each log of {@code into}, of those that there are two of, with one entry that it lacks. */
    static List<LogState> longer(RelayState from, RelayState into, Predicate<LogState> forks) {
        List<LogState> longer = new ArrayList<>();
        for (LogState log : into.logs().values()) {
            if (forks.test(log)) {
                missing(from, log).forEach(entry -> longer.add(log.with(entry)));
            }
        }
        return longer;
    }

    /** A log with an entry that it lacks, whose writer wrote another before that it lacks, too. */
    Optional<LogState> second(RelayState from, RelayState into, Predicate<LogState> forks) {
        if (!withSecond) {
            return Optional.empty();
        }
        for (LogState log : into.logs().values()) {
            Set<Integer> wroteOne = new HashSet<>();
            for (Bytes entry : forks.test(log) ? missing(from, log) : List.<Bytes>of()) {
                Integer writer = writers.get(entry);
                if (writer != null && !wroteOne.add(writer)) {
                    withSecond = false;
                    return Optional.of(log.with(entry));
                }
            }
        }
        return Optional.empty();
    }

    private static List<Bytes> missing(RelayState from, LogState log) {
        return from.log(log.id()).stream()
                .flatMap(one -> one.entries().stream())
                .filter(entry -> log.placeOf(entry).isEmpty())
                .toList();
    }
}
