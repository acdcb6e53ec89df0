package parley.node.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.TableId;
import parley.node.desk.Questions;
import parley.node.desk.RoomRef;
import parley.node.engine.Snapshot.RoomShot;
import parley.node.engine.Snapshot.TableShot;
import parley.protocol.port.Tx;
import parley.talks.room.RoomTalk;

/** The desk's open questions: what the folds hold open, with the words of this node's own record. Thread-safe. */
final class QuestionsDesk implements Questions {
    private final Engine engine;

    QuestionsDesk(Engine engine) {
        this.engine = engine;
    }

    @Override
    public List<Open> open(TableId id) {
        Optional<TableShot> table = engine.snapshot().table(id);
        return table.isPresent()
                        && engine.read(tx -> Result.done(open(tx, table.get())))
                                instanceof Result.Done<List<Open>>(var all)
                ? all
                : List.of();
    }

    private static List<Open> open(Tx tx, TableShot table) {
        List<Open> all = new ArrayList<>();
        for (RoomShot room : table.rooms().values()) {
            if (room.sheet().phase == RoomSheet.Phase.OPEN) {
                room.talk().ifPresent(talk -> all.addAll(open(tx, table, room.sheet(), talk)));
            }
        }
        // What was put before one came is older than all that one saw.
        all.sort(Comparator.comparing(
                one -> one.asked().map(Questions.Asked::arrived).orElse(Instant.EPOCH)));
        return all;
    }

    private static List<Open> open(Tx tx, TableShot table, RoomSheet sheet, RoomTalk talk) {
        Map<Hash, Long> lines = QuestionCells.lines(tx, sheet.ref);
        return talk.messages().questions().all().stream()
                .map(one -> new Open(
                        one.message(),
                        sheet.ref,
                        sheet.name,
                        one.who(),
                        table.name(one.who()),
                        one.who().equals(table.self().id()),
                        others(table, talk, one.who()),
                        Optional.ofNullable(lines.get(one.message())).flatMap(line -> asked(tx, sheet.ref, line))))
                .toList();
    }

    private static List<String> others(TableShot table, RoomTalk talk, PrincipalId author) {
        return talk.sitting().principals().stream()
                .filter(one -> !one.id().equals(author))
                .map(one -> table.name(one.id()))
                .toList();
    }

    private static Optional<Questions.Asked> asked(Tx tx, RoomRef room, long line) {
        return Ledger.line(tx, room, line)
                .map(found -> new Questions.Asked(
                        line,
                        found.line().arrived(),
                        found.line() instanceof LineRecord.Said said
                                ? LineViews.messageOf(said.event())
                                        .map(words -> new Words(words.text(), words.lang(), words.dir()))
                                : Optional.empty()));
    }
}
