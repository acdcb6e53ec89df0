package parley.protocol.seat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.Ok;
import parley.base.Result;
import parley.base.Secret;
import parley.protocol.entry.Draft;
import parley.protocol.entry.Entry;
import parley.protocol.entry.Header;
import parley.protocol.entry.Part;
import parley.protocol.entry.Slots;
import parley.protocol.port.Tx;
import parley.protocol.room.Roster;
import parley.protocol.room.RosterMember;
import parley.protocol.session.Sessions;

/**
 * Says what is in the room's queue: one entry at a time, sealed in one transaction with everything it changes.
 *
 * <p>Guarantees that no seq is sealed twice, that the same bytes go again after a crash, that nothing counts as said before
 * it is folded at its place, and that words go to nobody whom their author didn't have in view. {@code
 * docs/protocol.md}, "Appending" and "Epochs".
 */
final class Writer {
    /** A relay that took an entry shows it at the next reading; a minute without is a lost one. */
    static final Duration SEND_AGAIN = Duration.ofMinutes(1);

    private final Room room;
    private final Tickets tickets;

    private Optional<Instant> sentAt = Optional.empty();

    Writer(Room room) {
        this.room = room;
        this.tickets = new Tickets(room);
    }

    void load(Tx tx) {
        if (!room.desk.conduct.keepsUnplaced() && room.state.unplaced.isPresent()) {
            room.state.sealedSeq--;
            room.state.sealedLast = room.current().authors.get(room.roster().placeOf(room.desk.me())).previous;
            room.state.unplaced = Optional.empty();
            room.state.saying = OptionalLong.empty();
            room.caughtUp.add(room.state.epoch);
        }
        tickets.load(tx);
    }

    // ---- The queue

    Result<Long> say(Tx tx, Bytes event, Instant notBefore) {
        if (room.state.condition != SeatRoom.Condition.OPEN) {
            return Result.refused("room.not-open", room.state.condition);
        }
        if (event.size() > Ticket.MOST_EVENT) {
            return Result.refused("room.event-too-long", Ticket.MOST_EVENT);
        }
        if (tickets.full()) {
            return Result.refused("room.too-many-waiting", Tickets.MOST_WAITING);
        }
        long number = tickets.add(tx, event, notBefore);
        room.act(tx);
        return Result.done(number);
    }

    Result<Ok> takeBack(Tx tx, long number) {
        Optional<Ticket> ticket = tickets.find(number);
        if (ticket.isEmpty() || sealed(ticket.get())) {
            return Result.refused("room.already-sealed");
        }
        tickets.forget(tx, number);
        room.save(tx);
        return Result.done(Ok.OK);
    }

    private boolean sealed(Ticket ticket) {
        return room.desk.conduct.keepsSealed() && (ticket.stage() == Ticket.Stage.PLACED || tickets.begun(ticket));
    }

    Result<Ok> decideLate(Tx tx, long number, boolean sayIt) {
        Optional<Ticket> ticket = tickets.find(number).filter(t -> t.stage() == Ticket.Stage.ASKED);
        if (ticket.isEmpty()) {
            return Result.refused("room.nothing-asked");
        }
        if (sayIt) {
            tickets.keep(tx, ticket.get().inView(room.state.epoch));
        } else {
            tickets.forget(tx, number);
        }
        room.act(tx);
        return Result.done(Ok.OK);
    }

    /** The next instant at which something in the queue becomes due. */
    Optional<Instant> nextDue() {
        return tickets.next().map(tickets::dueAt);
    }

    /** When each event that isn't sealed goes out in a quiet room, where it takes one slot for each of its parts. */
    Map<Long, SeatRoom.Going> going() {
        Duration slot = room.folded.quietSlot().orElseThrow();
        Instant free = room.quiet.unsealed();
        Map<Long, SeatRoom.Going> all = new HashMap<>();
        for (Ticket ticket : tickets.waiting()) {
            boolean begun = tickets.begun(ticket);
            int left = Part.count(ticket.event(), room.size().pieceBytes()) - (begun ? partsSealed() : 0);
            while (free.minus(QuietTimes.LEAD).isBefore(tickets.dueAt(ticket))) {
                free = free.plus(slot);
            }
            if (!begun) {
                Instant last = free.plus(slot.multipliedBy(left - 1L));
                all.put(ticket.number(), new SeatRoom.Going(free.minus(QuietTimes.LEAD), free, last));
            }
            free = free.plus(slot.multipliedBy(left));
        }
        return Map.copyOf(all);
    }

    /** Parts of the event that is being said that are sealed, placed or not. */
    private int partsSealed() {
        boolean another =
                room.state.unplaced.filter(u -> u.ticket().isPresent()).isPresent();
        return room.state.partsPlaced + (another ? 1 : 0);
    }

    /**
     * When our unplaced entry went last; the beginning of time after a start, when it goes again at once (protocol.md,
     * "Appending").
     */
    Instant sentAt() {
        return sentAt.orElse(Instant.EPOCH);
    }

    // ---- Sealing

    /** Seals one entry if one is due and everything before it is settled; in a quiet room one for each slot, cover if need be. */
    void seal(Tx tx) {
        boolean quiet = room.quiet.on();
        if ((quiet && !room.quiet.sealsNow()) || !settled()) {
            return;
        }
        boolean sealed = room.enactment.carryOut(tx) || sealNext(tx);
        if (quiet) {
            if (!sealed) {
                cover(tx);
            }
            room.quiet.sealed(tx);
        }
    }

    private boolean sealNext(Tx tx) {
        Optional<Ticket> next = tickets.next().filter(t -> !tickets.dueAt(t).isAfter(room.desk.now()));
        if (next.isEmpty()) {
            return false;
        }
        Ticket ticket = next.get();
        if (room.desk.conduct.mindsView() && !inView(tx, ticket)) {
            tickets.keep(tx, ticket.at(Ticket.Stage.ASKED));
            room.desk.tell(tx, new Fact.AskAgain(room.id(), ticket.number(), ticket.event()));
            return sealNext(tx);
        }
        List<Part> parts = Part.split(ticket.event(), room.size().pieceBytes());
        if (!tickets.goesOn(tx, parts)) {
            // A program of before counted another event's parts with this one's: it begins anew, and readers drop what
            // they have of it.
            room.state.saying = OptionalLong.empty();
            room.state.partsPlaced = 0;
        }
        boolean first = room.state.partsPlaced == 0;
        Part part = parts.get(room.state.partsPlaced);
        boolean sealed = seal(tx, new Header.Talk(), part, OptionalLong.of(ticket.number()), room.roster());
        if (sealed && first) {
            room.state.saying = OptionalLong.of(ticket.number());
            room.desk.tell(tx, new Fact.Sealed(room.id(), ticket.number()));
        }
        return sealed;
    }

    /** What goes where there is nothing to say: an entry of the same size with a key that nobody has, in no slot. */
    private void cover(Tx tx) {
        Part nothing = Part.split(Bytes.EMPTY, room.size().pieceBytes()).getFirst();
        seal(tx, new Header.Cover(), nothing, OptionalLong.empty(), List.of());
    }

    /**
     * Nothing is sealed before the log was read and our latest entry there is the vault's latest (protocol.md,
     * "Appending").
     */
    boolean settled() {
        Epoch epoch = room.current();
        int place = epoch.opening.roster().placeOf(room.desk.me());
        if (place < 0
                || room.state.condition != SeatRoom.Condition.OPEN
                || (room.state.unplaced.isPresent() && room.desk.conduct.sealsOneByOne())
                || epoch.gone
                || !room.caughtUp.contains(epoch.number())
                || epoch.turnsAhead > 0
                || !room.desk.isMe(epoch.opening.roster().members().get(place))) {
            return false;
        }
        Epoch.Author author = epoch.authors.get(place);
        return !room.desk.conduct.checksSequence()
                || !room.desk.conduct.sealsOneByOne()
                || (epoch.stranger == 0
                        && author.nextSeq == room.state.sealedSeq
                        && author.previous.equals(room.state.sealedLast));
    }

    /** Whether all who would read it now were in view when it was written, under the keys that they have now. */
    private boolean inView(Tx tx, Ticket ticket) {
        if (ticket.inView() == room.state.epoch) {
            return true;
        }
        Optional<Roster> seen = room.past(tx, ticket.inView()).map(epoch -> epoch.opening.roster());
        return room.roster().members().stream()
                .allMatch(now -> seen.flatMap(
                                then -> then.member(now.principal().id()))
                        .filter(then -> keys(tx, then).equals(keys(tx, now)))
                        .isPresent());
    }

    private Hash keys(Tx tx, RosterMember member) {
        return room.card(tx, member).node().keysHash();
    }

    /** Seals one entry for these readers; false when no session could carry its key to anybody. */
    boolean seal(Tx tx, Header.Kind kind, Part part, OptionalLong ticket, Roster readers) {
        Epoch epoch = room.current();
        List<RosterMember> members = epoch.opening.roster().members();
        // An end after which its author stays alone, or with those who are yet to come in by inbox, has no reader to
        // carry a key to; nor has what takes back the only other member, whose sessions went when it asked for that.
        boolean alone = members.stream()
                .noneMatch(m -> !m.principal().id().equals(room.desk.me())
                        && readers.members().contains(m)
                        && !comesBack(m));
        List<RosterMember> reached =
                members.stream().filter(m -> readable(tx, m, readers)).toList();
        if (!alone && reached.isEmpty()) {
            return false;
        }
        seal(tx, kind, part, ticket, reached);
        return true;
    }

    private void seal(Tx tx, Header.Kind kind, Part part, OptionalLong ticket, List<RosterMember> reached) {
        Epoch epoch = room.current();
        Secret key = room.desk.ports.randomness().secret(Desk.SECRET);
        Draft draft = Draft.of(
                room.size(),
                epoch.log().id(),
                room.desk.ports.randomness().bytes(Desk.SECRET),
                key,
                new Draft.Intent(
                        room.desk.table,
                        room.id(),
                        epoch.number(),
                        epoch.openingHash,
                        room.desk.me(),
                        room.desk.self.node.incarnation(),
                        room.state.sealedSeq,
                        room.state.sealedLast,
                        epoch.read,
                        new Header.StateClaim(
                                epoch.folded,
                                room.folded.digest(),
                                room.desk.ports.fold().version()),
                        kind),
                part);
        List<Optional<Bytes>> slots = new ArrayList<>();
        for (RosterMember member : epoch.opening.roster().members()) {
            slots.add(
                    reached.contains(member)
                            ? Optional.of(room.desk
                                    .ports
                                    .sessions()
                                    .encrypt(
                                            tx,
                                            room.desk.owner,
                                            room.address(tx, member),
                                            draft.slotText().encoded()))
                            : Optional.empty());
        }
        Bytes entry = draft.seal(epoch.secrets.headerKey(), room.own.seed(), new Slots(slots));
        Hash hash = Entry.hashOf(entry);
        long sending = room.quiet.on() ? Unplaced.WAITS : send(tx, epoch, epoch.read, entry);
        Secret kept = kind instanceof Header.Cover ? Secret.wrap(new byte[Desk.SECRET]) : key;
        room.state.unplaced =
                Optional.of(new Unplaced(epoch.number(), entry, hash, epoch.read, kept, part, ticket, sending));
        room.state.sealedSeq++;
        room.state.sealedLast = hash;
        room.save(tx);
    }

    private boolean comesBack(RosterMember member) {
        return room.peer(member.principal().id())
                .filter(peer -> peer.node.incarnation() > member.incarnation())
                .isPresent();
    }

    private boolean readable(Tx tx, RosterMember member, Roster readers) {
        return !member.principal().id().equals(room.desk.me())
                && readers.members().contains(member)
                && !room.peer(member.principal().id()).map(Peers.Peer::refused).orElse(false)
                && !room.links.held(member)
                && room.desk.ports.sessions().standing(tx, room.desk.owner, room.address(tx, member))
                        == Sessions.Standing.ANSWERED;
    }

    private long send(Tx tx, Epoch epoch, Head base, Bytes entry) {
        sentAt = Optional.of(room.desk.now());
        return room.desk.outbox.add(tx, number -> epoch.append(number, Optional.of(base), entry, Optional.empty()));
    }

    /**
     * An entry that the relay took, or may have taken, and doesn't show: the same bytes again. In a quiet room an entry's first
     * time, too, and each time only as what goes in its slot.
     */
    void sendAgain(Tx tx) {
        boolean quiet = room.quiet.on();
        boolean due = quiet ? room.quiet.sendsNow() : room.desk.passed(sentAt(), SEND_AGAIN);
        Optional<Unplaced> waiting =
                room.state.unplaced.filter(_ -> due).filter(u -> !room.desk.outbox.holds(u.sending()));
        waiting.ifPresent(unplaced -> room.epoch(unplaced.epoch())
                .filter(epoch -> !epoch.gone)
                .ifPresent(epoch -> {
                    long number = send(tx, epoch, unplaced.base(), unplaced.entry());
                    room.state.unplaced = Optional.of(unplaced.resent(number));
                    if (quiet) {
                        room.quiet.sent();
                    }
                    room.save(tx);
                }));
    }

    // ---- Reading back

    /** Our entry stands at this position. */
    void placed(Tx tx, Epoch epoch, EntryRecord record) {
        Unplaced ours = room.state.unplaced.orElseThrow();
        if (record.outcome() != EntryRecord.Outcome.COVER) {
            Opened opened = new Opened(ours.key(), Optional.of(ours.part()), ours.ticket());
            room.entries.putOpened(tx, epoch, record.head().position(), opened);
        }
        room.state.unplaced = Optional.empty();
        room.desk.outbox.done(tx, ours.sending());
        ours.ticket().ifPresent(number -> {
            room.state.partsPlaced++;
            if (room.state.partsPlaced == ours.part().parts()) {
                room.state.saying = OptionalLong.empty();
                room.state.partsPlaced = 0;
                tickets.find(number).ifPresent(t -> tickets.keep(tx, t.at(Ticket.Stage.PLACED)));
            }
        });
        room.save(tx);
    }

    /** An event of ours was folded. */
    void said(Tx tx, long ticket) {
        tickets.forget(tx, ticket);
    }

    /**
     * The epoch ended: whatever of ours was not folded in it is decided anew, as far as it was in view (protocol.md,
     * "Epochs").
     */
    void turned(Tx tx) {
        room.state.unplaced.ifPresent(unplaced -> room.desk.outbox.done(tx, unplaced.sending()));
        room.state.unplaced = Optional.empty();
        room.state.saying = OptionalLong.empty();
        room.state.partsPlaced = 0;
        room.state.sealedSeq = 0;
        room.state.sealedLast = Header.NO_PREVIOUS;
        room.quiet.turned(tx);
        tickets.placedWaitAgain(tx);
    }

    /** We left: nothing that waits will be said. */
    void giveUp(Tx tx) {
        turned(tx);
        for (Ticket ticket : tickets.all()) {
            tickets.forget(tx, ticket.number());
            room.desk.tell(tx, new Fact.NotSaid(room.id(), ticket.number()));
        }
    }
}
