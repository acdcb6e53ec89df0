package parley.node.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import parley.base.Hash;
import parley.base.TableId;
import parley.protocol.port.LogRef;
import parley.protocol.port.RelayAddress;
import parley.protocol.seat.Reading;
import parley.protocol.seat.Seat;
import parley.protocol.seat.Sending;

/**
 * Keeps one loop for each log that is to be read and one for each log that has something to be sent, as seats ask after
 * every commit.
 *
 * <p>Thread-safe: {@link #update} is called by the engine's thread, everything else by the loops, each a virtual thread.
 */
final class Wire implements AutoCloseable {
    private final Engine engine;
    private final Relays relays;
    private final Map<Place, ReadLoop> readers = new HashMap<>();
    private final Map<Place, SendLoop> senders = new HashMap<>();
    private Map<Place, Reading> readings = Map.of();
    private Map<Place, Sending> sendings = Map.of();
    private Map<TableId, Integer> waiting = Map.of();
    private int loads;
    private boolean closed;

    Wire(Engine engine, Relays relays) {
        this.engine = engine;
        this.relays = relays;
    }

    /** One log, or one parking place, of one table: what is sent to it goes in order. */
    record Place(TableId table, RelayAddress relay, Hash name) {}

    /** Takes over what seats want now; starts the loops that are missing and lets go of those that nobody wants. */
    synchronized void update(Collection<Seat> seats) {
        if (closed) {
            return;
        }
        Map<Place, Reading> nowReading = new LinkedHashMap<>();
        Map<Place, Sending> nowSending = new LinkedHashMap<>();
        Map<TableId, Integer> nowWaiting = new HashMap<>();
        for (Seat seat : seats) {
            for (Reading reading : seat.readings()) {
                LogRef log = reading.log();
                nowReading.put(new Place(seat.table(), log.relay(), log.id().hash()), reading);
            }
            List<Sending> toSend = seat.sendings();
            nowWaiting.put(seat.table(), toSend.size());
            for (Sending sending : toSend) {
                nowSending.putIfAbsent(new Place(seat.table(), sending.relay(), nameOf(sending)), sending);
            }
        }
        readings = nowReading;
        sendings = nowSending;
        waiting = nowWaiting;
        Set<Place> gone = new HashSet<>(readers.keySet());
        gone.removeAll(nowReading.keySet());
        gone.forEach(place -> Optional.ofNullable(readers.remove(place)).ifPresent(ReadLoop::stop));
        for (Place place : nowReading.keySet()) {
            readers.computeIfAbsent(place, one -> new ReadLoop(this, engine, relays, one).start());
        }
        for (Place place : nowSending.keySet()) {
            senders.computeIfAbsent(place, one -> new SendLoop(this, engine, relays, one).start());
        }
    }

    /**
     * The seats are others than before, loaded from the vault: they know of no end of a log until they are shown it, and hold back
     * what they have to say until then. So who waits at a relay for more is sent to read again; {@link #update} follows.
     */
    synchronized void loadedAnew() {
        loads++;
        readers.values().removeIf(ReadLoop::stopIfWaiting);
    }

    /** How often the seats were loaded. */
    synchronized int loads() {
        return loads;
    }

    synchronized Optional<Reading> reading(Place place) {
        return closed ? Optional.empty() : Optional.ofNullable(readings.get(place));
    }

    /** What is to be sent next; when there is nothing the caller's loop ends, and a later update starts another. */
    synchronized Optional<Sending> nextSending(Place place) {
        Optional<Sending> next = closed ? Optional.empty() : Optional.ofNullable(sendings.get(place));
        if (next.isEmpty()) {
            senders.remove(place);
        }
        return next;
    }

    /** How many sendings of this table wait. */
    synchronized int waiting(TableId table) {
        return waiting.getOrDefault(table, 0);
    }

    private static Hash nameOf(Sending sending) {
        return switch (sending) {
            case Sending.Create create ->
                LogRef.idOf(create.readHash(), create.appendHash()).hash();
            case Sending.Append append -> append.log().hash();
            case Sending.Release release -> release.log().hash();
            case Sending.Park park -> park.locator();
        };
    }

    @Override
    public synchronized void close() {
        closed = true;
        readers.values().forEach(ReadLoop::stop);
        senders.values().forEach(SendLoop::stop);
        readers.clear();
        senders.clear();
    }
}
