package parley.protocol.seat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import parley.base.Bytes;
import parley.base.Head;
import parley.base.PrincipalId;
import parley.protocol.entry.Part;
import parley.protocol.port.RoomFold;
import parley.protocol.port.Tx;
import parley.protocol.room.RosterMember;

/**
 * Folds a room strictly in log order, and tells what came of each position when its turn comes.
 *
 * <p>Guarantees one state per position, rebuilt exactly after a restart from the last snapshot; waits for a missing key and
 * for nothing else. Costs the same however long the log is. {@code docs/protocol.md}, "Folding".
 */
final class Folder {
    /** After a start at most so many entries are folded again; a state's encoding is written as seldom. */
    static final int SNAPSHOT_EVERY = 64;

    private final Room room;
    /** Of whom it was told since this program started: one whose card was exchanged would alarm with everything it says. */
    private final Set<Named> otherKeyTold = new HashSet<>();

    private record Named(int epoch, PrincipalId member) {}

    Folder(Room room) {
        this.room = room;
    }

    void advance(Tx tx) {
        Epoch epoch = room.current();
        while (epoch.end.isEmpty() && epoch.folded < epoch.read.position() && step(tx, epoch)) {
            if (epoch.folded - epoch.snapshotAt >= SNAPSHOT_EVERY && epoch.end.isEmpty()) {
                room.entries.putSnapshot(tx, epoch, room.folded.encoded());
            }
        }
        epoch.save(room.desk.cells, tx);
    }

    /** Folds the next position; false when the fold waits or the epoch has ended. */
    private boolean step(Tx tx, Epoch epoch) {
        long position = epoch.folded + 1;
        EntryRecord record = room.entries.record(tx, epoch, position);
        if (epoch.stranger != 0 && position >= epoch.stranger && room.desk.conduct.checksSequence()) {
            room.freeze(tx, Fact.Freeze.CLONE);
        }
        switch (record.outcome()) {
            case TALK -> {
                Optional<Opened> opened = room.entries.opened(tx, epoch, position);
                if (opened.isEmpty()) {
                    return await(tx, epoch, position, record);
                }
                arrived(tx, epoch, position, record);
                passed(tx, epoch, record);
                talk(tx, epoch, record, opened.get());
            }
            case EPOCH -> {
                EpochTurns.Outcome outcome = room.turns.at(tx, epoch, record);
                if (outcome == EpochTurns.Outcome.WAITS) {
                    return await(tx, epoch, position, record);
                }
                arrived(tx, epoch, position, record);
                epoch.turnsAhead--;
                if (outcome == EpochTurns.Outcome.COUNTS) {
                    return false;
                }
                passed(tx, epoch, record);
            }
            case COVER -> passed(tx, epoch, record);
            case FOREIGN, FORGED, DUPLICATE, CLONED, GAP, GAP_OF_OTHER_HISTORY, OTHER_HISTORY -> {
                passed(tx, epoch, record);
                refused(tx, epoch, record);
            }
        }
        compare(tx, epoch, record);
        return true;
    }

    private boolean await(Tx tx, Epoch epoch, long position, EntryRecord record) {
        if (!epoch.waiting) {
            epoch.waiting = true;
            tellWaiting(tx, epoch, position, record, false);
        }
        return false;
    }

    private void arrived(Tx tx, Epoch epoch, long position, EntryRecord record) {
        if (epoch.waiting) {
            epoch.waiting = false;
            room.state.wantedAt = Optional.empty();
            tellWaiting(tx, epoch, position, record, true);
        }
    }

    private void tellWaiting(Tx tx, Epoch epoch, long position, EntryRecord record, boolean resolved) {
        PrincipalId author = author(epoch, record).principal().id();
        room.desk.tell(
                tx,
                new Fact.Waiting(room.id(), epoch.number(), position, epoch.roomPosition(position), author, resolved));
    }

    private static void move(Epoch epoch, Head head) {
        epoch.folded = head.position();
        epoch.foldedHead = head;
    }

    private void passed(Tx tx, Epoch epoch, EntryRecord record) {
        move(epoch, record.head());
        room.entries.putDigest(tx, epoch, epoch.folded, room.folded.digest());
    }

    // ---- Talk

    private void talk(Tx tx, Epoch epoch, EntryRecord record, Opened opened) {
        Optional<Bytes> event = opened.part().flatMap(part -> complete(tx, epoch, record, part));
        if (event.isEmpty()) {
            return;
        }
        long position = record.head().position();
        RosterMember author = author(epoch, record);
        RoomFold.Said said = said(epoch, position, author, event.get());
        Optional<Duration> slot = room.folded.quietSlot();
        room.folded = room.desk.ports.fold().fold(room.folded, said);
        if (!room.folded.quietSlot().equals(slot)) {
            room.quiet.listens();
        }
        room.entries.putDigest(tx, epoch, position, room.folded.digest());
        room.receipts.said(said.position());
        opened.ticket().ifPresent(ticket -> room.writer.said(tx, ticket));
        boolean confirmed = room.desk.isMe(author)
                || room.state
                        .link(author.principal().id())
                        .map(l -> l.confirmed)
                        .orElse(false);
        OptionalLong ticket = opened.ticket();
        room.desk.tell(tx, new Fact.Folded(said, room.id(), room.folded, record.head(), ticket, confirmed));
    }

    private static RoomFold.Said said(Epoch epoch, long position, RosterMember author, Bytes event) {
        return new RoomFold.Said(
                epoch.roomPosition(position), epoch.number(), author.principal().id(), event);
    }

    private static RosterMember author(Epoch epoch, EntryRecord record) {
        return epoch.opening.roster().members().get(record.author());
    }

    /** The event that this part completes: parts of one author follow one another, and a first one begins anew. */
    private Optional<Bytes> complete(Tx tx, Epoch epoch, EntryRecord record, Part part) {
        Epoch.Author author = epoch.authors.get(record.author());
        long position = record.head().position();
        if (part.part() == 0) {
            room.eraser.finished(tx, epoch, author);
        }
        boolean follows = part.part() == author.parts.size()
                && (long) part.parts() * room.size().pieceBytes()
                        < Ticket.MOST_EVENT + room.size().pieceBytes();
        if (!follows) {
            room.eraser.finished(tx, epoch, author);
            return Optional.empty();
        }
        author.parts.add(position);
        if (author.parts.size() < part.parts()) {
            return Optional.empty();
        }
        List<Part> all = new ArrayList<>();
        for (long at : author.parts) {
            room.entries.opened(tx, epoch, at).flatMap(Opened::part).ifPresent(all::add);
        }
        room.eraser.finished(tx, epoch, author);
        Optional<Bytes> event = Part.join(all);
        event.ifPresent(e -> {
            if (part.parts() > 1) {
                room.entries.putAssembled(tx, epoch, position, e);
            }
        });
        return event;
    }

    // ---- What is told of the others

    private void refused(Tx tx, Epoch epoch, EntryRecord record) {
        long position = record.head().position();
        Fact.Verdict verdict = record.outcome().verdict();
        room.desk.tell(tx, new Fact.EntryRefused(room.id(), epoch.number(), position, verdict));
        Optional<PrincipalId> member = record.author() < 0
                ? Optional.empty()
                : Optional.of(author(epoch, record).principal().id());
        // Of a copy of ourselves the frozen room tells: people can't ask themselves.
        boolean ofAnother = member.filter(room.desk.me()::equals).isEmpty();
        switch (record.outcome()) {
            case CLONED -> {
                if (ofAnother) {
                    room.alarm(tx, Fact.AlarmKind.CLONED, member, epoch, position);
                }
            }
            case GAP_OF_OTHER_HISTORY, OTHER_HISTORY -> {
                if (ofAnother) {
                    room.alarm(tx, Fact.AlarmKind.OTHER_HISTORY, member, epoch, position);
                }
            }
            case FORGED ->
                room.opener
                        .ofOtherKey(tx, epoch, position)
                        .filter(named -> otherKeyTold.add(new Named(epoch.number(), named)))
                        .ifPresent(named -> room.alarm(
                                tx, Fact.AlarmKind.SLOT_FROM_OTHER_KEY, Optional.of(named), epoch, position));
            case TALK, EPOCH, COVER, FOREIGN, DUPLICATE, GAP -> {}
        }
    }

    /** A lying digest alarms and stops nobody; unequal versions of the fold aren't compared (protocol.md, "Folding"). */
    private void compare(Tx tx, Epoch epoch, EntryRecord record) {
        if (record.claim().isEmpty()) {
            return;
        }
        EntryRecord.Claim claim = record.claim().get();
        PrincipalId who = author(epoch, record).principal().id();
        if (claim.version() != room.desk.ports.fold().version()) {
            room.doubts.otherVersion(tx, who);
            return;
        }
        room.entries.digest(tx, epoch, claim.folded()).ifPresent(ours -> {
            boolean agrees = ours.equals(claim.digest());
            room.doubts.claimed(tx, who, agrees, record.head().position());
            if (agrees) {
                room.receipts.claimed(tx, who, epoch, claim.folded());
            }
            if (!agrees && !room.desk.conduct.foldsByItself()) {
                room.freeze(tx, Fact.Freeze.HISTORIES);
            }
        });
    }

    // ---- After a start

    /** The state at {@link Epoch#folded}, from the snapshot and the few entries after it. */
    static RoomFold.State rebuild(Desk desk, EntryCells entries, Tx tx, Epoch epoch) {
        RoomFold.State state =
                desk.ports.fold().restore(entries.snapshot(tx, epoch)).orThrow();
        for (long position = epoch.snapshotAt + 1; position <= epoch.folded; position++) {
            EntryRecord record = entries.record(tx, epoch, position);
            if (record.outcome() == EntryRecord.Outcome.TALK) {
                Optional<Bytes> event = entries.assembled(tx, epoch, position)
                        .or(() -> single(entries, tx, epoch, record.head().position()));
                if (event.isPresent()) {
                    state = desk.ports.fold().fold(state, said(epoch, position, author(epoch, record), event.get()));
                }
            }
        }
        return state;
    }

    private static Optional<Bytes> single(EntryCells entries, Tx tx, Epoch epoch, long position) {
        return entries.opened(tx, epoch, position)
                .flatMap(Opened::part)
                .filter(part -> part.parts() == 1)
                .flatMap(part -> Part.join(List.of(part)));
    }
}
