package parley.protocol.seat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Head;
import parley.base.PrincipalId;
import parley.protocol.entry.Header;
import parley.protocol.entry.Part;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.RelayAddress;
import parley.protocol.port.RoomFold;
import parley.protocol.port.Tx;
import parley.protocol.room.Card;
import parley.protocol.room.Change;
import parley.protocol.room.EpochSecrets;
import parley.protocol.room.Roster;
import parley.protocol.room.RosterMember;

/**
 * Ends an epoch and begins the next: carries ratified changes out, judges epoch entries, moves the room over
 * (protocol.md, "Epochs").
 *
 * <p>Guarantees that whether an epoch entry counts follows from everybody's own fold before it and its body, never from its
 * author's word; that those who leave get no slot and no key of it. Whoever follows creates the next log if it isn't there.
 */
final class EpochTurns {
    /** The proposer's node goes first; each next member in roster order waits so much longer. */
    static final Duration PAUSE = Duration.ofMinutes(2);

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

    /** A change that the state ratified and that fits this roster. */
    private record Due(Hash proposal, RoomFold.Ratified ratified, Change change, Roster next) {
        boolean keeps(RosterMember member) {
            return next.members().contains(member);
        }
    }

    private Optional<Due> due(Epoch epoch, Hash proposal) {
        return room.folded
                .ratified(proposal)
                .flatMap(ratified -> CanonicalReader.whole(ratified.change(), Change::read)
                        .filter(change -> change.hash().equals(proposal)
                                && (!room.desk.conduct.bindsChanges()
                                        || change.opening().equals(epoch.openingHash))
                                && change.kind() == ratified.kind()
                                && subject(change)
                                        .map(ratified.subject()::equals)
                                        .orElse(true)
                                && card(change).map(this::ofThisRoom).orElse(true))
                        .flatMap(change -> epoch.opening
                                .roster()
                                .after(change.what(), room.state.plan.seats())
                                .map(next -> new Due(proposal, ratified, change, next))));
    }

    private static Optional<PrincipalId> subject(Change change) {
        return switch (change.what()) {
            case Change.Admit(Card card) -> Optional.of(card.node().principal().id());
            case Change.Remove(PrincipalId who) -> Optional.of(who);
            case Change.Renew(Card card) -> Optional.of(card.node().principal().id());
            case Change.Refresh() -> Optional.empty();
            case Change.Move _ -> Optional.empty();
        };
    }

    private static Optional<Card> card(Change change) {
        return switch (change.what()) {
            case Change.Admit(Card card) -> Optional.of(card);
            case Change.Renew(Card card) -> Optional.of(card);
            case Change.Remove _ -> Optional.empty();
            case Change.Refresh() -> Optional.empty();
            case Change.Move _ -> Optional.empty();
        };
    }

    private boolean ofThisRoom(Card card) {
        return card.table().equals(room.desk.table) && card.room().equals(room.id());
    }

    private RelayAddress relay(Epoch epoch, Change change) {
        return change.what() instanceof Change.Move(RelayAddress relay)
                ? relay
                : epoch.log().relay();
    }

    // ---- Judging

    Outcome at(Tx tx, Epoch epoch, EntryRecord record) {
        Optional<Due> due = due(epoch, record.proposal().orElseThrow());
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
                .flatMap(body -> CanonicalReader.whole(body, EpochSecrets::read))
                .filter(s -> !s.logId().equals(epoch.log().id())
                        && s.relay().equals(relay(epoch, due.get().change())));
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

    private void end(Tx tx, Epoch epoch, Head end, RosterMember author, Due due, EpochSecrets secrets) {
        epoch.folded = end.position();
        epoch.foldedHead = end;
        epoch.end = Optional.of(end);
        if (due.next().members().stream().noneMatch(room.desk::isMe)) {
            leave(tx, epoch, end);
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
        card(due.change()).ifPresent(card -> room.keep(tx, card));
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
        tellLate(tx, epoch);
        epoch.save(room.desk.cells, tx);
        close(tx, epoch);
    }

    /** Keeps a new epoch whose opening state is {@link Room#folded}. */
    void beginEpoch(Tx tx, Epoch next) {
        room.state.epoch = next.number();
        room.state.ratifiedSince = Optional.empty();
        room.state.wantedAt = Optional.empty();
        room.epochs.put(next.number(), next);
        Bytes state = room.folded.encoded();
        room.entries.putSnapshot(tx, next, state);
        room.entries.putDigest(tx, next, 0, room.folded.digest());
        tx.put(room.desk.cells.openingState(room.id(), next.number()), state);
        Epoch.create(room.desk.cells, tx, next);
    }

    private void changeLinks(Tx tx, Epoch epoch, Due due, RosterMember author) {
        for (RosterMember member : epoch.opening.roster().members()) {
            if (!due.keeps(member) && !member.principal().id().equals(room.desk.me())) {
                room.links.cut(tx, member);
                if (room.desk.isMe(author)) {
                    room.peer(member.principal().id())
                            .ifPresent(peer -> room.desk.post.send(
                                    tx,
                                    peer,
                                    new InboxMessage.Ended(room.id(), epoch.number(), epoch.end.orElseThrow())));
                }
            }
        }
        card(due.change()).ifPresent(card -> {
            room.links.meet(
                    tx, card, new Fact.Comparison.VouchedFor(due.ratified().proposer()));
            RosterMember newcomer = RosterMember.of(card);
            if (room.desk.isMe(author)) {
                welcome(tx, newcomer);
            }
            room.links.add(tx, newcomer, true);
            vouch(tx, newcomer);
        });
        moveInbox(tx, due.change());
    }

    /** Who left keeps the capability of our inbox, and a relay that we leave keeps the log: from now on we are elsewhere. */
    private void moveInbox(Tx tx, Change change) {
        Optional<RelayAddress> at = switch (change.what()) {
            case Change.Remove _ ->
                Optional.of(room.desk.mailbox.newest().address().log().relay());
            case Change.Renew _ ->
                Optional.of(room.desk.mailbox.newest().address().log().relay());
            case Change.Move(RelayAddress relay) -> Optional.of(relay);
            case Change.Admit _ -> Optional.empty();
            case Change.Refresh() -> Optional.empty();
        };
        at.ifPresent(relay -> room.toAll(
                tx,
                new InboxMessage.InboxChanged(room.desk.mailbox.open(tx, relay).address())));
    }

    // ---- Newcomers

    /** Opening, secrets, state and cards, to one who knows us; another elder does it after a pause. */
    private void welcome(Tx tx, RosterMember newcomer) {
        Epoch epoch = room.current();
        room.peer(newcomer.principal().id()).filter(peer -> peer.paired).ifPresent(peer -> {
            Bytes state = tx.get(room.desk.cells.openingState(room.id(), epoch.number()))
                    .orElseThrow();
            List<Card> cards = epoch.opening.roster().members().stream()
                    .map(m -> room.card(tx, m))
                    .toList();
            room.desk.post.send(
                    tx,
                    peer,
                    new InboxMessage.OpeningSent(epoch.opening, epoch.secrets, room.state.plan, state, cards));
        });
    }

    private void vouch(Tx tx, RosterMember newcomer) {
        Epoch epoch = room.current();
        room.peer(newcomer.principal().id())
                .ifPresent(peer -> room.desk.post.send(
                        tx,
                        peer,
                        new InboxMessage.StateVouched(
                                room.id(),
                                epoch.openingHash,
                                room.folded.digest(),
                                room.desk.ports.fold().version())));
    }

    /** A newcomer that hasn't answered our hello may never have got its opening. */
    void welcomeLate(Tx tx) {
        int rank = room.roster().placeOf(room.desk.me()) + 1;
        for (RosterMember member : room.roster().members()) {
            room.state
                    .link(member.principal().id())
                    .filter(l -> !l.confirmed && l.weBegin && l.helloAt.isPresent())
                    .filter(l -> room.current().number() > 0
                            && !room.desk.now().isBefore(l.helloAt.get().plus(PAUSE.multipliedBy(rank))))
                    .ifPresent(l -> welcome(tx, member));
        }
    }

    // ---- Carrying out

    /** Places the epoch entry for a ratified change, when it is our turn to; true when one was sealed. */
    boolean carryOut(Tx tx) {
        Epoch epoch = room.current();
        Optional<Due> due = room.folded.ratified().stream()
                .flatMap(proposal -> due(epoch, proposal).stream())
                .filter(d -> d.next().members().stream().anyMatch(room.desk::isMe))
                .findFirst();
        if (due.isEmpty()) {
            room.state.ratifiedSince = Optional.empty();
            return false;
        }
        if (room.state.ratifiedSince.isEmpty()) {
            room.state.ratifiedSince = Optional.of(room.desk.now());
        }
        if (room.desk.now().isBefore(turnAt(due.get(), room.state.ratifiedSince.get()))) {
            return false;
        }
        EpochSecrets secrets = EpochSecrets.fresh(
                room.desk.ports.randomness(), relay(epoch, due.get().change()));
        CanonicalWriter body = new CanonicalWriter();
        secrets.write(body);
        Part part = Part.split(body.bytes(), room.size().pieceBytes()).getFirst();
        return room.writer.seal(
                tx,
                new Header.Epoch(due.get().proposal()),
                part,
                OptionalLong.empty(),
                due.get().next());
    }

    private Instant turnAt(Due due, Instant since) {
        if (due.ratified().proposer().equals(room.desk.me())) {
            return since;
        }
        return since.plus(PAUSE.multipliedBy(room.roster().placeOf(room.desk.me()) + 1L));
    }

    /** When it would be our turn to carry out what nobody else has. */
    Optional<Instant> nextTurn() {
        return room.state.ratifiedSince.flatMap(since -> room.folded.ratified().stream()
                .flatMap(proposal -> due(room.current(), proposal).stream())
                .findFirst()
                .map(due -> turnAt(due, since)));
    }

    // ---- Leaving

    private void leaveIfTold(Tx tx, Epoch epoch, Head at, Due due) {
        boolean stay = due.next().members().stream().anyMatch(room.desk::isMe);
        if (!stay && epoch.endTold.equals(Optional.of(at)) && room.state.condition == Seat.Condition.OPEN) {
            leave(tx, epoch, at);
        }
    }

    private void leave(Tx tx, Epoch epoch, Head end) {
        room.state.condition = Seat.Condition.LEFT;
        room.writer.giveUp(tx);
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

    // ---- Closing

    void reported(Tx tx, Peers.Peer from, InboxMessage.EpochReported reported) {
        room.epoch(reported.epoch())
                .filter(epoch -> epoch.opening.roster().placeOf(from.id()) >= 0)
                .ifPresent(epoch -> {
                    room.epoch(epoch.number() + 1)
                            .filter(next -> !next.openingHash.equals(reported.nextOpening()))
                            .ifPresent(next -> room.alarm(
                                    tx,
                                    Fact.AlarmKind.OPENING_DIFFERS,
                                    Optional.of(from.id()),
                                    reported.end().position(),
                                    Bytes.EMPTY));
                    if (!epoch.followed.contains(from.id())) {
                        epoch.followed.add(from.id());
                        epoch.save(room.desk.cells, tx);
                    }
                    close(tx, epoch);
                });
    }

    /** An ended log is read, and healed, until all who stayed have folded its end (protocol.md, "Epochs"). */
    private void close(Tx tx, Epoch epoch) {
        Optional<Epoch> next = room.epoch(epoch.number() + 1);
        if (epoch.end.isEmpty() || next.isEmpty() || epoch.number() != room.state.oldest) {
            return;
        }
        boolean all = next.get().opening.roster().members().stream()
                .filter(epoch.opening.roster().members()::contains)
                .allMatch(m -> epoch.followed.contains(m.principal().id()) || !room.desk.conduct.keepsEndedLogs());
        if (all) {
            room.epochs.remove(epoch.number());
            room.state.oldest++;
            room.save(tx);
            room.epoch(room.state.oldest).ifPresent(following -> close(tx, following));
        }
    }

    /** What stands behind the end is late, whatever else is wrong with it. */
    void tellLate(Tx tx, Epoch epoch) {
        long from = Math.max(epoch.lateTold, epoch.end.orElseThrow().position());
        for (long position = from + 1; position <= epoch.read.position(); position++) {
            room.desk.tell(tx, new Fact.EntryRefused(room.id(), epoch.number(), position, Fact.Verdict.LATE));
        }
        epoch.lateTold = epoch.read.position();
    }
}
