package parley.protocol.seat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import parley.protocol.port.Tx;

/**
 * Erases the private keys of our card's bundles in a room: when all sessions stand, else when their time is over
 * (protocol.md, "Sessions" and "A node as a state machine").
 *
 * <p>Guarantees that a clock which jumps ahead, or a machine that is switched on after months, doesn't erase at once what
 * mail that waits in the inbox still needs: their time is over only once this program ran for an hour behind it. Erased
 * too early, no session with that member would ever come about.
 */
final class Bundles {
    /** A compromise must not reach back further; a member who did not come in all this time needs to be renewed. */
    static final Duration LIVE = Duration.ofDays(60);
    /** Long enough to read all mail, and for a person to see that the clock is wrong. */
    private static final Duration RUNNING = Duration.ofHours(1);
    /** What one step of the clock counts for, at most: a jump is no running. */
    private static final Duration STEP = Duration.ofMinutes(10);

    private final Room room;
    private Duration ran = Duration.ZERO;
    private Optional<Instant> last = Optional.empty();

    Bundles(Room room) {
        this.room = room;
    }

    void tick(Tx tx) {
        Instant now = room.desk.now();
        Instant latest = now.plus(LIVE);
        room.state.bundlesUntil = room.state.bundlesUntil.map(until -> until.isAfter(latest) ? latest : until);
        if (room.state.bundlesUntil.isPresent() && (room.links.allStand(tx) || over(now))) {
            room.own.eraseBundles(room.desk, tx);
            room.state.bundlesUntil = Optional.empty();
        }
    }

    private boolean over(Instant now) {
        boolean behind =
                room.state.bundlesUntil.filter(until -> !now.isBefore(until)).isPresent();
        if (behind && last.isPresent() && last.get().isBefore(now)) {
            Duration step = Duration.between(last.get(), now);
            ran = ran.plus(step.compareTo(STEP) > 0 ? STEP : step);
        }
        last = Optional.of(now);
        return behind && ran.compareTo(RUNNING) >= 0;
    }

    Optional<Instant> nextTick() {
        return room.state.bundlesUntil.map(until -> last.filter(at -> !at.isBefore(until))
                .map(at -> room.desk.due(at, STEP))
                .orElse(until));
    }
}
