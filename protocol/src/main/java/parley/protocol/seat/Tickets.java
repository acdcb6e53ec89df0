package parley.protocol.seat;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import parley.base.Bytes;
import parley.protocol.entry.Part;
import parley.protocol.port.Tx;

/**
 * The queue of a room's writer: what was written here and isn't folded yet, oldest first, each in a cell of its own.
 *
 * <p>Used by the seat's thread only.
 */
final class Tickets {
    /** Nobody needs longer to think better of what was written; nodes offer a minute. */
    static final Duration MOST_HELD = Duration.ofHours(1);
    /** More than anybody can have typed ahead; keeps a runaway program from filling the vault. */
    static final int MOST_WAITING = 1_000;

    private final Room room;
    private final TreeMap<Long, Ticket> tickets = new TreeMap<>();

    Tickets(Room room) {
        this.room = room;
    }

    void load(Tx tx) {
        for (long number = room.state.firstTicket; number < room.state.nextTicket; number++) {
            tx.get(room.desk.cells.ticket(room.id(), number))
                    .map(Ticket::decode)
                    .ifPresent(ticket -> tickets.put(ticket.number(), ticket));
        }
    }

    boolean full() {
        return tickets.size() >= MOST_WAITING;
    }

    /** Its number, by which its author takes it back. */
    long add(Tx tx, Bytes event, Instant notBefore) {
        long number = room.state.nextTicket++;
        Instant latest = room.desk.now().plus(MOST_HELD);
        Instant due = notBefore.isAfter(latest) ? latest : notBefore;
        keep(tx, new Ticket(number, event, due, room.state.epoch, Ticket.Stage.WAITING));
        return number;
    }

    void keep(Tx tx, Ticket ticket) {
        tickets.put(ticket.number(), ticket);
        tx.put(room.desk.cells.ticket(room.id(), ticket.number()), ticket.encoded());
    }

    void forget(Tx tx, long number) {
        tickets.remove(number);
        tx.delete(room.desk.cells.ticket(room.id(), number));
        room.state.firstTicket = tickets.isEmpty() ? room.state.nextTicket : tickets.firstKey();
    }

    /** The log in which they had their place has ended before they were folded there. */
    void placedWaitAgain(Tx tx) {
        for (Ticket ticket : all()) {
            if (ticket.stage() == Ticket.Stage.PLACED) {
                keep(tx, ticket.at(Ticket.Stage.WAITING));
            }
        }
    }

    Optional<Ticket> find(long number) {
        return Optional.ofNullable(tickets.get(number));
    }

    /** As they stand now: whoever walks through them may keep and forget. */
    List<Ticket> all() {
        return List.copyOf(tickets.values());
    }

    /**
     * Those that wait to be sealed, in the order in which they will be: the one of which some parts went out, those that go
     * {@link SeatRoom#AHEAD ahead}, then the oldest first. An older one can come back in between, by its author's late decision.
     */
    List<Ticket> waiting() {
        return unsealed().sorted(order()).toList();
    }

    private Stream<Ticket> unsealed() {
        return tickets.values().stream().filter(ticket -> ticket.stage() == Ticket.Stage.WAITING);
    }

    private Comparator<Ticket> order() {
        return Comparator.comparing((Ticket ticket) -> !begun(ticket))
                .thenComparing(ticket -> !ticket.notBefore().equals(SeatRoom.AHEAD));
    }

    /** Whether a part of it was sealed, and not all of them were placed. */
    boolean begun(Ticket ticket) {
        return room.state.saying.equals(OptionalLong.of(ticket.number()));
    }

    /** Whether our latest entry is the part of it before the one that is due. */
    boolean goesOn(Tx tx, List<Part> parts) {
        Epoch epoch = room.current();
        int placed = room.state.partsPlaced;
        long latest = epoch.authors.get(room.roster().placeOf(room.desk.me())).place;
        return placed == 0
                || (placed < parts.size()
                        && room.entries
                                .opened(tx, epoch, latest)
                                .flatMap(Opened::part)
                                .equals(Optional.of(parts.get(placed - 1))));
    }

    /** The first of {@link #waiting}; asked for after every act, so the others are not put in order for it. */
    Optional<Ticket> next() {
        return unsealed().min(order());
    }

    /** Nothing is held back for longer than {@link #MOST_HELD}: what says so was written before the clock was set back. */
    Instant dueAt(Ticket ticket) {
        boolean ahead = ticket.notBefore().isAfter(room.desk.now().plus(MOST_HELD));
        return ahead ? Instant.EPOCH : ticket.notBefore();
    }
}
