package parley.node.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.PrincipalId;
import parley.node.bargain.Interview;
import parley.node.desk.Change;
import parley.node.desk.RoomRef;
import parley.node.desk.Sheets;
import parley.protocol.port.Key;
import parley.protocol.port.RoomFold;
import parley.protocol.port.Tx;
import parley.talks.room.Outcome;
import parley.talks.room.RoomEvent;
import parley.talks.room.RoomTalk;
import parley.talks.rules.Rules;
import parley.talks.sheet.Sheet;
import parley.talks.sheet.SheetEvent;
import parley.talks.sheet.SheetIssue;

/**
 * In which lines of a room's record its sheet and the packages on the table stand, one's own scores and answers, and estimates of others' scores.
 * The words stand in those lines, and are erased with them, as are scores that were shared; other scores stand here alone.
 */
final class SheetCells {
    private static final String LINES = "desk/sheet";
    private static final String SCORES = "desk/sheet-scores";
    private static final String ESTIMATES = "desk/sheet-estimates";
    private static final String ANSWERS = "desk/sheet-answers";
    /** The sheet itself, every package, and what everybody shared. */
    private static final int MOST_LINES = 1 + (Sheet.MOST_OFFERS_OF_ONE + 1) * Rules.MOST_SEATS;

    private SheetCells() {}

    /** Where the sheet or a package of this name stands. */
    record Kept(Hash name, long line) {}

    static List<Kept> lines(Tx tx, RoomRef room) {
        return KeptList.of(tx, Ledger.inRoom(LINES, room), MOST_LINES, from -> new Kept(from.hash(), from.u64()));
    }

    /** Notes the line of an entry, if it was one of the sheet and counted. */
    static void note(Tx tx, RoomRef room, RoomFold.Said said, RoomTalk after, long line, Recorder recorder) {
        if (after.last().orElse(null) instanceof Outcome.Happened(RoomEvent.OfSheet(SheetEvent event))) {
            List<Kept> all = new ArrayList<>(lines(tx, room));
            switch (event) {
                case SheetEvent.Drawn drawn -> {
                    all.clear();
                    all.add(new Kept(drawn.name(), line));
                }
                case SheetEvent.Tabled tabled -> all.add(new Kept(tabled.name(), line));
                case SheetEvent.Shared shared -> all.add(new Kept(shared.name(), line));
                case SheetEvent.TakenOff _ -> {}
            }
            all.removeIf(kept -> !stands(after.sheet(), kept.name()));
            KeptList.put(
                    tx,
                    Ledger.inRoom(LINES, room),
                    all,
                    (to, one) -> to.hash(one.name()).u64(one.line()));
            recorder.changed(new Change.RoomChanged(room));
        }
    }

    private static boolean stands(Sheet sheet, Hash name) {
        return sheet.offer(name).isPresent()
                || sheet.shares().stream().anyMatch(one -> one.name().equals(name))
                || sheet.standing().filter(one -> one.name().equals(name)).isPresent();
    }

    /** A line of the sheet; empty once it is erased. */
    static Optional<Found> at(Tx tx, RoomRef room, long line) {
        return Ledger.line(tx, room, line)
                .flatMap(numbered -> numbered.line() instanceof LineRecord.Said said
                        ? Told.sheet(said.event()).map(event -> new Found(said, event))
                        : Optional.empty());
    }

    record Found(LineRecord.Said said, SheetEvent event) {}

    // ---- Scores: one's own, and what one believes of others

    static Optional<Sheets.Scores> scores(Tx tx, RoomRef room) {
        return Ledger.cell(tx, key(room), content -> {
            CanonicalReader in = new CanonicalReader(content);
            Sheets.Scores scores = scores(in);
            in.end();
            return scores;
        });
    }

    private static Sheets.Scores scores(CanonicalReader in) throws Malformed {
        return new Sheets.Scores(in.hash(), in.list(Sheet.MOST_ISSUES, SheetCells::issue), in.u64());
    }

    private static Sheets.IssueScores issue(CanonicalReader in) throws Malformed {
        return new Sheets.IssueScores(in.list(SheetIssue.MOST_OPTIONS, CanonicalReader::u64));
    }

    static void put(Tx tx, RoomRef room, Sheets.Scores scores) {
        CanonicalWriter out = new CanonicalWriter();
        write(out, scores);
        tx.put(key(room), out.bytes());
    }

    private static void write(CanonicalWriter out, Sheets.Scores scores) {
        out.hash(scores.sheet())
                .list(scores.issues(), (to, one) -> to.list(one.options(), CanonicalWriter::u64))
                .u64(scores.reservation());
    }

    /** What this node's people believe that a side would give. */
    record Estimate(PrincipalId side, Sheets.Scores scores) {}

    static List<Estimate> estimates(Tx tx, RoomRef room) {
        return KeptList.of(
                tx,
                Ledger.inRoom(ESTIMATES, room),
                Rules.MOST_SEATS,
                from -> new Estimate(new PrincipalId(from.hash()), scores(from)));
    }

    /** Replaces what stood for this side; empty scores take it away. */
    static void putEstimate(Tx tx, RoomRef room, PrincipalId side, Optional<Sheets.Scores> scores) {
        List<Estimate> all = new ArrayList<>(estimates(tx, room));
        all.removeIf(one -> one.side().equals(side));
        scores.ifPresent(given -> {
            // Of other versions they count for nothing; and the cell must stay readable, whoever has come and gone at
            // the table.
            all.removeIf(one -> !one.scores().sheet().equals(given.sheet()));
            while (all.size() >= Rules.MOST_SEATS) {
                all.removeFirst();
            }
            all.add(new Estimate(side, given));
        });
        KeptList.put(
                tx,
                Ledger.inRoom(ESTIMATES, room),
                all,
                (to, one) -> write(to.hash(one.side().hash()), one.scores()));
    }

    // ---- What one's own side answered when it was asked what it wants

    /** None where they are about another version. */
    static List<List<Long>> answers(Tx tx, RoomRef room, Hash version) {
        return Ledger.cell(tx, Ledger.inRoom(ANSWERS, room), content -> {
                    CanonicalReader in = new CanonicalReader(content);
                    Hash about = in.hash();
                    List<List<Long>> all = in.list(
                            Interview.MOST_ANSWERS, from -> from.list(Sheet.MOST_OPTIONS_IN_ALL, CanonicalReader::u64));
                    in.end();
                    return about.equals(version) ? all : List.<List<Long>>of();
                })
                .orElseGet(List::of);
    }

    static void putAnswers(Tx tx, RoomRef room, Hash version, List<List<Long>> answers) {
        tx.put(
                Ledger.inRoom(ANSWERS, room),
                new CanonicalWriter()
                        .hash(version)
                        .list(answers, (to, one) -> to.list(one, CanonicalWriter::u64))
                        .bytes());
    }

    private static Key key(RoomRef room) {
        return Ledger.inRoom(SCORES, room);
    }
}
