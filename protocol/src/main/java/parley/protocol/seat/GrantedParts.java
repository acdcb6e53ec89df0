package parley.protocol.seat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Head;
import parley.base.Malformed;
import parley.base.PrincipalId;
import parley.protocol.entry.Part;
import parley.protocol.entry.SizeClass;
import parley.protocol.port.Tx;

/**
 * Puts the events of a grant together, of which some parts came in one of its messages and some in the next.
 *
 * <p>Guarantees that only parts are joined between which every entry was given: what is here goes on only with the message
 * that begins where the one before ended, by the same member. Bounded: a member's parts are no longer than an event
 * for each author, and few members grant at a time.
 */
final class GrantedParts {
    /** Members whose grants are under way to us at one time; the oldest goes. */
    private static final int MOST_OPEN = 4;

    /** The messages of a grant are sent in one act: what a day later has no next one is a broken grant. */
    private static final Duration ABANDONED = Duration.ofDays(1);

    private final Room room;

    GrantedParts(Room room) {
        this.room = room;
    }

    /** What a member's messages gave through an entry, of events that weren't whole there. */
    private record Open(PrincipalId giver, Head through, Instant since, Map<PrincipalId, List<Part>> parts) {
        void write(CanonicalWriter out) {
            out.hash(giver.hash()).head(through).u64(since.toEpochMilli());
            out.list(
                    List.copyOf(parts.entrySet()),
                    (w, one) -> w.hash(one.getKey().hash()).list(one.getValue(), (to, part) -> part.write(to)));
        }

        static Open read(CanonicalReader in) throws Malformed {
            PrincipalId giver = new PrincipalId(in.hash());
            Head through = in.head();
            Instant since = Instant.ofEpochMilli(in.u64());
            Map<PrincipalId, List<Part>> parts = new TreeMap<>();
            record Of(PrincipalId author, List<Part> parts) {}
            in.list(
                            SizeClass.MOST_SEATS,
                            from -> new Of(
                                    new PrincipalId(from.hash()),
                                    from.list(Part.MOST_PARTS, one -> Part.read(one, SizeClass.MOST_BYTES))))
                    .forEach(of -> parts.put(of.author(), new ArrayList<>(of.parts())));
            return new Open(giver, through, since, parts);
        }
    }

    /** Takes what a member's message before this one left open, if this one begins where that ended. */
    Map<PrincipalId, List<Part>> take(Tx tx, PrincipalId giver, Head base) {
        List<Open> all = open(tx);
        Optional<Open> before =
                all.stream().filter(one -> one.giver().equals(giver)).findFirst();
        before.ifPresent(one -> {
            all.remove(one);
            save(tx, all);
        });
        return before.filter(one -> one.through().equals(base)).map(Open::parts).orElseGet(TreeMap::new);
    }

    /** The event that this part completes: as in the fold, parts of one author follow one another, and a first one begins anew. */
    Optional<Bytes> add(Map<PrincipalId, List<Part>> open, PrincipalId author, Part part) {
        List<Part> before = Optional.ofNullable(open.remove(author)).orElseGet(ArrayList::new);
        if (part.part() == 0) {
            before.clear();
        }
        boolean follows = part.part() == before.size()
                && (long) part.parts() * room.size().pieceBytes()
                        < Ticket.MOST_EVENT + room.size().pieceBytes();
        if (!follows) {
            return Optional.empty();
        }
        before.add(part);
        if (before.size() == part.parts()) {
            return Part.join(before);
        }
        open.put(author, before);
        return Optional.empty();
    }

    /** Keeps what a message left open for the member's next one. */
    void keep(Tx tx, PrincipalId giver, Head through, Map<PrincipalId, List<Part>> parts) {
        if (parts.isEmpty()) {
            return;
        }
        List<Open> all = open(tx);
        all.add(new Open(giver, through, room.desk.now(), parts));
        if (all.size() > MOST_OPEN) {
            all.removeFirst();
        }
        save(tx, all);
    }

    /** Forgets grants that were broken off; what of them would be erased with a line has none. */
    void forgetAbandoned(Tx tx) {
        List<Open> all = open(tx);
        if (all.removeIf(one -> room.state.condition == SeatRoom.Condition.LEFT
                || !room.desk.now().isBefore(one.since().plus(ABANDONED)))) {
            save(tx, all);
        }
    }

    private List<Open> open(Tx tx) {
        return tx.get(room.desk.cells.grantedParts(room.id()))
                .map(cell -> new ArrayList<>(Kept.decode(cell, in -> in.list(MOST_OPEN, Open::read))))
                .orElseGet(ArrayList::new);
    }

    private void save(Tx tx, List<Open> all) {
        if (all.isEmpty()) {
            tx.delete(room.desk.cells.grantedParts(room.id()));
        } else {
            tx.put(
                    room.desk.cells.grantedParts(room.id()),
                    new CanonicalWriter()
                            .list(all, (out, one) -> one.write(out))
                            .bytes());
        }
    }
}
