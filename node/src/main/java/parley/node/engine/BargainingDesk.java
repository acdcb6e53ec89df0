package parley.node.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import parley.base.Ok;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.Role;
import parley.node.bargain.Case;
import parley.node.bargain.Count;
import parley.node.desk.Bargaining;
import parley.node.desk.Change;
import parley.node.desk.RoomRef;
import parley.node.desk.Sheets;
import parley.node.engine.Snapshot.TableShot;
import parley.protocol.port.Tx;
import parley.protocol.seat.Seat;
import parley.talks.Why;
import parley.talks.sheet.SheetIssue;

/** The desk's bargaining spaces: which scores count, and what is being counted of them. Thread-safe. */
final class BargainingDesk implements Bargaining, AutoCloseable {
    /** Most sheets are counted before a person would see that the page waits. */
    private static final Duration PATIENCE = Duration.ofMillis(800);

    /** Results hold scores; what nobody looks at any more is forgotten. Two people of a delegation can each look at two things. */
    private static final int MOST_COUNTS = 4;

    private static final SpaceView NOTHING =
            new SpaceView(List.of(), State.TOO_FEW_SCORES, Optional.empty(), Optional.empty());

    private final Engine engine;
    private final SheetsDesk sheets;
    /** In the order in which they were begun. Guarded by itself. */
    private final Map<Question, Count> counts = new LinkedHashMap<>();

    /** What somebody looks at. */
    private record Question(RoomRef room, Asked asked) {}

    BargainingDesk(Engine engine, SheetsDesk sheets) {
        this.engine = engine;
        this.sheets = sheets;
    }

    @Override
    public Result<List<Side>> sides(RoomRef room) {
        return sheets.read(room).then(sheet -> sides(room, sheet));
    }

    private Result<List<Side>> sides(RoomRef room, Sheets.SheetView sheet) {
        Optional<TableShot> table = engine.snapshot().table(room.table());
        Optional<Sheets.Version> version = sheet.version();
        return table.isPresent() && version.isPresent()
                ? engine.read(tx -> Result.done(sides(tx, table.get(), room, sheet, version.get())))
                : Result.done(List.of());
    }

    @Override
    public Result<SpaceView> space(RoomRef room, Asked asked) {
        return sheets.read(room)
                .then(sheet -> asked.draft()
                        .flatMap(draft -> objection(sheet, draft))
                        .<Result<SpaceView>>map(Result.Refused::new)
                        .orElseGet(() -> sides(room, sheet).map(sides -> space(room, sheet, sides, asked))));
    }

    /** As for a package that is put on the table, but for what only the table limits. */
    private static Optional<Refusal> objection(Sheets.SheetView sheet, Sheets.Putting draft) {
        Optional<Sheets.Version> standing =
                sheet.version().filter(version -> version.id().equals(draft.sheet()));
        if (standing.isEmpty()) {
            return Why.SHEET_CHANGED.refuses();
        }
        List<SheetIssue> issues = standing.get().issues();
        boolean fits = issues.size() == draft.options().size()
                && IntStream.range(0, issues.size())
                        .allMatch(issue -> draft.options().get(issue) >= 0
                                && draft.options().get(issue)
                                        < issues.get(issue).options().size());
        return fits ? Optional.empty() : Why.SHEET_NO_PACKAGE.refuses();
    }

    private SpaceView space(RoomRef room, Sheets.SheetView sheet, List<Side> sides, Asked asked) {
        if (sheet.version().isEmpty()) {
            return NOTHING;
        }
        Sheets.Version version = sheet.version().get();
        SpaceView few = new SpaceView(sides, State.TOO_FEW_SCORES, Optional.empty(), Optional.empty());
        List<Side> counted = few.counted();
        if (version.issues().isEmpty() || counted.size() < 2) {
            return few;
        }
        if (counted.size() > MOST_SIDES) {
            return new SpaceView(sides, State.TOO_MANY_SIDES, Optional.empty(), Optional.empty());
        }
        Count count = count(
                room,
                new Case(
                        version.id(),
                        version.issues().stream()
                                .map(one -> one.options().size())
                                .toList(),
                        counted,
                        sheet.offers().stream()
                                .map(offer -> new Case.Offer(offer.id(), offer.options()))
                                .toList(),
                        asked));
        Optional<Space> space = count.await(PATIENCE);
        return space.isPresent()
                ? new SpaceView(sides, State.COUNTED, Optional.empty(), space)
                : new SpaceView(sides, State.COUNTING, Optional.of(count.progress()), Optional.empty());
    }

    /** All parties of the table, whether they sit in this room or not: a side weighs what those outside would say. */
    private static List<Side> sides(
            Tx tx, TableShot table, RoomRef room, Sheets.SheetView sheet, Sheets.Version version) {
        List<SheetCells.Estimate> estimates = SheetCells.estimates(tx, room).stream()
                .filter(one -> one.scores().sheet().equals(version.id()))
                .toList();
        List<Sheets.Share> shares = shares(tx, table, version);
        List<Side> all = new ArrayList<>();
        parties(table)
                .forEach(party -> all.add(
                        party.id().equals(table.self().id())
                                ? new Side(
                                        party.id(),
                                        table.names().shown(party),
                                        true,
                                        sheet.scores().isPresent() ? Source.OWN : Source.NONE,
                                        sheet.scores())
                                : other(party.id(), table.names().shown(party), estimates, shares)));
        Side unnamed = other(NOT_INTRODUCED, "", estimates, List.of());
        if (table.self().role() == Role.PARTY
                && (all.size() == 1 || unnamed.scores().isPresent())) {
            all.add(unnamed);
        }
        return List.copyOf(all);
    }

    private static Side other(
            PrincipalId id, String name, List<SheetCells.Estimate> estimates, List<Sheets.Share> shares) {
        Optional<Sheets.Scores> believed = estimates.stream()
                .filter(one -> one.side().equals(id))
                .map(SheetCells.Estimate::scores)
                .findFirst();
        Optional<Sheets.Scores> shared = shares.stream()
                .filter(one -> one.author().equals(id))
                .map(Sheets.Share::scores)
                .findFirst();
        Source source = believed.isPresent() ? Source.ESTIMATED : shared.isPresent() ? Source.SHARED : Source.NONE;
        return new Side(id, name, false, source, believed.or(() -> shared));
    }

    /** Each caucus has its own sheet: what was shared for one with the very same issues and options counts for this one too. */
    private static List<Sheets.Share> shares(Tx tx, TableShot table, Sheets.Version version) {
        return table.rooms().values().stream()
                .filter(shot -> SheetsDesk.version(tx, table, shot)
                        .filter(one -> one.issues().equals(version.issues()))
                        .isPresent())
                .flatMap(shot -> SheetsDesk.shares(tx, table, shot).stream())
                .toList();
    }

    private static Stream<Principal> parties(TableShot table) {
        return Stream.concat(Stream.of(table.self()), table.peers().stream().map(Seat.Peer::principal))
                .filter(one -> one.role() == Role.PARTY);
    }

    private Count count(RoomRef room, Case asked) {
        Question question = new Question(room, asked.asked());
        synchronized (counts) {
            Count now = counts.get(question);
            if (now != null && now.counts(asked)) {
                return now;
            }
            drop(question);
            while (counts.size() >= MOST_COUNTS) {
                drop(counts.keySet().iterator().next());
            }
            Count begun = Count.begin(asked, () -> engine.listeners().tell(new Change.RoomChanged(room)));
            counts.put(question, begun);
            return begun;
        }
    }

    private void drop(Question question) {
        Count old = counts.remove(question);
        if (old != null) {
            old.stop();
        }
    }

    @Override
    public Result<Ok> stop(RoomRef room) {
        synchronized (counts) {
            counts.forEach((question, count) -> {
                if (question.room().equals(room)) {
                    count.stop();
                }
            });
        }
        return Ok.done();
    }

    @Override
    public Result<Ok> again(RoomRef room) {
        synchronized (counts) {
            counts.keySet().stream()
                    .filter(question -> question.room().equals(room))
                    .toList()
                    .forEach(this::drop);
        }
        return Ok.done();
    }

    @Override
    public Result<Ok> estimate(RoomRef room, PrincipalId side, Sheets.Scores scores) {
        return another(room, side)
                .then(is -> is
                        ? SheetsDesk.keep(
                                engine, room, scores, tx -> SheetCells.putEstimate(tx, room, side, Optional.of(scores)))
                        : Result.refused("bargain.no-such-side"));
    }

    @Override
    public Result<Ok> forget(RoomRef room, PrincipalId side) {
        return engine.act(work -> work.inRoom(room, (_, _) -> {
            SheetCells.putEstimate(work.tx, room, side, Optional.empty());
            work.recorder.changed(new Change.RoomChanged(room));
            return Ok.done();
        }));
    }

    /** Of one's own side there are scores, not estimates. */
    private Result<Boolean> another(RoomRef room, PrincipalId side) {
        return sides(room)
                .map(all -> all.stream().anyMatch(one -> !one.own() && one.id().equals(side)));
    }

    @Override
    public void close() {
        synchronized (counts) {
            counts.values().forEach(Count::stop);
            counts.clear();
        }
    }
}
