package parley.node.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.base.Result;
import parley.node.desk.Change;
import parley.protocol.port.Relay;
import parley.protocol.port.Relay.Answer;
import parley.protocol.seat.Pace;
import parley.protocol.seat.Reading;

/**
 * Reads one log for as long as a seat wants it read: by long polling, or at the instants of a {@link Pace} and at no others. Runs
 * on a virtual thread of its own.
 */
final class ReadLoop {
    private static final Logger LOG = LoggerFactory.getLogger(ReadLoop.class);
    /** A poll that waits longer is cut by middle boxes; a shorter one costs more of them. */
    private static final Duration WAIT = Duration.ofSeconds(30);

    /** No load has this number. */
    private static final int NONE = -1;

    private final Wire wire;
    private final Engine engine;
    private final Relays relays;
    private final Wire.Place place;
    private final Thread thread;
    private volatile boolean waiting;

    ReadLoop(Wire wire, Engine engine, Relays relays, Wire.Place place) {
        this.wire = wire;
        this.engine = engine;
        this.relays = relays;
        this.place = place;
        this.thread = Thread.ofVirtual().name("parley-read").unstarted(this::live);
    }

    ReadLoop start() {
        thread.start();
        return this;
    }

    void stop() {
        thread.interrupt();
    }

    /** Ends it if all that it does is wait for more; whether it did. */
    boolean stopIfWaiting() {
        boolean stops = waiting;
        if (stops) {
            stop();
        }
        return stops;
    }

    /** A loop that died would keep its place, and its log would stand still until somebody unlocks again. */
    private void live() {
        Backoff backoff = new Backoff();
        do {
            try {
                run();
                return;
            } catch (RuntimeException e) {
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
                LOG.error("reading failed: {}", e.toString());
            }
        } while (backoff.pause());
    }

    private void run() {
        Backoff backoff = new Backoff();
        boolean atEnd = false;
        int shownIn = 0;
        while (!Thread.currentThread().isInterrupted()) {
            Optional<Reading> wanted = wire.reading(place);
            if (wanted.isEmpty()) {
                return;
            }
            if (wanted.get().pace().isPresent()) {
                if (!sleep(wanted.get().pace().get(), atEnd)) {
                    return;
                }
                // What is read there may have changed meanwhile, and so may the pace.
                wanted = wire.reading(place).filter(now -> now.pace().isPresent());
                if (wanted.isEmpty()) {
                    continue;
                }
            }
            Reading reading = wanted.get();
            // Said before it is asked which seats these are: then either this sees new ones, or they see this wait.
            waiting = atEnd && reading.pace().isEmpty();
            Duration wait = waiting && shownIn == wire.loads() ? WAIT : Duration.ZERO;
            Answer<Relay.Page> answer = relays.at(place.relay())
                    .read(reading.log().id(), reading.capability(), reading.after(), reading.most(), wait);
            waiting = false;
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            if (relays.heard(place.relay(), answer)) {
                engine.listeners().tell(new Change.TableChanged(place.table()));
            }
            Result<Integer> taken = engine.act(work -> {
                work.seat(place.table()).ifPresent(seat -> seat.took(work.tx, reading, answer));
                return Result.done(wire.loads());
            });
            atEnd = atEnd(reading, answer);
            shownIn = taken instanceof Result.Done<Integer>(Integer load) ? load : NONE;
            // What wasn't kept is asked for again, and a full disk stays full for a while.
            boolean kept = shownIn != NONE;
            if (reading.pace().isPresent() || (kept && fruitful(reading, answer))) {
                backoff.reset();
            } else if (!backoff.pause()) {
                return;
            }
        }
    }

    /** Waits for the pace's next instant; false when interrupted. */
    private boolean sleep(Pace pace, boolean atEnd) {
        Instant now = engine.clock().instant();
        try {
            Thread.sleep(Duration.between(now, pace.next(now, atEnd)));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether this answer showed the end of the log: until then a seat that knows no better holds back what it has to say. */
    private static boolean atEnd(Reading asked, Answer<Relay.Page> answer) {
        return answer instanceof Answer.Given<Relay.Page>(Relay.Page page)
                && page.current().head().position()
                        <= asked.after() + page.entries().size();
    }

    /** Whether to ask again at once: the relay answered, and if it gave entries they took us further. */
    private boolean fruitful(Reading asked, Answer<Relay.Page> answer) {
        return switch (answer) {
            case Answer.Given<Relay.Page>(Relay.Page page) ->
                page.entries().isEmpty()
                        ? page.current().head().position() <= asked.after()
                        : wire.reading(place)
                                .filter(next -> !next.equals(asked))
                                .isPresent();
            case Answer.Declined<Relay.Page> _, Answer.Silent<Relay.Page> _ -> false;
        };
    }
}
