package parley.protocol.seat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import parley.protocol.port.Tx;

/**
 * Erases the private keys of our card's bundles in a room: when all sessions stand, else when their time is over for certain
 * (protocol.md, "Sessions" and "A node as a state machine"). Erased too early, no session with that member would ever
 * come about.
 */
final class Bundles {
    /** A compromise must not reach back further; a member who did not come in all this time needs to be renewed. */
    static final Duration LIVE = Duration.ofDays(60);

    /**
     * How old a card may be that is given once more, and how long whoever got it may propose by it: then its keys are there whoever
     * got it last.
     */
    static final Duration CARD = LIVE.dividedBy(2);

    private final Room room;
    private final Overdue overdue = new Overdue();

    Bundles(Room room) {
        this.room = room;
    }

    void tick(Tx tx) {
        Instant now = room.desk.now();
        Instant latest = now.plus(LIVE);
        room.state.bundlesUntil = room.state.bundlesUntil.map(until -> until.isAfter(latest) ? latest : until);
        boolean over = room.state
                .bundlesUntil
                .filter(until -> overdue.over(now, until))
                .isPresent();
        if (room.state.bundlesUntil.isPresent() && (room.links.allStand(tx) || over)) {
            room.own.eraseBundles(room.desk, tx);
            room.state.bundlesUntil = Optional.empty();
        }
    }

    Optional<Instant> nextTick() {
        return room.state.bundlesUntil.map(until -> overdue.last()
                .filter(at -> !at.isBefore(until))
                .map(at -> room.desk.due(at, Overdue.STEP))
                .orElse(until));
    }
}
