package parley.node.engine;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.base.Ok;
import parley.node.desk.Change;
import parley.protocol.port.Relay;
import parley.protocol.port.Relay.Answer;
import parley.protocol.seat.Sending;

/**
 * Sends what waits for one log, in order, until nothing waits. Silence changes nothing: the same bytes go again. Runs on a
 * virtual thread of its own.
 */
final class SendLoop {
    private static final Logger LOG = LoggerFactory.getLogger(SendLoop.class);

    private final Wire wire;
    private final Engine engine;
    private final Relays relays;
    private final Wire.Place place;
    private final Thread thread;

    SendLoop(Wire wire, Engine engine, Relays relays, Wire.Place place) {
        this.wire = wire;
        this.engine = engine;
        this.relays = relays;
        this.place = place;
        this.thread = Thread.ofVirtual().name("parley-send").unstarted(this::run);
    }

    SendLoop start() {
        thread.start();
        return this;
    }

    void stop() {
        thread.interrupt();
    }

    private void run() {
        Backoff backoff = new Backoff();
        Optional<Sending> next = wire.nextSending(place);
        while (next.isPresent() && !Thread.currentThread().isInterrupted()) {
            Sending sending = next.get();
            try {
                sendOnce(sending);
            } catch (RuntimeException e) {
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
                // A loop that died would keep its place, and its log would stand still until somebody unlocks again.
                LOG.error("sending failed: {}", e.toString());
            }
            next = wire.nextSending(place);
            if (next.filter(sending::equals).isEmpty()) {
                backoff.reset();
            } else if (!backoff.pause()) {
                return;
            }
        }
    }

    private void sendOnce(Sending sending) {
        Answer<?> answer = send(relays.at(place.relay()), sending);
        if (Thread.currentThread().isInterrupted()) {
            return;
        }
        if (relays.answered(place, sending, answer)) {
            engine.listeners().tell(new Change.TableChanged(place.table()));
        }
        engine.act(work -> {
            work.seat(place.table()).ifPresent(seat -> seat.sent(work.tx, sending, answer));
            return Ok.done();
        });
    }

    private static Answer<?> send(Relay relay, Sending sending) {
        return switch (sending) {
            case Sending.Create create -> relay.create(create.readHash(), create.appendHash());
            case Sending.Append append ->
                relay.append(append.log(), append.capability(), append.base(), append.entry(), append.at());
            case Sending.Release release ->
                relay.release(release.log(), release.capability(), release.token(), release.members());
            case Sending.Park park -> relay.park(park.locator(), park.sealed());
        };
    }
}
