package parley.node.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import parley.base.TableId;
import parley.node.engine.Wire.Place;
import parley.protocol.port.Relay;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.RelayAddress;
import parley.protocol.seat.Sending;

/**
 * Since when relays that answer have taken nothing of what this node sends: of each log, for a relay may take what goes to one and decline
 * what goes to another. Used under the lock of {@link Relays}.
 */
final class Declines {
    /** A relay that holds back callers, or that is being given back what it lost, takes again within less. */
    static final Duration PATIENCE = Duration.ofMinutes(2);
    /**
     * What waits is sent again within the longest slot of a quiet room, an hour: when nothing was for longer, nobody knows any more
     * whether it would be declined.
     */
    static final Duration KNOWN = Duration.ofMinutes(65);

    private final Map<Place, Run> runs = new HashMap<>();
    /** When something was taken last. */
    private final Map<At, Instant> taken = new HashMap<>();

    private record At(TableId table, RelayAddress relay) {
        static At of(Place place) {
            return new At(place.table(), place.relay());
        }
    }

    /** Nothing was taken from the first of these instants to the last. */
    private record Run(Instant first, Instant last) {
        boolean lasts(Instant now) {
            return !last.isBefore(first.plus(PATIENCE)) && !isOver(now);
        }

        boolean isOver(Instant now) {
            return last.plus(KNOWN).isBefore(now);
        }
    }

    /** Notes an answer; true when that changed whether the relay counts as one that takes nothing. */
    boolean answered(Place place, Sending sending, Answer<?> answer, Instant now) {
        boolean before = since(place, now).isPresent();
        runs.values().removeIf(run -> run.isOver(now));
        switch (answer) {
            case Answer.Given<?> _ -> {
                // A log that is made again says nothing of what is written there.
                if (!(sending instanceof Sending.Create)) {
                    runs.remove(place);
                    taken.put(At.of(place), now);
                }
            }
            case Answer.Declined<?>(Relay.Why why) -> {
                if (comesAgain(sending, why)) {
                    runs.merge(place, new Run(now, now), (run, _) -> new Run(run.first(), now));
                }
            }
            case Answer.Silent<?> _ -> {}
        }
        return before != since(place, now).isPresent();
    }

    /**
     * Whether what was declined is sent again until it is taken. A lost race is no such thing: what heals a relay has its place or another's
     * bytes stand there; and of a log that is gone people are told as such.
     */
    private static boolean comesAgain(Sending sending, Relay.Why why) {
        return switch (why) {
            case LATER -> true;
            case GONE -> false;
            case NO_SUCH_LOG, WRONG_CAPABILITY, OTHER_CHAIN, PLACE_TAKEN, TOO_LARGE, NOT_FOUND, MALFORMED ->
                sending instanceof Sending.Append append
                        && append.base().isPresent()
                        && append.at().isEmpty();
        };
    }

    /** Of one log. */
    Optional<Instant> since(Place place, Instant now) {
        return since(place::equals, now);
    }

    /** Of a table at a relay: where it took what went to one log and declines what goes to another, only that room is told of. */
    Optional<Instant> since(TableId table, RelayAddress relay, Instant now) {
        At at = new At(table, relay);
        return since(place -> At.of(place).equals(at), now)
                .filter(since -> !taken.getOrDefault(at, Instant.MIN).isAfter(since));
    }

    private Optional<Instant> since(Predicate<Place> which, Instant now) {
        return runs.entrySet().stream()
                .filter(one -> which.test(one.getKey()) && one.getValue().lasts(now))
                .map(one -> one.getValue().first())
                .min(Comparator.naturalOrder());
    }
}
