package parley.node.engine;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import parley.base.Hash;
import parley.base.Principal;
import parley.base.RoomId;
import parley.node.desk.Change;
import parley.node.desk.RoomRef;
import parley.protocol.seat.Seat;
import parley.talks.courier.CourierActs;
import parley.talks.courier.CourierEvent;
import parley.talks.courier.Slip;
import parley.talks.courier.Step;
import parley.talks.room.RoomCommand;
import parley.talks.room.RoomEvent;
import parley.talks.room.RoomTalk;
import parley.talks.rules.Standing;

/**
 * The postman's ways between two rooms: brings an item into the receiver's caucus once the record of its delivery counts in the
 * source's, and tells the source once the receiver has said "received". It looks at what was folded, so a restart loses nothing.
 */
final class CourierProcess implements NodeProcess {
    @Override
    public void run(Work work) {
        for (RoomSheet sheet : work.ledger.rooms()) {
            work.seat(sheet.ref.table())
                    .ifPresent(seat -> seat.room(sheet.ref.room()).ifPresent(view -> {
                        RoomTalk talk = TalkFold.talk(view.state());
                        talk.courier().slips().stream()
                                .filter(slip -> !slip.brought()
                                        && slip.postman()
                                                .filter(seat.self().id()::equals)
                                                .isPresent())
                                .forEach(slip -> look(work, seat, sheet, talk, slip));
                    }));
        }
    }

    private static void look(Work work, Seat seat, RoomSheet source, RoomTalk talk, Slip slip) {
        Optional<Slip> there = work.ledger.rooms().stream()
                .filter(room -> room.ref.table().equals(source.ref.table()))
                .flatMap(room -> seat.room(room.ref.room()).stream())
                .flatMap(view -> TalkFold.talk(view.state()).courier().slip(slip.name()).stream())
                .filter(Slip::brought)
                .findFirst();
        Optional<RoomId> way = CourierCells.way(work.tx, source.ref.table(), slip.name());
        if (there.isEmpty()) {
            way.filter(to -> seats(seat, to, slip))
                    .ifPresent(to -> bring(work, source, talk, slip, new RoomRef(source.ref.table(), to)));
            return;
        }
        if (way.isPresent()) {
            CourierCells.arrived(work.tx, source.ref.table(), slip.name());
            work.recorder.changed(new Change.TableChanged(source.ref.table()));
        }
        if (there.get().step() == Step.ACKNOWLEDGED
                && slip.step() == Step.DELIVERED
                && !underWay(work, source, event -> event.equals(new CourierEvent.Confirmed(slip.name())))) {
            // Refused while a room is frozen: looked at again.
            var unused = Speech.say(
                    work,
                    seat,
                    source,
                    new RoomCommand.OfCourier(new CourierActs.Command.Confirm(slip.name())),
                    work.now);
        }
    }

    /** Whether the receiver whom the record names sits there. */
    private static boolean seats(Seat seat, RoomId room, Slip slip) {
        return seat.room(room).stream()
                .flatMap(view -> view.roster().stream())
                .anyMatch(member ->
                        slip.to().equals(Optional.of(member.principal().id())));
    }

    /** Refused, it stays on its way: the room may open again, and the page shows that it waits. */
    private static void bring(Work work, RoomSheet source, RoomTalk talk, Slip slip, RoomRef to) {
        boolean saying = work.ledger
                .room(to)
                .filter(sheet -> underWay(work, sheet, event -> isBrought(event, slip.name())))
                .isPresent();
        if (!saying) {
            what(work, source, talk, slip).ifPresent(what -> {
                var unused = Speech.say(work, to, what);
            });
        }
    }

    /** The item as it was handed in and the record of its delivery, as they stand in the source's room. */
    private static Optional<Function<Standing, RoomCommand>> what(
            Work work, RoomSheet source, RoomTalk talk, Slip slip) {
        Optional<Principal> from = talk.sitting().seat(slip.from());
        Optional<CourierCells.Kept> kept = CourierCells.kept(work.tx, source.ref, slip.name());
        if (from.isEmpty() || kept.isEmpty() || kept.get().delivered().isEmpty()) {
            return Optional.empty();
        }
        return CourierCells.at(work.tx, source.ref, kept.get().line())
                .flatMap(handed -> CourierCells.at(
                                work.tx, source.ref, kept.get().delivered().get())
                        .flatMap(record -> handed.event() instanceof CourierEvent.HandedIn(var item)
                                        && record.event() instanceof CourierEvent.Delivered delivered
                                ? Optional.of(leastKnown -> new RoomCommand.OfCourier(new CourierActs.Command.Bring(
                                        from.get(), delivered.handover(), item, leastKnown)))
                                : Optional.empty()));
    }

    private static boolean isBrought(CourierEvent event, Hash name) {
        return event instanceof CourierEvent.Brought brought
                && brought.item().name(brought.from().id()).equals(name);
    }

    private static boolean underWay(Work work, RoomSheet sheet, Predicate<CourierEvent> which) {
        return Speech.underWay(work.tx, sheet)
                .anyMatch(event -> event instanceof RoomEvent.OfCourier(var said) && which.test(said));
    }
}
