package parley.node.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
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

    private record Kept(Hash message, long line) {}

    /** Indexes of lines by the names of their messages; some may have been answered since. */
    static Map<Hash, Long> lines(Tx tx, RoomRef room) {
        Map<Hash, Long> lines = new LinkedHashMap<>();
        kept(tx, room).forEach(one -> lines.put(one.message(), one.line()));
        return lines;
    }

    /** Notes the line of an entry, if it was a question that counted; forgets the lines of those that are closed. */
    static void note(Tx tx, RoomRef room, RoomFold.Said said, RoomTalk after, long line) {
        if (!(after.last().orElse(null) instanceof Outcome.Happened(RoomEvent.OfMessage(MessageEvent.Said message)))
                || message.kind() != MessageKind.QUESTION) {
            return;
        }
        Hash name = Messages.reference(room.room(), said.position(), said.author(), said.event());
        List<Hash> open = after.messages().questions().all().stream()
                .map(OpenQuestions.Asked::message)
                .toList();
        List<Kept> kept = Stream.concat(kept(tx, room).stream(), Stream.of(new Kept(name, line)))
                .filter(one -> open.contains(one.message()))
                .toList();
        tx.put(
                key(room),
                new CanonicalWriter()
                        .list(kept, (out, one) -> out.hash(one.message()).u64(one.line()))
                        .bytes());
    }

    private static List<Kept> kept(Tx tx, RoomRef room) {
        Optional<List<Kept>> kept = Ledger.cell(tx, key(room), content -> {
            CanonicalReader in = new CanonicalReader(content);
            List<Kept> read = in.list(MOST, from -> new Kept(from.hash(), from.u64()));
            in.end();
            return read;
        });
        return kept.orElse(List.of());
    }

    private static Key key(RoomRef room) {
        return Ledger.inRoom(QUESTIONS, room);
    }
}
