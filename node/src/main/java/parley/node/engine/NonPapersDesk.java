package parley.node.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.TableId;
import parley.node.desk.Change;
import parley.node.desk.NonPapers;
import parley.node.desk.RoomRef;
import parley.node.engine.Snapshot.RoomShot;
import parley.node.engine.Snapshot.TableShot;
import parley.protocol.seat.Seat;
import parley.protocol.seat.SeatRoom;
import parley.talks.Why;
import parley.talks.convey.Echo;
import parley.talks.nonpaper.NonPaperActs;
import parley.talks.nonpaper.NonPaperEvent.Laid;
import parley.talks.practice.ReaderProof;
import parley.talks.room.RoomCommand;

/** The desk's non-papers. Thread-safe. */
final class NonPapersDesk implements NonPapers {
    private final Engine engine;

    NonPapersDesk(Engine engine) {
        this.engine = engine;
    }

    @Override
    public Result<Ok> lay(RoomRef room, Laying laying) {
        return engine.act(work -> work.inRoom(
                room,
                (seat, sheet) -> seat.room(room.room())
                        .map(view -> lay(work, seat, sheet, view, laying))
                        .orElseGet(() -> Speech.notOpen(seat))));
    }

    private static Result<Ok> lay(Work work, Seat seat, RoomSheet sheet, SeatRoom view, Laying laying) {
        if (!Hours.within(laying.lapses(), work.now, LEAST_HOUR, MOST_HOUR)) {
            return Result.refused("nonpaper.hour", LEAST_HOUR.toMinutes(), MOST_HOUR.toDays());
        }
        return Speech.say(work, seat, sheet, command(work, seat, view, laying), work.now)
                .map(ticket -> Ok.OK);
    }

    private static RoomCommand command(Work work, Seat seat, SeatRoom view, Laying laying) {
        long lapses = laying.lapses().toEpochMilli();
        String plain = NonPaperActs.plain(laying.text());
        Hash statement = Laid.statement(view.room(), plain, laying.language(), laying.direction(), lapses);
        return new RoomCommand.OfNonPaper(new NonPaperActs.Command.Lay(
                plain,
                laying.language(),
                laying.direction(),
                lapses,
                laying.standing() ? marks(work, seat, view, statement) : List.of(),
                laying.forOthers(),
                Speech.leastKnown(seat, view)));
    }

    @Override
    public Result<Ok> carry(RoomRef from, long line, LayingElsewhere carrying) {
        return engine.act(work -> work.inRoom(
                from,
                (seat, sheet) -> seat.room(from.room())
                        .map(view -> given(work, from, view, line)
                                .then(paper -> ConveyingDesk.receiver(seat, from, carrying.to())
                                        .then(to -> carry(work, seat, sheet, paper, to, carrying))))
                        .orElseGet(() -> Speech.notOpen(seat))));
    }

    /** A paper that its delegation gave for others, as it lies here. */
    private record Paper(long line, long position, Laid laid) {}

    private static Result<Paper> given(Work work, RoomRef room, SeatRoom view, long line) {
        return Ledger.line(work.tx, room, line)
                .map(Ledger.Numbered::line)
                .filter(LineRecord.Said.class::isInstance)
                .map(LineRecord.Said.class::cast)
                .flatMap(said -> NonPaperCells.laid(said.event()).map(laid -> new Paper(line, said.position(), laid)))
                .filter(paper -> TalkFold.talk(view.state())
                        .nonPapers()
                        .forOthers(paper.position())
                        .isPresent())
                .map(Result::done)
                .orElseGet(() -> Result.refused(Why.NONPAPER_STAYS_HERE.refusal()));
    }

    private static Result<Ok> carry(
            Work work, Seat seat, RoomSheet sheet, Paper paper, SeatRoom to, LayingElsewhere carrying) {
        if (!Hours.within(carrying.lapses(), work.now, LEAST_HOUR, MOST_HOUR)) {
            return Result.refused("nonpaper.hour", LEAST_HOUR.toMinutes(), MOST_HOUR.toDays());
        }
        Optional<Refusal> there =
                ConveyingDesk.thereRefused(seat, to, command(work, seat, to, laying(paper.laid(), carrying)));
        if (there.isPresent()) {
            return Result.refused(there.get());
        }
        TableId table = sheet.ref.table();
        if (PaperWays.of(work.tx, table).size() >= Crossings.MOST) {
            return Result.refused("convey.too-much-waits", Crossings.MOST);
        }
        RoomCommand record = new RoomCommand.OfNonPaper(new NonPaperActs.Command.Carry(
                paper.position(),
                to.roster().stream().map(SeatRoom.Member::principal).toList(),
                carrying.lapses().toEpochMilli()));
        return Speech.say(work, seat, sheet, record, work.now).map(ticket -> {
            PaperWays.add(
                    work.tx,
                    table,
                    new PaperWays.Way(
                            sheet.ref.room(),
                            ticket,
                            paper.line(),
                            paper.position(),
                            carrying.to().room(),
                            Instant.ofEpochMilli(carrying.lapses().toEpochMilli()),
                            carrying.standing(),
                            to.roster().stream()
                                    .map(member -> member.principal().id())
                                    .toList(),
                            false));
            work.recorder.changed(new Change.TableChanged(table));
            return Ok.OK;
        });
    }

    static NonPapers.OnTheWay onTheWay(TableShot table, PaperWays.Way one) {
        return new NonPapers.OnTheWay(
                one.id(),
                ConveyingDesk.name(table, one.from()),
                one.position(),
                new RoomRef(table.sheet().table, one.to()),
                ConveyingDesk.name(table, one.to()),
                one.lapses(),
                one.recorded(),
                Optional.ofNullable(table.rooms().get(one.to()))
                        .flatMap(RoomShot::view)
                        .filter(view -> othersRead(view, one))
                        .isPresent());
    }

    /** Gives up one that isn't laid yet; the record of it stays. */
    static Result<Ok> drop(Engine engine, TableId table, Hash id) {
        return engine.act(work -> work.atTable(
                table,
                seat -> PaperWays.find(work.tx, table, id)
                        .map(way -> {
                            PaperWays.remove(work.tx, table, way);
                            work.recorder.changed(new Change.TableChanged(table));
                            return Ok.done();
                        })
                        .orElseGet(() -> Result.refused("convey.not-held"))));
    }

    private static Laying laying(Laid laid, LayingElsewhere carrying) {
        return new Laying(laid.text(), laid.lang(), laid.dir(), carrying.lapses(), carrying.standing(), false);
    }

    /** Somebody reads there of whom the record doesn't tell: its delegation doesn't know that the paper comes before that one. */
    private static boolean othersRead(SeatRoom view, PaperWays.Way way) {
        return view.roster().stream()
                .anyMatch(member -> !way.readers().contains(member.principal().id()));
    }

    /** Lays what a record that counts goes before. Refused, it stays: its room may open again, and the corridor shows that it waits. */
    static void lay(Work work, TableId table, PaperWays.Way way) {
        RoomRef from = new RoomRef(table, way.from());
        RoomRef to = new RoomRef(table, way.to());
        Optional<Laid> laid = Ledger.line(work.tx, from, way.line())
                .flatMap(numbered -> numbered.line() instanceof LineRecord.Said said
                        ? NonPaperCells.laid(said.event())
                        : Optional.empty());
        boolean over = laid.isEmpty()
                || work.inRoom(
                                to,
                                (seat, sheet) -> seat.room(to.room())
                                        .filter(view -> !othersRead(view, way))
                                        .map(view -> Speech.say(
                                                work,
                                                seat,
                                                sheet,
                                                command(
                                                        work,
                                                        seat,
                                                        view,
                                                        laying(
                                                                laid.get(),
                                                                new LayingElsewhere(to, way.lapses(), way.standing()))),
                                                work.now))
                                        .orElseGet(() -> Speech.notOpen(seat)))
                        .isDone();
        if (over) {
            PaperWays.remove(work.tx, table, way);
            work.recorder.changed(new Change.TableChanged(table));
        }
    }

    /** A mark for each reader: none of them can show its own to anybody. */
    private static List<ReaderProof> marks(Work work, Seat seat, SeatRoom view, Hash statement) {
        return view.roster().stream()
                .map(member -> member.principal().id())
                .filter(who -> !who.equals(seat.self().id()))
                .flatMap(who -> seat.proofs().make(work.tx, who, statement).stream()
                        .map(proof -> new ReaderProof(who, proof.keys(), proof.tag())))
                .toList();
    }

    /** Words that stand in a non-paper which lies before this node at that table: they can't be put on the record. */
    static Optional<Refusal> quoted(Work work, RoomRef room, String text) {
        return work.ledger.rooms().stream()
                .filter(sheet -> sheet.ref.table().equals(room.table()))
                .flatMap(sheet -> NonPaperCells.of(work.tx, sheet.ref).stream()
                        .flatMap(one -> Ledger.line(work.tx, sheet.ref, one.line()).stream()))
                .flatMap(numbered -> numbered.line() instanceof LineRecord.Said said
                        ? NonPaperCells.laid(said.event()).stream()
                        : java.util.stream.Stream.empty())
                .flatMap(laid -> Echo.of(laid.text(), text).stream())
                .findFirst()
                .map(echo -> Refusal.of("nonpaper.no-quoting", echo));
    }
}
