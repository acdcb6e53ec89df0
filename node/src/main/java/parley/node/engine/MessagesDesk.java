package parley.node.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Refusal;
import parley.base.Result;
import parley.node.desk.Change;
import parley.node.desk.Line;
import parley.node.desk.Messages;
import parley.node.desk.RoomRef;
import parley.node.engine.Snapshot.RoomShot;
import parley.node.engine.Snapshot.TableShot;
import parley.protocol.crypto.OnRecordKeys;
import parley.protocol.port.Tx;
import parley.protocol.seat.Seat;
import parley.protocol.seat.SeatRoom;
import parley.talks.message.Attachment;
import parley.talks.message.MessageActs;
import parley.talks.message.MessageEvent;
import parley.talks.room.RoomCommand;

/** The desk's messages: pages of the record, what is on its way, drafts, finding. Thread-safe. */
final class MessagesDesk implements Messages {
    private final Engine engine;
    private final LineViews views;
    private final Uploads uploads;
    private final Search search;

    MessagesDesk(Engine engine, LineViews views, Uploads uploads) {
        this.engine = engine;
        this.views = views;
        this.uploads = uploads;
        this.search = new Search(engine);
    }

    // ---- Reading

    @Override
    public Result<Page> page(RoomRef room, OptionalLong before, int count) {
        return shown(room, (tx, table, shot) -> {
            long end = Math.clamp(before.orElse(shot.sheet().lines), 0, shot.sheet().lines);
            return Result.done(lines(tx, table, shot, Math.max(0, end - bounded(count)), end));
        });
    }

    @Override
    public Result<Page> since(RoomRef room, long from, int count) {
        return shown(room, (tx, table, shot) -> {
            long begin = Math.clamp(from, 0, shot.sheet().lines);
            return Result.done(lines(tx, table, shot, begin, Math.min(shot.sheet().lines, begin + bounded(count))));
        });
    }

    @Override
    public Result<Line> line(RoomRef room, long index) {
        return shown(
                room,
                (tx, table, shot) -> views.line(tx, table, shot, index)
                        .map(Result::done)
                        .orElseGet(() -> Result.refused("line.unknown")));
    }

    private static int bounded(int count) {
        return Math.clamp(count, 1, MOST_LINES);
    }

    private Page lines(Tx tx, TableShot table, RoomShot shot, long from, long to) {
        List<Line> lines = new ArrayList<>();
        for (long index = from; index < to; index++) {
            views.line(tx, table, shot, index).ifPresent(lines::add);
        }
        return new Page(lines, shot.sheet().lines);
    }

    /** Reads cells beside a snapshot of the room. */
    @FunctionalInterface
    private interface Shown<T> {
        Result<T> in(Tx tx, TableShot table, RoomShot room);
    }

    private <T> Result<T> shown(RoomRef room, Shown<T> work) {
        Snapshot now = engine.snapshot();
        Optional<TableShot> table = now.table(room.table());
        Optional<RoomShot> shot = now.room(room);
        if (table.isEmpty() || shot.isEmpty()) {
            return Result.refused("room.unknown");
        }
        return engine.read(tx -> work.in(tx, table.get(), shot.get()));
    }

    @Override
    public List<Unplaced> unplaced(RoomRef room) {
        Result<List<Unplaced>> found = shown(
                room,
                (tx, table, shot) -> Result.done(shot.sheet().unplaced.stream()
                        .flatMap(ticket -> Ledger.unplaced(tx, room, ticket).stream())
                        .flatMap(record -> LineViews.messageOf(record.event()).stream()
                                .map(message -> new Unplaced(
                                        record.ticket(),
                                        views.content(
                                                tx,
                                                room,
                                                message,
                                                table.keys(table.self().id())),
                                        record.written(),
                                        state(record, shot))))
                        .toList()));
        return found instanceof Result.Done<List<Unplaced>>(var list) ? list : List.of();
    }

    @Override
    public List<LateAct> lateActs(RoomRef room) {
        Result<List<LateAct>> found =
                shown(room, (tx, table, shot) -> Result.done(LateActs.list(tx, views, table, shot)));
        return found instanceof Result.Done<List<LateAct>>(var list) ? list : List.of();
    }

    private static Unplaced.State state(UnplacedRecord record, RoomShot shot) {
        return switch (record.state()) {
            case WAITING ->
                shot.view()
                        .flatMap(view -> Optional.ofNullable(view.going().get(record.ticket())))
                        .<Unplaced.State>map(
                                going -> new Unplaced.State.InSlot(going.until(), going.first(), going.last()))
                        .orElseGet(() -> new Unplaced.State.InGrace(record.notBefore()));
            case SEALED -> new Unplaced.State.Sealed();
            case ASK_FIRST -> new Unplaced.State.AskFirst();
            case NOT_SAID -> new Unplaced.State.NotSaid();
        };
    }

    // ---- Saying

    @Override
    public Result<Long> send(RoomRef room, Outgoing message) {
        Instant written = engine.clock().instant();
        Instant notBefore = written.plus(engine.snapshot().node().settings().grace());
        return engine.act(work -> work.inRoom(room, (seat, sheet) -> {
            Optional<SeatRoom> view = seat.room(room.room());
            if (view.isEmpty()) {
                return Speech.notOpen(seat);
            }
            String text = MessageActs.canonical(message.text());
            return uploads.into(work, room, message.attachments())
                    .then(attachments -> block(work, seat, room, message, text)
                            .then(block -> say(
                                    work,
                                    seat,
                                    sheet,
                                    view.get(),
                                    message,
                                    text,
                                    attachments,
                                    block,
                                    written,
                                    notBefore)));
        }));
    }

    private static Result<Long> say(
            Work work,
            Seat seat,
            RoomSheet sheet,
            SeatRoom view,
            Outgoing message,
            String text,
            List<Attachment> attachments,
            Optional<Bytes> block,
            Instant written,
            Instant notBefore) {
        MessageActs.Command say = new MessageActs.Command.Say(
                message.kind(),
                text,
                message.language(),
                message.direction(),
                message.inReplyTo(),
                attachments,
                block,
                written.toEpochMilli(),
                Speech.leastKnown(seat, view));
        return Speech.say(work, seat, sheet, new RoomCommand.OfMessage(say), notBefore)
                .map(ticket -> {
                    Uploads.taken(work, sheet.ref, message.attachments());
                    Drafts.erase(work.tx, sheet.ref);
                    return ticket;
                });
    }

    /** The signature block, when the message is to be on the record. Nothing has changed when it is refused. */
    private static Result<Optional<Bytes>> block(Work work, Seat seat, RoomRef room, Outgoing message, String text) {
        if (!message.onRecord()) {
            return Result.done(Optional.empty());
        }
        Optional<Refusal> quoted = NonPapersDesk.quoted(work, room, text);
        if (quoted.isPresent()) {
            return Result.refused(quoted.get());
        }
        OnRecordKeys keys = seat.onRecordKeys(seat.self().id()).getFirst();
        Bytes instrument = work.ports().randomness().bytes(Hash.SIZE);
        return seat.signOnRecord(
                        work.tx,
                        room.room(),
                        instrument,
                        StatementFile.FORM,
                        Bytes.utf8(text),
                        List.of(seat.self().id()))
                .map(signature -> Optional.of(new StatementFile(
                                instrument, StatementFile.FORM, seat.self().role(), keys, signature)
                        .block()));
    }

    @Override
    public Result<Ok> takeBack(RoomRef room, long ticket) {
        return engine.act(work -> work.inRoom(room, (seat, sheet) -> {
            Optional<UnplacedRecord> record = Ledger.unplaced(work.tx, room, ticket);
            Optional<MessageEvent.Said> message = record.flatMap(one -> LineViews.messageOf(one.event()));
            Optional<Outgoing> draft = message.map(said -> aboveDraft(work, room, said));
            Optional<Refusal> tooMuch = draft.flatMap(Drafts::objection);
            if (tooMuch.isPresent()) {
                return Result.refused(tooMuch.get());
            }
            return seat.takeBack(work.tx, room.room(), ticket).map(done -> {
                List<String> files = LateActs.drop(work, sheet, ticket);
                draft.ifPresent(words -> Drafts.keep(work.tx, room, new Draft(with(files, words), work.now)));
                return done;
            });
        }));
    }

    /** Words that were taken back, and below them those that were being written meanwhile. */
    private static Outgoing aboveDraft(Work work, RoomRef room, MessageEvent.Said message) {
        Optional<Outgoing> before = Drafts.load(work.tx, room).map(Draft::message);
        String below = before.map(Outgoing::text)
                .filter(text -> !text.isBlank())
                .map(text -> "\n\n" + text)
                .orElse("");
        return new Outgoing(
                message.kind(),
                message.text() + below,
                message.lang(),
                message.dir(),
                message.inReplyTo(),
                message.onRecord().isPresent(),
                before.map(Outgoing::attachments).orElseGet(List::of));
    }

    private static Outgoing with(List<String> files, Outgoing draft) {
        return new Outgoing(
                draft.kind(),
                draft.text(),
                draft.language(),
                draft.direction(),
                draft.inReplyTo(),
                draft.onRecord(),
                Stream.concat(files.stream(), draft.attachments().stream())
                        .distinct()
                        .limit(FileCells.MOST_UPLOADS)
                        .toList());
    }

    @Override
    public Result<Ok> decideLate(RoomRef room, long ticket, boolean sayIt) {
        return engine.act(work -> work.inRoom(room, (seat, sheet) -> {
            Optional<UnplacedRecord> record = Ledger.unplaced(work.tx, room, ticket);
            if (record.isEmpty()) {
                return Result.refused("message.not-on-its-way");
            }
            if (record.get().state() == UnplacedRecord.State.NOT_SAID) {
                var unused = LateActs.drop(work, sheet, ticket);
                return Ok.done();
            }
            // The room went on meanwhile: what would count for nothing there isn't tried before all its readers.
            Optional<Refusal> nothing = seat.room(room.room())
                    .filter(_ -> sayIt)
                    .flatMap(view -> LateReaders.objection(
                                    seat, view, record.get().event())
                            .or(() -> LateActs.objection(
                                    TalkFold.talk(view.state()),
                                    seat.self().id(),
                                    record.get().event())));
            if (nothing.isPresent()) {
                return Result.refused(nothing.get());
            }
            // Its bytes are of an epoch that is over, and would change nothing in this one.
            return LateActs.endsEpoch(record.get().event())
                    .filter(_ -> sayIt)
                    .map(late -> ChangesDesk.anew(work, seat, sheet, late)
                            .then(_ -> LateActs.decide(work, seat, sheet, record.get(), false)))
                    .orElseGet(() -> LateActs.decide(work, seat, sheet, record.get(), sayIt));
        }));
    }

    // ---- Drafts

    @Override
    public Optional<Draft> draft(RoomRef room) {
        return engine.read(tx -> Result.done(Drafts.load(tx, room))) instanceof Result.Done<Optional<Draft>>(var draft)
                ? draft
                : Optional.empty();
    }

    @Override
    public Result<Ok> keepDraft(RoomRef room, Outgoing draft) {
        Optional<Refusal> objection = Drafts.objection(draft);
        if (objection.isPresent()) {
            return Result.refused(objection.get());
        }
        return engine.act(work -> work.inRoom(room, (seat, sheet) -> {
            if (draft.text().isEmpty() && draft.attachments().isEmpty()) {
                Drafts.erase(work.tx, room);
            } else {
                Drafts.keep(work.tx, room, new Draft(draft, work.now));
            }
            work.recorder.changed(new Change.UnplacedChanged(room));
            return Ok.done();
        }));
    }

    @Override
    public Result<Ok> addToDraft(RoomRef room, String upload, Outgoing otherwise) {
        return engine.act(work -> work.inRoom(room, (seat, sheet) -> {
            Outgoing draft = with(
                    List.of(upload),
                    Drafts.load(work.tx, room).map(Draft::message).orElse(otherwise));
            Optional<Refusal> objection = Drafts.objection(draft);
            if (objection.isPresent()) {
                return Result.refused(objection.get());
            }
            Drafts.keep(work.tx, room, new Draft(draft, work.now));
            work.recorder.changed(new Change.UnplacedChanged(room));
            return Ok.done();
        }));
    }

    // ---- Finding

    @Override
    public Result<Long> search(List<RoomRef> rooms, String words, Finding finding) {
        return search.run(rooms, words, finding);
    }

    @Override
    public Result<Bytes> statement(RoomRef room, long index) {
        return shown(
                room,
                (tx, table, shot) -> Ledger.line(tx, room, index)
                        .map(found -> statement(found.line()))
                        .orElseGet(() -> Result.refused("line.unknown")));
    }

    private static Result<Bytes> statement(LineRecord line) {
        Optional<MessageEvent.Said> message =
                line instanceof LineRecord.Said said ? Told.of(said.event()).message() : Optional.empty();
        if (message.isEmpty()) {
            return Result.refused("statement.no-message");
        }
        String text = message.get().text();
        return message.get()
                .onRecord()
                .flatMap(StatementFile::ofBlock)
                .map(statement -> Result.done(statement.file(text)))
                .orElseGet(() -> Result.refused("statement.off-the-record"));
    }
}
