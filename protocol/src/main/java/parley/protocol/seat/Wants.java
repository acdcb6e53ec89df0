package parley.protocol.seat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.Tx;
import parley.protocol.room.RosterMember;
import parley.protocol.seat.EntryRecord.Outcome;
import parley.protocol.seat.Peers.Peer;

/**
 * Asks for the keys of entries whose slot failed, and answers those who ask (protocol.md, "Folding": wanted).
 *
 * <p>Guarantees that a key goes only to those who were in that epoch's roster, never of a late entry, and the key of an
 * epoch entry that counted only to those who stayed: else a removed member, or the clone of a renewed one, would learn
 * the next epoch's secrets. Whom a key comes from doesn't matter: the commitment settles it.
 */
final class Wants {
    /** Who is here answers at once, and mail that was lost is soon made up for. */
    static final Duration ASK_AGAIN = Duration.ofMinutes(1);

    /**
     * An entry that nobody can open is asked for as long as it stands: of eleven others each minute, that would be more than a hundred megabytes
     * a day from each member, and by eighteen days more messages than a session jumps over when an inbox is lost.
     */
    static final Duration ASK_AT_LEAST = Duration.ofHours(1);

    /** Who was silent for so long may have been away, and have the key; longer than two are who do nothing but ask each other. */
    private static final Duration AWAY = ASK_AT_LEAST.multipliedBy(2);

    private final Room room;
    private final Map<PrincipalId, Instant> heard = new HashMap<>();
    private Optional<Hash> asked = Optional.empty();
    private Duration pause = ASK_AGAIN;

    Wants(Room room) {
        this.room = room;
    }

    /** Asks all members for the key that the fold waits for. */
    void ask(Tx tx) {
        Epoch epoch = room.current();
        boolean lately = room.state.wantedAt.isPresent() && !room.desk.passed(room.state.wantedAt.get(), pause);
        if (!epoch.waiting || lately || room.state.condition == SeatRoom.Condition.LEFT) {
            return;
        }
        EntryRecord record = room.entries.record(tx, epoch, epoch.folded + 1);
        pause = pauseAfter(record.entry());
        asked = Optional.of(record.entry());
        room.state.wantedAt = Optional.of(room.desk.now());
        room.toAll(
                tx,
                new InboxMessage.Want(room.id(), epoch.number(), record.head().position(), record.entry()));
    }

    private Duration pauseAfter(Hash wanted) {
        if (!asked.equals(Optional.of(wanted))) {
            return ASK_AGAIN;
        }
        Duration longer = pause.multipliedBy(2);
        return longer.compareTo(ASK_AT_LEAST) > 0 ? ASK_AT_LEAST : longer;
    }

    Optional<Instant> nextAsking() {
        return room.state.wantedAt.map(at -> room.desk.due(at, pause)).filter(_ -> room.current().waiting);
    }

    /** A member is here: whoever comes back is soon asked. */
    void hears(PrincipalId member) {
        Optional<Instant> before = Optional.ofNullable(heard.put(member, room.desk.now()));
        if (before.isEmpty() || room.desk.passed(before.get(), AWAY)) {
            pause = ASK_AGAIN;
        }
    }

    void asked(Tx tx, Peer from, InboxMessage.Want want) {
        Optional<Epoch> known = room.past(tx, want.epoch());
        if (known.isEmpty()) {
            return;
        }
        Epoch epoch = known.get();
        Optional<RosterMember> asker =
                epoch.opening.roster().member(from.id()).filter(m -> m.incarnation() == from.node.incarnation());
        if (asker.isEmpty() || want.position() < 1 || !isNeitherLateNorAnOpenEnd(tx, epoch, want.position())) {
            return;
        }
        hears(from.id());
        if (asker.filter(room.links::held).isPresent()) {
            return;
        }
        EntryRecord record = room.entries.record(tx, epoch, want.position());
        if (!record.entry().equals(want.entry())) {
            return;
        }
        boolean theEnd = epoch.end.filter(record.head()::equals).isPresent();
        if (theEnd && room.desk.conduct.keepsTurnsFromLeavers() && !stays(tx, epoch, asker)) {
            room.desk.post.send(tx, from, new InboxMessage.Ended(room.id(), epoch.number(), record.head()));
            return;
        }
        room.entries
                .opened(tx, epoch, want.position())
                .ifPresent(opened -> room.desk.post.send(
                        tx,
                        from,
                        new InboxMessage.KeyGiven(
                                room.id(), epoch.number(), want.position(), want.entry(), opened.key())));
    }

    /**
     * What we folded; and behind that, as far as no epoch entry stands there, for nothing else ends an epoch. So who waits for a key gives
     * those that it alone may have, its own before all.
     */
    private boolean isNeitherLateNorAnOpenEnd(Tx tx, Epoch epoch, long position) {
        return position <= epoch.folded
                || (epoch.end.isEmpty()
                        && position <= epoch.read.position()
                        && (epoch.turnsAhead == 0 || noTurnUpTo(tx, epoch, position)));
    }

    private boolean noTurnUpTo(Tx tx, Epoch epoch, long position) {
        long at = Math.max(epoch.folded, epoch.noTurnThrough);
        while (at < position && endsNothing(tx, epoch, at + 1)) {
            at++;
        }
        epoch.noTurnThrough = at;
        return at >= position;
    }

    private boolean endsNothing(Tx tx, Epoch epoch, long position) {
        return room.entries.record(tx, epoch, position).outcome() != Outcome.EPOCH;
    }

    private boolean stays(Tx tx, Epoch epoch, Optional<RosterMember> asker) {
        return room.past(tx, epoch.number() + 1)
                .filter(next ->
                        asker.filter(next.opening.roster().members()::contains).isPresent())
                .isPresent();
    }

    /** Who left need not have folded the end that removed it: it was told. */
    private boolean isBehindOurLeaving(Epoch epoch, long position) {
        return room.state.condition == SeatRoom.Condition.LEFT
                && epoch.endTold.filter(end -> position > end.position()).isPresent();
    }

    void given(Tx tx, InboxMessage.KeyGiven given) {
        Optional<Epoch> epoch = room.epoch(given.epoch());
        if (epoch.isEmpty()
                || given.position() <= epoch.get().folded
                || given.position() > epoch.get().read.position()
                || epoch.get().late(given.position())
                || isBehindOurLeaving(epoch.get(), given.position())
                || !room.desk.conduct.acceptsKeysOfOthers()) {
            return;
        }
        EntryRecord record = room.entries.record(tx, epoch.get(), given.position());
        boolean wanted = (record.outcome() == Outcome.TALK || record.outcome() == Outcome.EPOCH)
                && record.entry().equals(given.entry())
                && room.entries.opened(tx, epoch.get(), given.position()).isEmpty();
        if (wanted
                && room.opener.byKey(
                        tx,
                        epoch.get(),
                        given.position(),
                        room.opener.entry(tx, epoch.get(), given.position()),
                        given.key())) {
            room.act(tx);
        }
    }
}
