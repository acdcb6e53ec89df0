package parley.node.engine;

import java.util.Map;
import parley.base.Hash;
import parley.node.desk.RoomRef;
import parley.protocol.port.Key;
import parley.protocol.port.RoomFold;
import parley.protocol.port.Tx;
import parley.talks.message.MessageEvent;
import parley.talks.message.MessageKind;
import parley.talks.message.Messages;
import parley.talks.message.OpenQuestions;
import parley.talks.room.Outcome;
import parley.talks.room.RoomEvent;
import parley.talks.room.RoomTalk;
import parley.talks.rules.Rules;

/** In which lines of a room's record its open questions stand. The words stand in those lines, and are erased with them. */
final class QuestionCells {
    private static final String QUESTIONS = "desk/questions";
    private static final int MOST = Rules.MOST_SEATS * OpenQuestions.MOST_OF_ONE;

    private QuestionCells() {}

    /** Indexes of lines by the names of their messages; some may have been answered since. */
    static Map<Hash, Long> lines(Tx tx, RoomRef room) {
        return KeptList.lines(tx, key(room), MOST);
    }

    /** Notes the line of an entry, if it was a question that counted; forgets the lines of those that are closed. */
    static void note(Tx tx, RoomRef room, RoomFold.Said said, RoomTalk after, long line) {
        if (!(after.last().orElse(null) instanceof Outcome.Happened(RoomEvent.OfMessage(MessageEvent.Said message)))
                || message.kind() != MessageKind.QUESTION) {
            return;
        }
        Hash name = Messages.reference(room.room(), said.position(), said.author(), said.event());
        Map<Hash, Long> lines = lines(tx, room);
        lines.put(name, line);
        lines.keySet()
                .retainAll(after.messages().questions().all().stream()
                        .map(OpenQuestions.Asked::message)
                        .toList());
        KeptList.putLines(tx, key(room), lines);
    }

    private static Key key(RoomRef room) {
        return Ledger.inRoom(QUESTIONS, room);
    }
}
