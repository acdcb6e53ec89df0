package parley.simulation.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import parley.base.CanonicalReader;
import parley.base.LogId;
import parley.base.Malformed;
import parley.base.PrincipalId;
import parley.base.RoomId;
import parley.protocol.crypto.RelayFault;
import parley.protocol.port.SignedHead;
import parley.protocol.seat.Fact;
import parley.protocol.seat.SeatRoom;

/**
 * Holds nodes to what they owe one another when a relay shows two histories: whoever finds it out shows the relay's heads to
 * all, and all who have read as far as those heads stop too. Somebody must come to hold a proof of it.
 */
final class ForksOracle {
    private final Oracles oracles;
    private final List<Fork> forks = new ArrayList<>();
    private final Set<Past> past = new HashSet<>();
    private final Set<LogId> proven = new HashSet<>();

    /** @param through the furthest head that the finder shows: a shorter reader may not be able to compare it */
    private record Fork(SimNode finder, RoomId room, LogId log, long through, List<PrincipalId> members) {}

    /** Whoever has it from all who stayed that they ended an epoch alike is told of another history of it, and goes on. */
    private record Past(int node, LogId log) {}

    ForksOracle(Oracles oracles) {
        this.oracles = oracles;
    }

    void told(SimNode node, Fact fact) {
        if (fact instanceof Fact.Alarm alarm && alarm.kind() == Fact.AlarmKind.RELAY_TWO_HEADS) {
            RelayFault.ofFile(alarm.proof())
                    .filter(RelayFault::holds)
                    .ifPresent(fault -> proven.add(fault.one().log()));
        }
        if (fact instanceof Fact.Alarm alarm && alarm.kind() == Fact.AlarmKind.PAST_HISTORIES_DIFFER) {
            past.add(new Past(node.index, head(alarm).log()));
        }
        if (fact instanceof Fact.Alarm alarm
                && alarm.kind() == Fact.AlarmKind.HISTORIES_DIFFER
                && !hasLeft(node, alarm.room())) {
            SignedHead theirs = head(alarm);
            long read = node.seat().stream()
                    .flatMap(seat -> seat.readings().stream())
                    .filter(reading -> reading.log().id().equals(theirs.log()))
                    .mapToLong(reading -> reading.after())
                    .max()
                    .orElse(0);
            forks.add(new Fork(
                    node,
                    alarm.room(),
                    theirs.log(),
                    Math.max(read, theirs.head().position()),
                    oracles.said().roster(node.index, alarm.room())));
        }
    }

    private static SignedHead head(Fact.Alarm alarm) {
        return CanonicalReader.whole(alarm.proof(), ForksOracle::theirs)
                .orElseThrow(() -> new IllegalStateException("an alarm without the relay's head"));
    }

    /** Whether somebody folded this text in a history of which the relay has another one in this log. */
    boolean hasParted(Saying saying, LogId log) {
        return forks.stream()
                .anyMatch(fork -> fork.log().equals(log) && oracles.said().hasFolded(fork.finder().index, saying));
    }

    /** Who was removed has nobody to show anything to; those who stayed find it out from the same heads. */
    private static boolean hasLeft(SimNode node, RoomId room) {
        return node.seat()
                .flatMap(seat -> seat.room(room))
                .filter(view -> view.condition() == SeatRoom.Condition.LEFT)
                .isPresent();
    }

    /** The relay's head, and behind it the one that the finder had of the same place, if it had one. */
    private static SignedHead theirs(CanonicalReader proof) throws Malformed {
        SignedHead theirs = SignedHead.read(proof);
        if (proof.remaining() > 0) {
            SignedHead.read(proof);
        }
        return theirs;
    }

    /** When everything has come to rest. */
    void ended() {
        for (Fork fork : forks) {
            // Whoever compares has read as far as the relay's other head, and holds its word for what it read.
            if (!proven.contains(fork.log())) {
                oracles.violated(
                        Invariant.FORKS_ARE_PROVEN,
                        fork.finder() + " found another history of which nobody holds a proof");
            }
            for (SimNode node : oracles.world().nodes()) {
                boolean shown = oracles.world()
                        .principal(node.index)
                        .filter(fork.members()::contains)
                        .isPresent();
                boolean goesOn = node.seat()
                        .flatMap(seat -> seat.room(fork.room()))
                        .filter(view -> view.condition() == SeatRoom.Condition.OPEN)
                        .isPresent();
                boolean isOver = past.contains(new Past(node.index, fork.log()));
                if (shown && goesOn && !isOver && oracles.heads().reached(node.index, fork.log()) >= fork.through()) {
                    oracles.violated(
                            Invariant.FORKS_ARE_SHOWN,
                            node + " goes on where " + fork.finder() + " found another history");
                }
            }
        }
    }
}
