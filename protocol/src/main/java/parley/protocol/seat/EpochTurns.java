package parley.protocol.seat;

import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Head;
import parley.protocol.entry.Part;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.RelayAddress;
import parley.protocol.port.RoomFold;
import parley.protocol.port.Tx;
import parley.protocol.room.Change;
import parley.protocol.room.EpochSecrets;
import parley.protocol.room.NextSecrets;
import parley.protocol.room.RosterMember;

/**
 * Ends an epoch and begins the next: judges epoch entries, moves the room over
 * (protocol.md, "Epochs").
 *
 * <p>Guarantees that whether an epoch entry counts follows from everybody's own fold before it and its body, never from its
 * author's word; that those who leave get no slot and no key of it. Whoever follows creates the next log if it isn't there.
 */
final class EpochTurns {
    private final Room room;

    EpochTurns(Room room) {
        this.room = room;
    }

    /** What an epoch entry comes to. */
    enum Outcome {
        /** Not ratified, or not what it must be: folds as nothing. */
        NOTHING,
        /** Ratified, but we can't read it. */
        WAITS,
        /** It ended the epoch. */
        COUNTS
    }

    // ---- Judging

    Outcome at(Tx tx, Epoch epoch, EntryRecord record) {
        Optional<DueChange> due = DueChange.of(room, epoch, record.proposal().orElseThrow());
        RosterMember author = epoch.opening.roster().members().get(record.author());
        if (due.isEmpty() || !due.get().keeps(author)) {
            return Outcome.NOTHING;
        }
        if (!room.desk.conduct.foldsByItself() && !agrees(tx, epoch, record)) {
            return Outcome.NOTHING;
        }
        Optional<Opened> opened = room.entries.opened(tx, epoch, record.head().position());
        if (opened.isEmpty()) {
            leaveIfTold(tx, epoch, record.head(), due.get());
            return Outcome.WAITS;
        }
        Optional<EpochSecrets> secrets = opened.get()
                .part()
                .filter(part -> part.parts() == 1)
                .flatMap(part -> Part.join(List.of(part)))
                .flatMap(body -> NextSecrets.in(body, epoch.secrets, epoch.openingHash))
                .filter(s -> s.relay().equals(due.get().relay(epoch)));
        if (secrets.isEmpty()) {
            return Outcome.NOTHING;
        }
        end(tx, epoch, record.head(), author, due.get(), secrets.get());
        return Outcome.COUNTS;
    }

    private boolean agrees(Tx tx, Epoch epoch, EntryRecord record) {
        return record.claim()
                .filter(claim -> room.entries.digest(tx, epoch, claim.folded()).equals(Optional.of(claim.digest())))
                .isPresent();
    }

    private void end(Tx tx, Epoch epoch, Head end, RosterMember author, DueChange due, EpochSecrets secrets) {
        epoch.folded = end.position();
        epoch.foldedHead = end;
        epoch.end = Optional.of(end);
        if (!due.keepsUs(room)) {
            // Who was told and left may be given the key of that end afterwards.
            if (room.state.condition != SeatRoom.Condition.LEFT) {
                leave(tx, epoch, end);
            }
            return;
        }
        Epoch next = new Epoch(epoch.opening.next(secrets, due.next(), end), secrets);
        room.folded = room.desk
                .ports
                .fold()
                .turn(
                        room.folded,
                        new RoomFold.Turn(
                                next.number(),
                                due.ratified().kind(),
                                due.ratified().subject(),
                                due.next().principals()));
        due.card().ifPresent(card -> {
            room.keep(tx, card);
            // A card admits once: its newcomer has forgotten the keys behind it when it is to come in again.
            tx.delete(room.desk.cells.offeredCard(
                    room.id(), card.node().principal().id()));
        });
        beginEpoch(tx, next);
        if (room.desk.isMe(author) || room.desk.conduct.createsNextLog()) {
            room.desk.outbox.create(
                    tx, next.log().relay(), next.secrets.capabilityHash(), next.secrets.capabilityHash());
        }
        room.writer.turned(tx);
        changeLinks(tx, epoch, due, author);
        room.desk.tell(
                tx,
                new Fact.EpochBegan(
                        room.id(),
                        next.number(),
                        due.ratified().kind(),
                        due.ratified().subject(),
                        due.next().principals()));
        room.toAll(tx, new InboxMessage.EpochReported(room.id(), epoch.number(), end, next.openingHash));
        epoch.followed.add(room.desk.me());
        room.ended.tellLate(tx, epoch);
        room.eraser.finished(tx, epoch);
        epoch.save(room.desk.cells, tx);
        room.desk.earlyHeads.compare(tx, room);
        room.desk.earlyReports.compare(tx, room);
        room.ended.close(tx, epoch);
    }

    /** Keeps a new epoch whose opening state is {@link Room#folded}. */
    void beginEpoch(Tx tx, Epoch next) {
        room.state.epoch = next.number();
        room.state.ratifiedSince = Optional.empty();
        room.state.wantedAt = Optional.empty();
        room.epochs.put(next.number(), next);
        room.desk.reach.use(tx, next.log().relay());
        Bytes state = room.folded.encoded();
        room.entries.putSnapshot(tx, next, state);
        room.entries.putDigest(tx, next, 0, room.folded.digest());
        tx.put(room.desk.cells.openingState(room.id(), next.number()), state);
        Epoch.create(room.desk.cells, tx, next);
    }

    private void changeLinks(Tx tx, Epoch epoch, DueChange due, RosterMember author) {
        for (RosterMember member : epoch.opening.roster().members()) {
            if (!due.keeps(member) && !member.principal().id().equals(room.desk.me())) {
                // Who never was heard may hold its card ready yet, for whichever of us asked for it.
                boolean says = room.desk.isMe(author) || room.links.isUnheard(member);
                room.links.cut(tx, member);
                // It may have come in, and be removed before anybody heard it.
                tx.setCount(room.desk.cells.usedCard(room.id(), member.card()), 1);
                if (says) {
                    room.peer(member.principal().id())
                            .ifPresent(peer -> room.desk.post.send(
                                    tx,
                                    peer,
                                    new InboxMessage.Ended(room.id(), epoch.number(), epoch.end.orElseThrow())));
                }
            }
        }
        due.card().ifPresent(card -> {
            room.links.meet(
                    tx, card, new Fact.Comparison.VouchedFor(due.ratified().proposer()));
            RosterMember newcomer = RosterMember.of(card);
            room.welcome.greet(tx, newcomer, room.desk.isMe(author));
            room.links.add(tx, newcomer, true);
        });
        moveInbox(tx, due.change());
    }

    /**
     * Who left keeps the capability of our inbox, and a relay that we leave keeps the log: from now on we are elsewhere, where every
     * member of this room is.
     */
    private void moveInbox(Tx tx, Change change) {
        Optional<RelayAddress> at = switch (change.what()) {
            case Change.Remove _ -> Optional.of(room.current().log().relay());
            case Change.Renew _ -> Optional.of(room.current().log().relay());
            case Change.Move(RelayAddress relay) -> Optional.of(relay);
            case Change.Admit _ -> Optional.empty();
            case Change.Refresh() -> Optional.empty();
        };
        at.ifPresent(relay -> room.toAll(
                tx,
                new InboxMessage.InboxChanged(room.desk.mailbox.open(tx, relay).address())));
    }

    // ---- Leaving

    private void leaveIfTold(Tx tx, Epoch epoch, Head at, DueChange due) {
        if (!due.keepsUs(room)
                && epoch.endTold.equals(Optional.of(at))
                && room.state.condition == SeatRoom.Condition.OPEN) {
            leave(tx, epoch, at);
        }
    }

    private void leave(Tx tx, Epoch epoch, Head end) {
        room.state.condition = SeatRoom.Condition.LEFT;
        room.writer.giveUp(tx);
        room.links.end(tx);
        room.own.eraseBundles(room.desk, tx);
        room.ended.forgetLate(tx, epoch, end);
        room.eraser.finished(tx, epoch);
        room.desk.earlyReports.forget(tx, room.id());
        epoch.save(room.desk.cells, tx);
        room.save(tx);
        room.desk.tell(tx, new Fact.Removed(room.id(), end));
    }

    /** A member says that the epoch ended without us: believed where our own fold says so too. */
    void toldEnded(Tx tx, Peers.Peer from, InboxMessage.Ended ended) {
        Epoch epoch = room.current();
        if (ended.epoch() == epoch.number() && room.inRoster(from.id())) {
            epoch.endTold = Optional.of(ended.end());
            epoch.save(room.desk.cells, tx);
            room.act(tx);
        }
    }
}
