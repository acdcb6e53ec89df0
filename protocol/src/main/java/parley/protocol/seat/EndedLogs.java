package parley.protocol.seat;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import parley.base.Head;
import parley.base.PrincipalId;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.Tx;
import parley.protocol.room.RosterMember;

/**
 * Ended epochs' logs: read, and healed, until all who stayed have folded their end (protocol.md, "Epochs").
 *
 * <p>Guarantees that a member who was away can still follow, and that what stands behind an end is told as late.
 */
final class EndedLogs {
    private final Room room;
    /** Since this program started, of ends from before we came, where nothing counts who followed. */
    private final Set<Told> told = new HashSet<>();

    private record Told(PrincipalId by, int epoch) {}

    EndedLogs(Room room) {
        this.room = room;
    }

    /**
     * A member says that it has folded an end that we folded too ({@link EarlyReports}), and what it made of it. Whom our end removed
     * was not waited for: its end may be another one, of which it tells us when we have let the log go. So its first word is compared
     * however long that is ago, and no further one, for it could alarm our person again and again. Who came by that end has none to
     * report.
     */
    void reported(Tx tx, Peers.Peer from, InboxMessage.EpochReported reported) {
        Optional<Epoch> known = room.past(tx, reported.epoch());
        Optional<Epoch> ended = known.filter(epoch -> sits(epoch, from));
        boolean isFirst =
                ended.filter(epoch -> !epoch.followed.contains(from.id())).isPresent();
        Optional<Epoch> next = isFirst ? room.past(tx, reported.epoch() + 1) : room.epoch(reported.epoch() + 1);
        boolean isHeard = isFirst
                || (known.isEmpty() && next.filter(ours -> sits(ours, from)).isPresent());
        next.filter(_ -> isHeard)
                .filter(ours -> !ours.openingHash.equals(reported.nextOpening()))
                .filter(_ -> isFirst || told.add(new Told(from.id(), reported.epoch())))
                .ifPresent(ours -> differs(tx, from, ended, ours, reported));
        ended.ifPresent(epoch -> followed(tx, epoch, from));
        next.filter(ours -> ours.openingHash.equals(reported.nextOpening()))
                .flatMap(ours -> ours.opening.roster().member(from.id()))
                .ifPresent(member -> followedAllBefore(tx, reported.epoch(), from, member));
    }

    /** Each opening names the one before and its end: who goes on from ours, as the node that it was, came to those before as we did. */
    private void followedAllBefore(Tx tx, int number, Peers.Peer from, RosterMember member) {
        List.copyOf(room.epochs.headMap(number).values()).stream()
                .filter(epoch -> epoch.opening.roster().members().contains(member))
                .forEach(epoch -> followed(tx, epoch, from));
    }

    private void followed(Tx tx, Epoch epoch, Peers.Peer member) {
        if (!epoch.followed.contains(member.id())) {
            epoch.followed.add(member.id());
            epoch.save(room.desk.cells, tx);
        }
        close(tx, epoch);
    }

    private static boolean sits(Epoch epoch, Peers.Peer member) {
        return epoch.opening.roster().placeOf(member.id()) >= 0;
    }

    /**
     * Its end is another than ours. What we reported of ours may have reached it when it had none to compare: so it hears it again,
     * once, and its person learns of the two ends as ours does.
     */
    private void differs(
            Tx tx, Peers.Peer from, Optional<Epoch> ended, Epoch next, InboxMessage.EpochReported reported) {
        if (ended.isPresent() && sits(next, from)) {
            tx.setCount(room.desk.cells.unsettledEnd(room.id(), reported.epoch()), 1);
        }
        room.alarm(tx, Fact.AlarmKind.OPENING_DIFFERS, Optional.of(from.id()));
        ended.filter(epoch -> !epoch.followed.contains(from.id()))
                .flatMap(epoch -> epoch.end)
                .ifPresent(end -> room.desk.post.send(
                        tx, from, new InboxMessage.EpochReported(room.id(), reported.epoch(), end, next.openingHash)));
    }

    /** Who left tells nobody of what stood behind the end, and forgets it all the same. */
    void forgetLate(Tx tx, Epoch epoch, Head end) {
        for (long position = end.position() + 1; position <= epoch.read.position(); position++) {
            room.entries.forget(tx, epoch, position);
        }
    }

    /** Lets an ended log go once nobody who stayed needs it. */
    void close(Tx tx, Epoch epoch) {
        Optional<Epoch> next = room.epoch(epoch.number() + 1);
        if (epoch.end.isEmpty() || next.isEmpty() || epoch.number() != room.state.oldest) {
            return;
        }
        boolean all = next.get().opening.roster().members().stream()
                .filter(epoch.opening.roster().members()::contains)
                .allMatch(m -> epoch.followed.contains(m.principal().id()) || !room.desk.conduct.keepsEndedLogs());
        if (epoch.gone && !all) {
            tx.setCount(room.desk.cells.unsettledEnd(room.id(), epoch.number()), 1);
        }
        if (all || epoch.gone) {
            room.epochs.remove(epoch.number());
            room.state.oldest++;
            room.save(tx);
            room.epoch(room.state.oldest).ifPresent(following -> close(tx, following));
        }
    }

    /**
     * The relay says that a log is gone. Of one whose end we folded we have what counts; of another nobody can tell what we
     * haven't read, and people are told.
     */
    void gone(Tx tx, Epoch epoch) {
        if (epoch.gone) {
            return;
        }
        epoch.gone = true;
        tx.setCount(room.desk.cells.goneLog(room.id(), epoch.number()), 1);
        if (epoch.end.isEmpty()) {
            room.desk.tell(tx, new Fact.LogGone(room.id(), epoch.number()));
        }
        close(tx, epoch);
    }

    /** What stands behind the end is late, whatever else is wrong with it: told, and forgotten, for retention ends where the epoch does. */
    void tellLate(Tx tx, Epoch epoch) {
        long from = Math.max(epoch.lateTold, epoch.end.orElseThrow().position());
        for (long position = from + 1; position <= epoch.read.position(); position++) {
            room.entries.forget(tx, epoch, position);
            room.desk.tell(tx, new Fact.EntryRefused(room.id(), epoch.number(), position, Fact.Verdict.LATE));
        }
        epoch.lateTold = epoch.read.position();
    }
}
