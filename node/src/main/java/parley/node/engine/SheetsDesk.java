package parley.node.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Result;
import parley.base.Role;
import parley.node.desk.Change;
import parley.node.desk.RoomRef;
import parley.node.desk.Sheets;
import parley.node.engine.Snapshot.RoomShot;
import parley.node.engine.Snapshot.TableShot;
import parley.protocol.port.Tx;
import parley.talks.message.Direction;
import parley.talks.message.MessageActs;
import parley.talks.room.RoomCommand;
import parley.talks.room.RoomEvent;
import parley.talks.room.RoomTalk;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Standing;
import parley.talks.sheet.Sheet;
import parley.talks.sheet.SheetActs.Command;
import parley.talks.sheet.SheetEvent;
import parley.talks.sheet.SheetEvent.Drawn;
import parley.talks.sheet.SheetEvent.Shared;
import parley.talks.sheet.SheetEvent.Tabled;
import parley.talks.sheet.SheetIssue;
import parley.talks.text.LookAlike;

/** The desk's issue sheets. Thread-safe. */
final class SheetsDesk implements Sheets {
    private static final SheetView NOTHING =
            new SheetView(false, Optional.empty(), List.of(), Optional.empty(), false, false, List.of(), List.of());

    private final Engine engine;

    SheetsDesk(Engine engine) {
        this.engine = engine;
    }

    // ---- Looking

    @Override
    public SheetView sheet(RoomRef room) {
        return read(room) instanceof Result.Done<SheetView>(SheetView view) ? view : NOTHING;
    }

    /** As {@link #sheet}, for those who must know a room without a sheet from a vault that can't be read. */
    Result<SheetView> read(RoomRef room) {
        Optional<TableShot> table = engine.snapshot().table(room.table());
        Optional<RoomShot> shot = engine.snapshot().room(room);
        if (table.isEmpty() || shot.isEmpty()) {
            return Result.done(NOTHING);
        }
        return engine.read(tx -> Result.done(view(tx, table.get(), shot.get())));
    }

    private static SheetView view(Tx tx, TableShot table, RoomShot shot) {
        RoomRef room = shot.sheet().ref;
        Role role = table.self().role();
        List<SheetCells.Kept> lines = SheetCells.lines(tx, room);
        Optional<Version> version = version(tx, table, shot);
        Optional<Scores> scores = SheetCells.scores(tx, room);
        Optional<Scores> fitting = scores.filter(
                one -> version.filter(now -> now.id().equals(one.sheet())).isPresent());
        List<Offer> offers = shot.talk().map(talk -> talk.sheet().offers()).orElseGet(List::of).stream()
                .flatMap(offer -> found(tx, room, lines, offer.name()).stream()
                        .flatMap(line -> offer(table, offer, line, fitting)))
                .toList();
        return new SheetView(
                shot.talk().isPresent() && (role == Role.PARTY || role == Role.MEDIATOR),
                version,
                offers,
                fitting,
                scores.isPresent() && fitting.isEmpty(),
                role == Role.PARTY
                        && shot.talk()
                                .filter(talk -> talk.sitting().kind() == RoomKind.CAUCUS)
                                .isPresent(),
                shares(tx, table, shot),
                unsent(tx, shot));
    }

    private static List<Act> unsent(Tx tx, RoomShot shot) {
        return Speech.underWay(tx, shot.sheet())
                .flatMap(event ->
                        event instanceof RoomEvent.OfSheet(SheetEvent of) ? Stream.of(act(of)) : Stream.empty())
                .toList();
    }

    private static Act act(SheetEvent event) {
        return switch (event) {
            case Drawn _ -> Act.DRAWN;
            case Tabled _ -> Act.TABLED;
            case SheetEvent.TakenOff _ -> Act.TAKEN_OFF;
            case Shared _ -> Act.SHARED;
        };
    }

    /** What parties shared in a room for the version that stands there. */
    static List<Share> shares(Tx tx, TableShot table, RoomShot shot) {
        RoomRef room = shot.sheet().ref;
        List<SheetCells.Kept> lines = SheetCells.lines(tx, room);
        return shot.talk().map(talk -> talk.sheet().shares()).orElseGet(List::of).stream()
                .flatMap(share ->
                        found(tx, room, lines, share.name()).stream().flatMap(line -> share(table, share, line)))
                .toList();
    }

    private static Stream<Share> share(TableShot table, Sheet.Share share, SheetCells.Found line) {
        return line.event() instanceof Shared shared
                ? Stream.of(new Share(
                        share.author(),
                        table.names().shown(share.author(), line.said().authorName()),
                        share.author().equals(table.self().id()),
                        line.said().arrived(),
                        new Scores(
                                shared.sheet(),
                                shared.scores().stream().map(IssueScores::new).toList(),
                                shared.reservation())))
                : Stream.empty();
    }

    /** The version that stands in a room, with its words. */
    static Optional<Version> version(Tx tx, TableShot table, RoomShot shot) {
        List<SheetCells.Kept> lines = SheetCells.lines(tx, shot.sheet().ref);
        return shot.talk()
                .map(RoomTalk::sheet)
                .flatMap(Sheet::standing)
                .map(standing -> version(table, standing, found(tx, shot.sheet().ref, lines, standing.name())));
    }

    private static Optional<SheetCells.Found> found(Tx tx, RoomRef room, List<SheetCells.Kept> lines, Hash name) {
        return lines.stream()
                .filter(kept -> kept.name().equals(name))
                .findFirst()
                .flatMap(kept -> SheetCells.at(tx, room, kept.line()));
    }

    private static Version version(TableShot table, Sheet.Version standing, Optional<SheetCells.Found> found) {
        return found.isPresent() && found.get().event() instanceof Drawn drawn
                ? new Version(
                        standing.name(),
                        standing.number(),
                        table.names()
                                .shown(
                                        found.get().said().author(),
                                        found.get().said().authorName()),
                        Optional.of(found.get().said().arrived()),
                        drawn.lang(),
                        drawn.dir(),
                        drawn.issues(),
                        alike(drawn.issues()))
                : new Version(
                        standing.name(),
                        standing.number(),
                        "",
                        Optional.empty(),
                        "und",
                        Direction.LTR,
                        List.of(),
                        List.of());
    }

    private static Stream<Offer> offer(
            TableShot table, Sheet.Offer offer, SheetCells.Found line, Optional<Scores> scores) {
        return line.event() instanceof Tabled tabled
                ? Stream.of(new Offer(
                        offer.name(),
                        offer.author(),
                        table.names().shown(offer.author(), line.said().authorName()),
                        offer.author().equals(table.self().id()),
                        line.said().arrived(),
                        tabled.options(),
                        scores.map(own -> own.worth(tabled.options()))))
                : Stream.empty();
    }

    /** Names of issues, and of the options of one issue, that could be taken for another. */
    private static List<String> alike(List<SheetIssue> issues) {
        List<String> all =
                new ArrayList<>(among(issues.stream().map(SheetIssue::name).toList()));
        issues.forEach(issue -> all.addAll(among(issue.options())));
        return List.copyOf(all);
    }

    private static List<String> among(List<String> names) {
        return names.stream()
                .filter(one -> names.stream().anyMatch(other -> LookAlike.confusable(one, other)))
                .toList();
    }

    // ---- Acts

    @Override
    public Result<Ok> draw(RoomRef room, Drawing drawing) {
        List<String> alike = alike(drawing.issues().stream()
                .map(issue -> new SheetIssue(
                        MessageActs.canonical(issue.name()),
                        issue.options().stream().map(MessageActs::canonical).toList()))
                .limit(Sheet.MOST_ISSUES)
                .toList());
        return alike.isEmpty()
                ? say(
                        room,
                        leastKnown -> new Command.Draw(
                                drawing.replaces(),
                                drawing.language(),
                                drawing.direction(),
                                drawing.issues(),
                                leastKnown))
                : Result.refused("sheet.look-alike", alike.getFirst());
    }

    @Override
    public Result<Ok> put(RoomRef room, Putting putting) {
        return say(room, leastKnown -> new Command.PutOnTable(putting.sheet(), putting.options(), leastKnown));
    }

    @Override
    public Result<Ok> takeOff(RoomRef room, Hash offer) {
        return say(room, leastKnown -> new Command.TakeOff(offer));
    }

    @Override
    public Result<Ok> score(RoomRef room, Scores scores) {
        boolean side = engine.snapshot()
                .table(room.table())
                .filter(table -> table.self().role() == Role.PARTY)
                .isPresent();
        return side
                ? keep(engine, room, scores, tx -> SheetCells.put(tx, room, scores))
                : Result.refused("wants.no-side");
    }

    @Override
    public Result<Ok> share(RoomRef room) {
        Optional<Scores> own = sheet(room).scores();
        return own.isEmpty()
                ? Result.refused("sheet.scores-missing")
                : say(
                        room,
                        leastKnown -> new Command.Share(
                                own.get().sheet(),
                                own.get().issues().stream()
                                        .map(IssueScores::options)
                                        .toList(),
                                own.get().reservation(),
                                leastKnown));
    }

    /** Keeps scores for the version that stands, if they are whole and within bounds. */
    static Result<Ok> keep(Engine engine, RoomRef room, Scores scores, Consumer<Tx> put) {
        return engine.act(work -> work.inRoom(room, (seat, _) -> {
            Optional<Sheet.Version> standing = seat.room(room.room())
                    .flatMap(view -> TalkFold.talk(view.state()).sheet().standing())
                    .filter(one -> one.name().equals(scores.sheet()));
            if (standing.isEmpty()) {
                return Result.refused("sheet.changed");
            }
            if (!scores.issues().stream()
                    .map(one -> one.options().size())
                    .toList()
                    .equals(standing.get().options())) {
                return Result.refused("sheet.scores-missing");
            }
            if (!Sheet.isPoints(scores.reservation())
                    || scores.issues().stream()
                            .flatMap(one -> one.options().stream())
                            .anyMatch(one -> !Sheet.isPoints(one))) {
                return Result.refused("sheet.points", MOST_POINTS);
            }
            put.accept(work.tx);
            work.recorder.changed(new Change.RoomChanged(room));
            return Ok.done();
        }));
    }

    private Result<Ok> say(RoomRef room, Function<Standing, Command> command) {
        return engine.act(
                work -> Speech.say(work, room, leastKnown -> new RoomCommand.OfSheet(command.apply(leastKnown)))
                        .map(ticket -> Ok.OK));
    }
}
