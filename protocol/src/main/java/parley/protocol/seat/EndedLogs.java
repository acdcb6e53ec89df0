package parley.protocol.seat;

import java.util.Optional;
import parley.base.Bytes;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.Tx;

/**
 * Ended epochs' logs: read, and healed, until all who stayed have folded their end (protocol.md, "Epochs").
 *
 * <p>Guarantees that a member who was away can still follow, and that what stands behind an end is told as late.
 */
final class EndedLogs {
    private final Room room;

    EndedLogs(Room room) {
        this.room = room;
    }

    /** A member says that it has folded an end, and what it made of it. */
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

    /** Lets an ended log go once nobody who stayed needs it. */
    void close(Tx tx, Epoch epoch) {
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
