package parley.node.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import parley.base.Bytes;
import parley.base.Principal;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.TableId;
import parley.node.desk.Change;
import parley.node.desk.RoomRef;
import parley.node.engine.Crossings.Crossing;
import parley.node.engine.Tellings.Telling;
import parley.protocol.seat.Seat;
import parley.protocol.seat.SeatRoom;
import parley.talks.Why;
import parley.talks.convey.ConveyActs;
import parley.talks.convey.ConveyEvent;
import parley.talks.convey.ConveyEvent.Wording;
import parley.talks.convey.CrossedAs;
import parley.talks.convey.Evidence;
import parley.talks.convey.RaisedWords;
import parley.talks.message.MessageActs;
import parley.talks.message.MessageKind;
import parley.talks.room.RoomCommand;

/**
 * Says in the receiver's room what a mediator brings across, once its record counts in the source's room and its time has come.
 *
 * <p>What wasn't said with its record, or not at all, the source is told. What is raised as the mediator's own is an ordinary message at a moment drawn by chance: nothing in it refers to the source. When
 * and in which words it was said the source is told later, sealed to it. One of these at a time, and none that missed its moment: what
 * a locked node or a closed room kept back would else come at once, in the order in which it was decided.
 */
final class CrossingProcess extends TimedProcess {
    /** Longer than a room that takes it needs: what is said later than this after its record, its source is told. */
    static final Duration WITH_ITS_RECORD = Duration.ofMinutes(5);

    private boolean spoke;

    @Override
    void look(Work work) {
        spoke = false;
        for (TableSheet sheet : work.ledger.tables()) {
            Crossings.of(work.tx, sheet.table).stream()
                    .filter(one -> !one.held() && one.due().isPresent())
                    .sorted(Comparator.comparing(one -> one.due().orElseThrow()))
                    .forEach(one -> bring(work, sheet.table, one, one.due().orElseThrow()));
            for (Telling telling : Tellings.of(work.tx, sheet.table)) {
                missed(work, telling.due(), () -> tell(work, new RoomRef(sheet.table, telling.room()), telling))
                        .ifPresent(anew -> Tellings.putOff(work.tx, sheet.table, telling, anew));
            }
        }
    }

    private void bring(Work work, TableId table, Crossing crossing, Instant due) {
        RoomRef to = new RoomRef(table, crossing.to());
        if (lapsed(work, table, crossing)) {
            unsaid(work, table, crossing);
        } else if (crossing.as() == CrossedAs.OWN) {
            missed(work, due, () -> say(work, to, crossing))
                    .ifPresent(anew -> Crossings.putOff(work.tx, table, crossing, anew));
        } else if (!due.isAfter(work.now)) {
            // Refused, it stays: the room may open again, and the corridor shows that it waits.
            var unused = say(work, to, crossing);
        }
    }

    /** An idea waits for long, and a room can refuse for long: the author may have given it for less. */
    private static boolean lapsed(Work work, TableId table, Crossing crossing) {
        return work.seat(table)
                .flatMap(seat -> seat.room(crossing.from()))
                .flatMap(view -> TalkFold.talk(view.state()).conveyance().passage(crossing.passage()))
                .filter(passage -> passage.lapsedAt(work.now.toEpochMilli()))
                .isPresent();
    }

    /** Lets go of what the record says that it crosses: its source, which reads that record, is told that it was not said. */
    static void unsaid(Work work, TableId table, Crossing crossing) {
        Crossings.remove(work.tx, table, crossing);
        Wording none =
                new Wording("", crossing.wording().lang(), crossing.wording().dir());
        seal(work, table, crossing, false, crossing.as() == CrossedAs.OWN ? none : crossing.wording());
        work.recorder.changed(new Change.TableChanged(table));
    }

    /** Says it if its moment is here. When it has missed that, or it was refused, the answer is another moment. */
    private Optional<Instant> missed(Work work, Instant due, BooleanSupplier say) {
        if (due.isAfter(work.now)) {
            notAfter(due);
            return Optional.empty();
        }
        if (!spoke && !DrawnPause.missed(due, work.now) && say.getAsBoolean()) {
            spoke = true;
            return Optional.empty();
        }
        Instant anew = work.now.plus(DrawnPause.anew(work.ports().randomness()));
        notAfter(anew);
        return Optional.of(anew);
    }

    private static boolean say(Work work, RoomRef to, Crossing crossing) {
        Result<Long> said = work.inRoom(
                to,
                (seat, sheet) -> seat.room(to.room())
                        .map(view -> said(work, seat, sheet, view, crossing))
                        .orElseGet(() -> Speech.notOpen(seat)));
        if (said.isDone()) {
            Crossings.remove(work.tx, to.table(), crossing);
            if (crossing.as() == CrossedAs.OWN || late(crossing, work.now)) {
                seal(work, to.table(), crossing, true, crossing.wording());
            }
            work.recorder.changed(new Change.TableChanged(to.table()));
        }
        return said.isDone();
    }

    private static boolean late(Crossing crossing, Instant now) {
        return crossing.due()
                .filter(due -> now.isAfter(due.plus(WITH_ITS_RECORD)))
                .isPresent();
    }

    /**
     * Seals to the source when and in which words it was said, if it was, and forgets the link in the same transaction. Of an idea that
     * is told after a pause; of others the record names the room already.
     */
    private static void seal(Work work, TableId table, Crossing crossing, boolean said, Wording wording) {
        Duration pause =
                crossing.as() == CrossedAs.OWN ? DrawnPause.first(work.ports().randomness()) : Duration.ZERO;
        RaisedWords words = new RaisedWords(crossing.as(), said, wording, work.now.toEpochMilli());
        work.seat(table)
                .flatMap(seat -> sealed(seat, crossing, words))
                .ifPresent(shut -> Tellings.add(
                        work.tx, table, new Telling(crossing.from(), crossing.passage(), shut, work.now.plus(pause))));
    }

    private static Optional<Bytes> sealed(Seat seat, Crossing crossing, RaisedWords words) {
        return seat.room(crossing.from())
                .map(view -> TalkFold.talk(view.state()))
                .filter(talk -> talk.rules().eventVersion() >= ConveyEvent.VERSION_OF_PROOFS)
                .flatMap(talk -> talk.conveyance().passage(crossing.passage()))
                .flatMap(passage -> seat.proofs()
                        .sealTo(
                                passage.author(),
                                RaisedWords.context(crossing.from(), passage.name()),
                                words.encoded()));
    }

    /** Refused because there is no such passage any more, it is let go: there is nobody left to tell. */
    private static boolean tell(Work work, RoomRef room, Telling telling) {
        Result<Long> said = work.inRoom(
                room,
                (seat, sheet) -> Speech.say(
                        work,
                        seat,
                        sheet,
                        new RoomCommand.OfConveyance(new ConveyActs.Command.Raise(telling.passage(), telling.sealed())),
                        work.now));
        boolean nobodyLeft =
                said instanceof Result.Refused<Long>(Refusal why) && why.key().equals(Why.CONVEY_NO_SUCH_PASSAGE.key());
        boolean over = said.isDone() || nobodyLeft;
        if (over) {
            Tellings.remove(work.tx, room.table(), telling);
        }
        return over;
    }

    private static Result<Long> said(Work work, Seat seat, RoomSheet sheet, SeatRoom view, Crossing crossing) {
        return Speech.say(
                work,
                seat,
                sheet,
                command(work, seat, view, crossing.as(), crossing.source(), crossing.wording(), crossing.evidence()),
                work.now);
    }

    /** What is said in the receiver's room. */
    static RoomCommand command(
            Work work,
            Seat seat,
            SeatRoom view,
            CrossedAs as,
            Optional<Principal> source,
            Wording wording,
            Optional<Evidence> evidence) {
        return as == CrossedAs.OWN || source.isEmpty()
                ? new RoomCommand.OfMessage(new MessageActs.Command.Say(
                        MessageKind.STATEMENT,
                        wording.text(),
                        wording.lang(),
                        wording.dir(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        work.now.toEpochMilli(),
                        Speech.leastKnown(seat, view)))
                : new RoomCommand.OfConveyance(new ConveyActs.Command.Convey(
                        as, source.get(), wording, evidence, Speech.leastKnown(seat, view)));
    }
}
