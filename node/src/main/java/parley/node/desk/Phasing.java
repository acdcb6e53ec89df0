package parley.node.desk;

import java.util.List;
import java.util.Optional;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Result;
import parley.base.TableId;
import parley.talks.phase.Aim;
import parley.talks.phase.Phase;
import parley.talks.rules.RoomKind;

/**
 * The phase of a table: from courier to implementation. All parties move it on together, each takes it back alone.
 *
 * <p>Each room holds its own phase, and the nodes that sit in several carry what was said in one into the others.
 */
public interface Phasing {
    TablePhase phase(TableId table);

    /** Puts a move before all parties: a mediator does, or a party in a room where all of them sit. */
    Result<Ok> propose(TableId table, Aim aim);

    /** Accepts the open move for this party; until all have, {@link #withdraw} ends it. */
    Result<Ok> accept(TableId table, Hash move);

    /** Ends the open move: a party declines, or a mediator withdraws. */
    Result<Ok> withdraw(TableId table, Hash move);

    /** Goes back to an earlier phase, at once and alone. */
    Result<Ok> stepBack(TableId table, Phase to);

    /**
     * @param now the earliest phase of the rooms in which this node sits; {@link Phase#TALKS} where there is none
     * @param begun whether a move came about or somebody stepped back in one of them; before, nobody agreed on that phase
     * @param direct rooms that may be opened because all parties agreed on going direct
     * @param closed kinds of which no room may be opened yet
     * @param mayPropose whether this node's principal can propose a move anywhere
     * @param mayStepBack whether it can go back alone
     */
    record TablePhase(
            Phase now,
            boolean begun,
            List<RoomPhase> rooms,
            List<RoomKind> direct,
            List<RoomKind> closed,
            Optional<MoveView> move,
            boolean mayPropose,
            boolean mayStepBack) {
        public TablePhase {
            rooms = List.copyOf(rooms);
            direct = List.copyOf(direct);
            closed = List.copyOf(closed);
        }

        /** What can be proposed: later phases, and rooms that aren't open yet. */
        public List<Aim> aims() {
            return java.util.Arrays.stream(Aim.values())
                    .filter(aim -> aim.phase().map(now::before).orElse(true))
                    .filter(aim -> aim.room()
                            .map(kind -> now.before(Phase.TALKS) && !direct.contains(kind))
                            .orElse(true))
                    .toList();
        }

        public List<Phase> earlier() {
            return java.util.Arrays.stream(Phase.values())
                    .filter(phase -> phase.before(now))
                    .toList();
        }
    }

    /** @param room one in which this node sits */
    record RoomPhase(RoomRef room, String name, Phase now) {}

    /** @param mayAccept whether this node's principal is asked and hasn't accepted */
    record MoveView(Hash id, Aim aim, String proposerName, List<PartyView> parties, boolean mayAccept) {
        public MoveView {
            parties = List.copyOf(parties);
        }
    }

    record PartyView(String name, boolean self, Answer answer) {}

    /** What this node knows of a party's answer. */
    enum Answer {
        ACCEPTED,
        NOT_YET,
        /** It is asked in rooms in which this node doesn't sit. */
        ELSEWHERE
    }
}
