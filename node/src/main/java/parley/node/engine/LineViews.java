package parley.node.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import parley.base.Bytes;
import parley.base.PrincipalId;
import parley.base.Role;
import parley.node.desk.Attachments;
import parley.node.desk.Line;
import parley.node.desk.RoomRef;
import parley.node.engine.FileCells.UploadRecord;
import parley.node.engine.Ledger.Numbered;
import parley.node.engine.Snapshot.RoomShot;
import parley.node.engine.Snapshot.TableShot;
import parley.protocol.crypto.OnRecordKeys;
import parley.protocol.port.RoomFold;
import parley.protocol.port.Store.StoreFailed;
import parley.protocol.port.Tx;
import parley.talks.convey.ConveyEvent;
import parley.talks.courier.CourierEvent;
import parley.talks.gallery.GalleryEvent;
import parley.talks.message.Attachment;
import parley.talks.message.MessageEvent;
import parley.talks.message.Messages;
import parley.talks.nonpaper.NonPaperEvent;
import parley.talks.room.RoomEvent;
import parley.talks.rules.RoomKind;
import parley.talks.sheet.SheetEvent;
import parley.talks.suspension.SuspensionEvent;

/** Shows lines of the record: from what the vault keeps to what a page says. Thread-safe. */
final class LineViews {
    private final Fetches fetches;
    private final Uploads uploads;

    LineViews(Fetches fetches, Uploads uploads) {
        this.fetches = fetches;
        this.uploads = uploads;
    }

    /** A line of the record; one that can't be read is shown as such and never left out. */
    Optional<Line> line(Tx tx, TableShot table, RoomShot room, long index) {
        try {
            RoomRef ref = room.sheet().ref;
            return Ledger.line(tx, ref, index)
                    .map(found -> view(tx, table, room, found).acted(ActedCells.of(tx, ref, index)));
        } catch (StoreFailed damaged) {
            return Optional.of(new Line.Event(index, 0, Instant.EPOCH, Optional.empty(), "line.damaged", List.of()));
        }
    }

    /** What has no place yet, as it would stand in the record. */
    Line unplaced(Tx tx, TableShot table, RoomShot room, LineRecord line) {
        return view(tx, table, room, new Numbered(room.sheet().lines, 0, line));
    }

    private Line view(Tx tx, TableShot table, RoomShot room, Numbered numbered) {
        long index = numbered.index();
        PrincipalId self = table.self().id();
        return switch (numbered.line().named(table.names()::shown)) {
            case LineRecord.Said said -> said(tx, table, room, numbered, said);
            case LineRecord.Erased erased ->
                new Line.Erased(
                        index,
                        erased.position(),
                        erased.arrived(),
                        erased.author(),
                        erased.authorName(),
                        erased.author().equals(self));
            case LineRecord.Unknown unknown ->
                new Line.Unknown(
                        index,
                        unknown.position(),
                        unknown.arrived(),
                        unknown.author(),
                        unknown.authorName(),
                        unknown.version());
            case LineRecord.Happened happened ->
                new Line.Event(
                        index,
                        happened.position(),
                        happened.arrived(),
                        happened.author(),
                        happened.key(),
                        happened.parts(),
                        Optional.empty(),
                        happened.confirmed(),
                        false);
        };
    }

    private Line said(Tx tx, TableShot table, RoomShot room, Numbered numbered, LineRecord.Said said) {
        if (said.granted()) {
            return granted(tx, table, room, numbered, said).byGrant();
        }
        return message(tx, table, room, numbered.index(), said);
    }

    /** What was granted is bytes and who sealed them: an act of any kind, which nobody here has folded. */
    private Line granted(Tx tx, TableShot table, RoomShot room, Numbered numbered, LineRecord.Said said) {
        return switch (RoomEvent.read(said.event())) {
            case RoomEvent.Reading.Nothing _ -> event(numbered.index(), said, "line.not-an-event");
            case RoomEvent.Reading.Later(int version, String _) ->
                new Line.Unknown(
                        numbered.index(), said.position(), said.arrived(), said.author(), said.authorName(), version);
            case RoomEvent.Reading.Known(RoomEvent event, int _) ->
                room.talk()
                        .map(talk -> FoldedLine.asIfCounted(
                                new RoomFold.Said(said.position(), said.epoch(), said.author(), said.event()),
                                talk,
                                event,
                                numbered.line() instanceof LineRecord.Said kept ? kept.authorName() : said.authorName(),
                                table.names()::shown,
                                said.arrived()))
                        .filter(LineRecord.Happened.class::isInstance)
                        .map(line -> view(tx, table, room, new Numbered(numbered.index(), 0, line)))
                        .orElseGet(() -> FoldedLine.hasText(event)
                                ? message(tx, table, room, numbered.index(), said)
                                : event(numbered.index(), said, "line.granted-act"));
        };
    }

    private static Line event(long index, LineRecord.Said said, String key) {
        return event(index, said, key, List.of(said.authorName()));
    }

    private static Line event(long index, LineRecord.Said said, String key, List<String> parts) {
        return new Line.Event(
                index,
                said.position(),
                said.arrived(),
                Optional.of(said.author()),
                key,
                parts,
                Optional.empty(),
                said.confirmed(),
                false);
    }

    private Line message(Tx tx, TableShot table, RoomShot room, long index, LineRecord.Said said) {
        RoomRef ref = room.sheet().ref;
        Optional<ConveyEvent> conveyance = Told.conveyance(said.event());
        if (conveyance.isPresent()) {
            return PassageLine.of(
                    index,
                    said,
                    table.self().id(),
                    conveyance.get(),
                    BroughtViews.of(tx, table, ref, said.position(), conveyance.get()),
                    table.names());
        }
        Optional<CourierEvent> courier = Told.courier(said.event());
        if (courier.isPresent()) {
            return CourierLine.of(index, said, table.self().id(), courier.get(), table.names());
        }
        Optional<NonPaperEvent.Laid> laid = NonPaperCells.laid(said.event());
        if (laid.isPresent()) {
            return BroughtViews.nonPaper(tx, table, ref, index, said, laid.get());
        }
        Optional<NonPaperEvent.Carried> carried = NonPaperCells.carried(said.event());
        if (carried.isPresent()) {
            return event(
                    index,
                    said,
                    "line.non-paper-carried",
                    List.of(
                            said.authorName(),
                            Long.toString(carried.get().paper()),
                            PassageLine.readers(carried.get().to(), said.author(), table.names())));
        }
        Optional<SheetEvent> sheet = Told.sheet(said.event());
        if (sheet.isPresent()) {
            return event(index, said, keyOf(sheet.get()));
        }
        Optional<GalleryEvent> gallery = Told.gallery(said.event());
        if (gallery.isPresent()) {
            return event(index, said, keyOf(gallery.get()));
        }
        Optional<SuspensionEvent> suspension = Told.suspension(said.event());
        if (suspension.isPresent()) {
            return event(
                    index,
                    said,
                    suspension.get() instanceof SuspensionEvent.Suspended ? "line.suspended" : "line.notice-given",
                    List.of(said.authorName(), SuspensionCells.words(suspension.get())));
        }
        Optional<MessageEvent.Said> told = Told.of(said.event()).message();
        if (told.isEmpty()) {
            return event(index, said, "line.damaged", List.of());
        }
        MessageEvent.Said message = told.get();
        boolean receipts = room.talk().map(talk -> talk.rules().receipts()).orElse(false);
        return new Line.Message(
                index,
                said.position(),
                said.arrived(),
                said.author(),
                said.authorName(),
                said.author().equals(table.self().id()),
                Instant.ofEpochMilli(message.statedAt()),
                Messages.reference(ref.room(), said.position(), said.author(), said.event()),
                content(tx, ref, message, table.keys(said.author())),
                said.confirmed(),
                receipts ? readBy(room.sheet(), said, table.self().id()) : List.of(),
                said.granted(),
                room.talk()
                                .filter(talk -> talk.sitting().kind() != RoomKind.MEDIATORS)
                                .isPresent()
                        && table.principal(said.author())
                                .filter(author -> author.role() == Role.MEDIATOR)
                                .isPresent(),
                Optional.empty());
    }

    /** What was drawn and put on the table stands on the page of the sheet only. */
    private static String keyOf(SheetEvent event) {
        return switch (event) {
            case SheetEvent.Drawn _ -> "line.sheet-drawn";
            case SheetEvent.Tabled _ -> "line.sheet-tabled";
            case SheetEvent.Shared _ -> "line.sheet-shared";
            case SheetEvent.TakenOff _ -> "line.sheet-taken-off";
        };
    }

    /** What was offered, noted and published stands on the page of the gallery only. */
    private static String keyOf(GalleryEvent event) {
        return switch (event) {
            case GalleryEvent.Offered _ -> "line.gallery-offered";
            case GalleryEvent.OfferWithdrawn _ -> "line.gallery-offer-withdrawn";
            case GalleryEvent.Noted _ -> "line.gallery-noted";
            case GalleryEvent.Published _ -> "line.gallery-published";
            case GalleryEvent.ItemWithdrawn _ -> "line.gallery-item-withdrawn";
        };
    }

    Line.Content content(Tx tx, RoomRef room, MessageEvent.Said message, List<OnRecordKeys> author) {
        return new Line.Content(
                message.kind(),
                message.text(),
                message.lang(),
                message.dir(),
                message.inReplyTo(),
                message.onRecord().map(block -> StatementFile.view(message.text(), block, author)),
                IntStream.range(0, message.attachments().size())
                        .mapToObj(i ->
                                attachment(tx, room, i, message.attachments().get(i)))
                        .toList());
    }

    Attachments.Attachment attachment(Tx tx, RoomRef room, int which, Attachment one) {
        var name = FileCells.nameOf(one.manifest());
        Fetches.Standing standing =
                fetches.standing(new Fetches.File(room, name), one.size(), FileCells.here(tx, room, name));
        Optional<UploadRecord> unsent = FileCells.here(tx, room, name)
                .flatMap(here -> FileCells.upload(tx, here.file()))
                .filter(upload -> !upload.allSent());
        return new Attachments.Attachment(
                which,
                parley.talks.text.FileName.clean(one.name()),
                one.type(),
                one.size(),
                standing.here(),
                standing.state(),
                unsent.map(UploadRecord::sentBytes).map(OptionalLong::of).orElseGet(OptionalLong::empty),
                unsent.filter(upload -> !uploads.goes(upload)).isPresent(),
                HiddenData.of(one.name()));
    }

    private static List<PrincipalId> readBy(RoomSheet sheet, LineRecord.Said said, PrincipalId self) {
        return sheet.receipts.entrySet().stream()
                .filter(one -> one.getValue() >= said.position())
                .map(Map.Entry::getKey)
                .filter(who -> !who.equals(said.author()) && !who.equals(self))
                .toList();
    }

    /** The text of an event, for a list of what is on its way; empty when it is no message. */
    static Optional<MessageEvent.Said> messageOf(Bytes event) {
        return Told.of(event).message();
    }
}
