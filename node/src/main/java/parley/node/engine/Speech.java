package parley.node.engine;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import parley.base.Bytes;
import parley.base.Refusal;
import parley.base.Result;
import parley.node.desk.Change;
import parley.node.desk.RoomRef;
import parley.protocol.port.RoomFold;
import parley.protocol.port.Tx;
import parley.protocol.seat.Fact.Comparison;
import parley.protocol.seat.Seat;
import parley.protocol.seat.SeatRoom;
import parley.talks.Why;
import parley.talks.convey.ConveyActs;
import parley.talks.courier.CourierActs;
import parley.talks.gallery.GalleryActs;
import parley.talks.mandate.MandateActs;
import parley.talks.phase.PhaseActs;
import parley.talks.phase.PhaseEvent;
import parley.talks.room.RoomCommand;
import parley.talks.room.RoomEvent;
import parley.talks.roster.RosterActs;
import parley.talks.rules.Standing;
import parley.talks.sheet.SheetActs;
import parley.talks.sounding.SoundingActs;
import parley.talks.sounding.SoundingAnswer;
import parley.talks.suspension.SuspensionActs;

/** From a command to an event in a room's queue: the one way in which anything is said, by people and by Processes. */
final class Speech {
    /** More than this waiting for a place, and the person should look why: the relay is silent or the room frozen. */
    static final int MOST_UNPLACED = 1_000;

    private Speech() {}

    /**
     * Decides the command and queues its event. Whatever tells the readers something is refused while codes with one of them
     * differed, whatever the Rules ask.
     *
     * @return the ticket that names the event until it has its place
     */
    static Result<Long> say(Work work, Seat seat, RoomSheet sheet, RoomCommand command, Instant notBefore) {
        var view = seat.room(sheet.ref.room());
        if (view.isEmpty() || sheet.phase != RoomSheet.Phase.OPEN) {
            return notOpen(seat);
        }
        return switch (view.get().condition()) {
            case FORMING -> Result.refused("room.not-open");
            case FROZEN -> Result.refused("room.frozen");
            case LEFT -> Result.refused("room.left");
            case OPEN -> {
                Optional<Refusal> differs = tells(command) ? differs(view.get()) : Optional.empty();
                yield differs.isPresent()
                        ? Result.refused(differs.get())
                        : TalkFold.talk(view.get().state())
                                .decide(seat.self().id(), command)
                                .then(event -> queue(work, seat, sheet, event, notBefore));
            }
        };
    }

    /** Says in a room what depends on how well its readers are known. */
    static Result<Long> say(Work work, RoomRef room, Function<Standing, RoomCommand> command) {
        return work.inRoom(
                room,
                (seat, sheet) -> seat.room(room.room())
                        .map(view -> say(work, seat, sheet, command.apply(leastKnown(seat, view)), work.now))
                        .orElseGet(() -> notOpen(seat)));
    }

    /** Proposes a change of a room that is about nobody but this node's own principal. */
    static Result<Long> propose(Work work, Seat seat, RoomSheet sheet, RoomFold.ChangeKind kind, Instant notBefore) {
        return seat.change(work.tx, sheet.ref.room(), kind, seat.self().id(), Optional.empty())
                .then(change -> say(
                        work,
                        seat,
                        sheet,
                        new RoomCommand.OfRoster(new RosterActs.Command.Propose(
                                TalkFold.ofTalk(kind), seat.self(), change, Standing.COMPARED, "")),
                        notBefore));
    }

    /**
     * Whether a command tells readers more than that something is taken back. Who turns out to be somebody else must still be
     * removed, and loses what it was given.
     */
    private static boolean tells(RoomCommand command) {
        return switch (command) {
            case RoomCommand.OfTable _, RoomCommand.OfRoster _ -> false;
            case RoomCommand.OfMessage _, RoomCommand.OfNonPaper _ -> true;
            case RoomCommand.OfConveyance(var of) -> !(of instanceof ConveyActs.Command.Withdraw);
            case RoomCommand.OfCourier(var of) -> !(of instanceof CourierActs.Command.CallBack);
            case RoomCommand.OfSounding(var of) ->
                !(of instanceof SoundingActs.Command.End(var _, var outcome) && outcome == SoundingAnswer.NOT_NOW);
            case RoomCommand.OfSheet(var of) -> !(of instanceof SheetActs.Command.TakeOff);
            case RoomCommand.OfGallery(var of) ->
                !(of instanceof GalleryActs.Command.TakeBack || of instanceof GalleryActs.Command.Unpublish);
            case RoomCommand.OfSuspension(var of) ->
                of instanceof SuspensionActs.Command.Suspend || of instanceof SuspensionActs.Command.GiveNotice;
            case RoomCommand.OfMandate(var of) ->
                !(of instanceof MandateActs.Command.Revoke || of instanceof MandateActs.Command.Lapse);
            case RoomCommand.OfPhase(PhaseActs.Command.Say(var event)) ->
                !(event instanceof PhaseEvent.Withdrawn || event instanceof PhaseEvent.SteppedBack);
        };
    }

    /**
     * What is on its way into this room and has no place yet, in the order in which it was said; not what came late and goes
     * nowhere by itself, which a Process must not wait for.
     */
    static Stream<RoomEvent> underWay(Tx tx, RoomSheet sheet) {
        return sheet.unplaced.stream()
                .flatMap(ticket -> Ledger.unplaced(tx, sheet.ref, ticket).stream())
                .filter(record -> !record.late())
                .flatMap(record -> RoomEvent.read(record.event()) instanceof RoomEvent.Reading.Known(var event, int _)
                        ? Stream.of(event)
                        : Stream.empty());
    }

    /** A room that isn't here: not open yet, or behind in a node that came back from a backup without its keys. */
    static <T> Result<T> notOpen(Seat seat) {
        return Result.refused(seat.frozen() ? "room.frozen" : "room.not-open");
    }

    private static Result<Long> queue(Work work, Seat seat, RoomSheet sheet, Bytes event, Instant notBefore) {
        if (sheet.unplaced.size() >= MOST_UNPLACED) {
            return Result.refused("room.too-much-waits", MOST_UNPLACED);
        }
        return seat.say(work.tx, sheet.ref.room(), event, notBefore).map(ticket -> {
            Ledger.put(
                    work.tx,
                    sheet.ref,
                    new UnplacedRecord(ticket, event, work.now, notBefore, work.recorder.stateOf(sheet.ref, ticket)));
            sheet.unplaced.add(ticket);
            work.ledger.save(work.tx, sheet);
            if (!notBefore.isAfter(work.now)) {
                seat.tick(work.tx);
            }
            work.recorder.changed(new Change.UnplacedChanged(sheet.ref));
            return ticket;
        });
    }

    /** How the Rules call what a seat knows of a peer. Codes that differed are below all that Rules can ask. */
    static Standing standing(Comparison comparison) {
        return switch (comparison) {
            case Comparison.Unverified _, Comparison.Differed _ -> Standing.UNVERIFIED;
            case Comparison.VouchedFor _ -> Standing.VOUCHED;
            case Comparison.Compared _ -> Standing.COMPARED;
        };
    }

    /** Why nothing may be said to these readers, whatever the Rules ask: codes with one of them differed. */
    static Optional<Refusal> differs(SeatRoom view) {
        return view.roster().stream()
                .filter(member -> member.comparison() instanceof Comparison.Differed)
                .findFirst()
                .map(member ->
                        Refusal.of("message.reader-differed", member.principal().name()));
    }

    /** Why nothing of another room may be brought into this one now. The fold lets it in: what that room's record says is said. */
    static Optional<Refusal> suspended(SeatRoom view) {
        return TalkFold.talk(view.state()).suspension().stop().map(_ -> Why.SUSPENSION_CLOSED.refusal());
    }

    /** How well the reader is known who is known least; alone in a room one knows everybody. */
    static Standing leastKnown(Seat seat, SeatRoom view) {
        return view.roster().stream()
                .filter(member -> !member.principal().id().equals(seat.self().id()))
                .map(member -> standing(member.comparison()))
                .min(java.util.Comparator.naturalOrder())
                .orElse(Standing.COMPARED);
    }
}
