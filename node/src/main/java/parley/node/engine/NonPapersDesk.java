package parley.node.engine;

import java.util.List;
import java.util.Optional;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Refusal;
import parley.base.Result;
import parley.node.desk.NonPapers;
import parley.node.desk.RoomRef;
import parley.protocol.seat.Seat;
import parley.protocol.seat.SeatRoom;
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
        long lapses = laying.lapses().toEpochMilli();
        String plain = NonPaperActs.plain(laying.text());
        Hash statement = Laid.statement(sheet.ref.room(), plain, laying.language(), laying.direction(), lapses);
        RoomCommand command = new RoomCommand.OfNonPaper(new NonPaperActs.Command.Lay(
                plain,
                laying.language(),
                laying.direction(),
                lapses,
                laying.standing() ? marks(work, seat, view, statement) : List.of(),
                Speech.leastKnown(seat, view)));
        return Speech.say(work, seat, sheet, command, work.now).map(ticket -> Ok.OK);
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
