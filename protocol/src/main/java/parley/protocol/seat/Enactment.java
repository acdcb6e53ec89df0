package parley.protocol.seat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import parley.base.CanonicalWriter;
import parley.protocol.entry.Header;
import parley.protocol.entry.Part;
import parley.protocol.port.Tx;
import parley.protocol.room.NextSecrets;

/**
 * Carries ratified changes out: seals the entry that ends the epoch, when it is our turn to (protocol.md, "Epochs").
 *
 * <p>Guarantees no more than that somebody does it: whether the entry counts is judged by {@link EpochTurns} everywhere.
 */
final class Enactment {
    /** The proposer's node goes first; each next member in roster order waits so much longer. */
    static final Duration PAUSE = Duration.ofMinutes(2);

    private final Room room;

    Enactment(Room room) {
        this.room = room;
    }

    /** Places the epoch entry for a ratified change, when it is our turn to; true when one was sealed. */
    boolean carryOut(Tx tx) {
        Epoch epoch = room.current();
        Optional<DueChange> due = due();
        if (due.isEmpty()) {
            room.state.ratifiedSince = Optional.empty();
            return false;
        }
        Instant now = room.desk.now();
        Instant since =
                room.state.ratifiedSince.filter(kept -> !kept.isAfter(now)).orElse(now);
        room.state.ratifiedSince = Optional.of(since);
        if (!room.desk.passed(since, pause(due.get()))) {
            return false;
        }
        CanonicalWriter body = new CanonicalWriter();
        NextSecrets.fresh(room.desk.ports.randomness(), due.get().relay(epoch), epoch.openingHash)
                .write(body);
        Part part = Part.split(body.bytes(), room.size().pieceBytes()).getFirst();
        return room.writer.seal(
                tx,
                new Header.Epoch(due.get().proposal()),
                part,
                OptionalLong.empty(),
                due.get().next());
    }

    /** The first ratified change that is ours to carry out: a leaver's node carries its own removal out never. */
    private Optional<DueChange> due() {
        return room.folded.ratified().stream()
                .flatMap(proposal -> DueChange.of(room, room.current(), proposal).stream())
                .filter(change -> change.keepsUs(room))
                .findFirst();
    }

    private Duration pause(DueChange due) {
        return due.ratified().proposer().equals(room.desk.me())
                ? Duration.ZERO
                : PAUSE.multipliedBy(room.roster().placeOf(room.desk.me()) + 1L);
    }

    /** When it would be our turn to carry out what nobody else has. */
    Optional<Instant> nextTurn() {
        return room.state.ratifiedSince.flatMap(since -> due().map(due -> room.desk.due(since, pause(due))));
    }
}
