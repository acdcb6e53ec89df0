package parley.node.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.Role;
import parley.base.RoomId;
import parley.base.TableId;
import parley.node.desk.Change;
import parley.node.desk.Conveying;
import parley.node.desk.RoomRef;
import parley.node.engine.Crossings.Crossing;
import parley.node.engine.Snapshot.RoomShot;
import parley.node.engine.Snapshot.TableShot;
import parley.protocol.port.Tx;
import parley.protocol.seat.Seat;
import parley.protocol.seat.SeatRoom;
import parley.talks.convey.ConveyActs;
import parley.talks.convey.ConveyEvent;
import parley.talks.convey.ConveyEvent.Wording;
import parley.talks.convey.CrossedAs;
import parley.talks.convey.Echo;
import parley.talks.convey.Evidence;
import parley.talks.convey.Passage;
import parley.talks.message.MessageActs;
import parley.talks.message.MessageEvent;
import parley.talks.message.Messages;
import parley.talks.practice.ReaderProof;
import parley.talks.room.RoomCommand;
import parley.talks.rules.RoomKind;

/** The desk's passages and the corridor between the caucuses. Thread-safe. */
final class ConveyingDesk implements Conveying {
    /** Longer than any talks; what shall not lapse says so. */
    private static final Duration LATEST_LAPSE = Duration.ofDays(3_650);

    private final Engine engine;

    ConveyingDesk(Engine engine) {
        this.engine = engine;
    }

    // ---- Looking

    @Override
    public List<PassageView> passages(RoomRef room) {
        Snapshot now = engine.snapshot();
        return now.table(room.table())
                .flatMap(table -> now.room(room).map(shot -> read(tx -> views(tx, table, shot))))
                .orElseGet(List::of);
    }

    @Override
    public Corridor corridor(TableId id) {
        Optional<TableShot> found = engine.snapshot().table(id);
        if (found.isEmpty()) {
            return new Corridor(List.of(), List.of(), List.of());
        }
        TableShot table = found.get();
        return new Corridor(
                table.self().role() == Role.MEDIATOR
                        ? read(tx -> table.rooms().values().stream()
                                .filter(ConveyingDesk::isCaucus)
                                .flatMap(room -> views(tx, table, room).stream())
                                .toList())
                        : List.of(),
                read(tx -> Crossings.of(tx, id).stream()
                        .map(one -> onTheWay(table, one))
                        .toList()),
                read(tx -> PaperWays.of(tx, id).stream()
                        .map(one -> NonPapersDesk.onTheWay(table, one))
                        .toList()));
    }

    private static boolean isCaucus(RoomShot room) {
        return room.sheet().phase == RoomSheet.Phase.OPEN
                && room.talk()
                        .filter(talk -> talk.sitting().kind() == RoomKind.CAUCUS)
                        .isPresent();
    }

    private static OnTheWay onTheWay(TableShot table, Crossing one) {
        return new OnTheWay(
                one.id(),
                one.passage(),
                name(table, one.from()),
                new RoomRef(table.sheet().table, one.to()),
                name(table, one.to()),
                one.as(),
                one.due().isPresent(),
                one.held(),
                PassageViews.text(one.wording()));
    }

    static String name(TableShot table, RoomId room) {
        return Optional.ofNullable(table.rooms().get(room))
                .map(shot -> shot.sheet().name)
                .orElse("");
    }

    private <T> List<T> read(Function<Tx, List<T>> work) {
        return engine.read(tx -> Result.done(work.apply(tx))) instanceof Result.Done<List<T>>(List<T> found)
                ? found
                : List.of();
    }

    private List<PassageView> views(Tx tx, TableShot table, RoomShot room) {
        return PassageViews.of(tx, table, room, engine.clock().instant());
    }

    // ---- Of an author

    @Override
    public Result<Ok> mark(RoomRef room, long line, List<Mark> passages) {
        return engine.act(work -> work.inRoom(
                room,
                (seat, sheet) -> Ledger.line(work.tx, room, line)
                        .map(Ledger.Numbered::line)
                        .filter(LineRecord.Said.class::isInstance)
                        .map(LineRecord.Said.class::cast)
                        .filter(said -> seat.self().role() == Role.MEDIATOR
                                || said.author().equals(seat.self().id()))
                        .flatMap(said -> Told.of(said.event())
                                .message()
                                .map(message -> unlapsed(
                                                work.now, passages.stream().map(Mark::label))
                                        .<Result<ConveyActs.Command>>map(Result::refused)
                                        .orElseGet(() -> marking(room, said, message, passages)
                                                .map(command -> said.author()
                                                                .equals(seat.self()
                                                                        .id())
                                                        ? command
                                                        : opening(said.author(), command)))
                                        .then(command -> say(work, seat, sheet, command))))
                        .orElseGet(() -> Result.refused("convey.not-your-message"))));
    }

    /** A mediator takes up what a party said without a caveat: the Rules give it its label. */
    private static ConveyActs.Command opening(PrincipalId from, ConveyActs.Command.Mark marked) {
        return new ConveyActs.Command.Open(
                marked.message(),
                from,
                marked.passages().stream().map(ConveyEvent.Marking::wording).toList());
    }

    private static Result<ConveyActs.Command.Mark> marking(
            RoomRef room, LineRecord.Said said, MessageEvent.Said message, List<Mark> passages) {
        List<ConveyEvent.Marking> markings = new ArrayList<>();
        for (Mark mark : passages) {
            String text = MessageActs.canonical(mark.text()).strip();
            if (text.isEmpty() || !message.text().contains(text)) {
                return Result.refused("convey.not-in-message");
            }
            markings.add(
                    new ConveyEvent.Marking(new Wording(text, message.lang(), message.dir()), label(mark.label())));
        }
        Hash reference = Messages.reference(room.room(), said.position(), said.author(), said.event());
        return Result.done(new ConveyActs.Command.Mark(reference, markings));
    }

    /** Why one of these labels can't lapse when it says; an event says 0 for never, so that what is long past would never lapse. */
    private static Optional<Refusal> unlapsed(Instant now, Stream<Label> labels) {
        return labels.flatMap(label -> label.lapses().stream())
                .filter(at -> !at.isAfter(now) || at.isAfter(now.plus(LATEST_LAPSE)))
                .findFirst()
                .map(_ -> Refusal.of("convey.lapses-when", LATEST_LAPSE.toDays()));
    }

    private static ConveyEvent.Label label(Label label) {
        return new ConveyEvent.Label(
                label.caveat(),
                label.condition().strip(),
                label.lapses().map(Instant::toEpochMilli).orElse(0L));
    }

    @Override
    public Result<Ok> relabel(RoomRef room, Hash passage, Label label) {
        return engine.act(work -> unlapsed(work.now, Stream.of(label))
                .<Result<Ok>>map(Result::refused)
                .orElseGet(() -> work.inRoom(
                        room,
                        (seat, sheet) ->
                                say(work, seat, sheet, new ConveyActs.Command.Relabel(passage, label(label))))));
    }

    @Override
    public Result<Ok> withdraw(RoomRef room, Hash passage) {
        return said(room, new ConveyActs.Command.Withdraw(passage));
    }

    @Override
    public Result<Ok> prove(RoomRef room, Hash passage, PrincipalId reader) {
        return engine.act(work -> work.inRoom(
                room,
                (seat, sheet) -> ProvingProcess.ask(work.tx, seat, sheet, passage, reader)
                        .map(ok -> {
                            work.recorder.changed(new Change.RoomChanged(room));
                            return ok;
                        })));
    }

    private Result<Ok> said(RoomRef room, ConveyActs.Command command) {
        return engine.act(work -> work.inRoom(room, (seat, sheet) -> say(work, seat, sheet, command)));
    }

    private static Result<Ok> say(Work work, Seat seat, RoomSheet sheet, ConveyActs.Command command) {
        return Speech.say(work, seat, sheet, new RoomCommand.OfConveyance(command), work.now)
                .map(ticket -> Ok.OK);
    }

    // ---- Of a mediator

    @Override
    public Result<Ok> convey(RoomRef from, Hash passage, Bringing bringing) {
        return engine.act(work -> work.inRoom(
                from,
                (seat, sheet) -> seat.room(from.room())
                        .flatMap(
                                view -> TalkFold.talk(view.state()).conveyance().passage(passage))
                        .map(found -> PassageViews.wording(work.tx, from, found)
                                .map(source -> receiver(seat, from, bringing.to())
                                        .then(to -> convey(work, seat, sheet, found, source, to, bringing)))
                                .orElseGet(() -> Result.refused("convey.text-erased")))
                        .orElseGet(() -> Result.refused("convey.no-such-passage"))));
    }

    static Result<SeatRoom> receiver(Seat seat, RoomRef from, RoomRef to) {
        return seat.room(to.room())
                .filter(_ -> to.table().equals(from.table()) && !to.equals(from))
                .filter(view -> view.condition() == SeatRoom.Condition.OPEN)
                .map(Result::done)
                .orElseGet(() -> Result.refused("convey.not-there"));
    }

    private static Result<Ok> convey(
            Work work, Seat seat, RoomSheet sheet, Passage passage, Wording source, SeatRoom to, Bringing bringing) {
        boolean own = bringing.as() == CrossedAs.OWN;
        Wording told = bringing.as() == CrossedAs.VERBATIM
                ? source
                : new Wording(
                        MessageActs.canonical(bringing.text()).strip(), bringing.language(), bringing.direction());
        Optional<Principal> author = seat.room(sheet.ref.room())
                .flatMap(view -> TalkFold.talk(view.state()).sitting().seat(passage.author()))
                .filter(_ -> !own);
        Optional<Evidence> evidence =
                bringing.as() == CrossedAs.VERBATIM ? evidence(work.tx, sheet.ref, passage, to) : Optional.empty();
        Optional<Refusal> objection = repeats(source, told, bringing)
                .or(() -> thereRefused(
                        seat, to, CrossingProcess.command(work, seat, to, bringing.as(), author, told, evidence)));
        if (objection.isPresent()) {
            return Result.refused(objection.get());
        }
        if (Crossings.of(work.tx, sheet.ref.table()).size() >= Crossings.MOST) {
            return Result.refused("convey.too-much-waits", Crossings.MOST);
        }
        ConveyActs.Command record = new ConveyActs.Command.WriteDown(
                passage.name(),
                bringing.as(),
                own
                        ? List.of()
                        : to.roster().stream().map(SeatRoom.Member::principal).toList(),
                source.text(),
                // The language of the words that are raised would say in which room.
                own ? new Wording("", source.lang(), source.dir()) : told,
                bringing.because().strip(),
                work.now.toEpochMilli());
        return Speech.say(work, seat, sheet, new RoomCommand.OfConveyance(record), work.now)
                .map(ticket -> {
                    Crossings.add(
                            work.tx,
                            sheet.ref.table(),
                            new Crossings.Crossing(
                                    sheet.ref.room(),
                                    ticket,
                                    to.room(),
                                    passage.name(),
                                    bringing.as(),
                                    author,
                                    told,
                                    evidence,
                                    Optional.empty(),
                                    false));
                    work.recorder.changed(new Change.TableChanged(sheet.ref.table()));
                    return Ok.OK;
                });
    }

    /** The author's proofs for those who read the other room; nothing where that table is older than proofs. */
    private static Optional<Evidence> evidence(Tx tx, RoomRef from, Passage passage, SeatRoom to) {
        List<ReaderProof> proofs = PassageViews.proofs(tx, from, passage).stream()
                .filter(one -> to.roster().stream()
                        .anyMatch(member -> member.principal().id().equals(one.reader())))
                .toList();
        boolean takes = TalkFold.talk(to.state()).rules().eventVersion() >= ConveyEvent.VERSION_OF_PROOFS;
        return proofs.isEmpty() || !takes ? Optional.empty() : Optional.of(new Evidence(passage.name(), proofs));
    }

    @Override
    public Result<Ok> release(TableId table, Hash crossing) {
        return waiting(table, crossing, Crossing::held, (work, one) -> {
            if (one.due().isEmpty()) {
                return Result.refused("convey.held-unrecorded");
            }
            Crossings.release(work.tx, table, one, work.now, work.ports().randomness());
            return Ok.done();
        });
    }

    @Override
    public Result<Ok> drop(TableId table, Hash crossing) {
        boolean paper = engine.read(tx ->
                                Result.done(PaperWays.find(tx, table, crossing).isPresent()))
                        instanceof Result.Done<Boolean>(Boolean found)
                && found;
        return paper ? NonPapersDesk.drop(engine, table, crossing) : dropCrossing(table, crossing);
    }

    private Result<Ok> dropCrossing(TableId table, Hash crossing) {
        return waiting(table, crossing, ConveyingDesk::mayStop, (work, one) -> {
            if (!one.held() && one.due().isPresent()) {
                CrossingProcess.unsaid(work, table, one);
            } else {
                Crossings.remove(work.tx, table, one);
            }
            return Ok.done();
        });
    }

    /** What its room refuses for good would wait for ever; what is only about to be said is gone before anybody stops it. */
    private static boolean mayStop(Crossing one) {
        return one.held() || one.as() == CrossedAs.OWN || one.due().isPresent();
    }

    private Result<Ok> waiting(
            TableId table, Hash crossing, Predicate<Crossing> which, BiFunction<Work, Crossing, Result<Ok>> act) {
        return engine.act(work -> work.atTable(
                table,
                seat -> Crossings.find(work.tx, table, crossing)
                        .filter(which)
                        .map(one -> act.apply(work, one))
                        .orElseGet(() -> Result.refused("convey.not-held"))
                        .map(ok -> {
                            work.recorder.changed(new Change.TableChanged(table));
                            return ok;
                        })));
    }

    /** A warning, unless a person has read it. The very words of a passage as a paraphrase no act says, even so. */
    private static Optional<Refusal> repeats(Wording source, Wording told, Bringing bringing) {
        return switch (bringing.as()) {
            case VERBATIM -> Optional.empty();
            case PARAPHRASE ->
                Echo.same(source.text(), told.text())
                        ? Optional.empty()
                        : echo(source, told, bringing, "convey.repeats-substance");
            case OWN -> echo(source, told, bringing, "convey.repeats");
        };
    }

    private static Optional<Refusal> echo(Wording source, Wording told, Bringing bringing, String key) {
        return bringing.evenSo()
                ? Optional.empty()
                : Echo.orAll(source.text(), told.text()).map(echo -> Refusal.of(key, echo));
    }

    /** Why it couldn't be said in the other room: asked now, since the record in the source's room can't be taken back. */
    static Optional<Refusal> thereRefused(Seat seat, SeatRoom to, RoomCommand command) {
        return Speech.differs(to)
                .or(() -> Speech.suspended(to))
                .or(() -> TalkFold.talk(to.state()).decide(seat.self().id(), command)
                                instanceof Result.Refused<?>(Refusal why)
                        ? Optional.of(why)
                        : Optional.empty());
    }
}
