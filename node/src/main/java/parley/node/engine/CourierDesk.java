package parley.node.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Principal;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.Role;
import parley.base.TableId;
import parley.node.desk.Change;
import parley.node.desk.CourierItems;
import parley.node.desk.RoomRef;
import parley.node.engine.Snapshot.RoomShot;
import parley.node.engine.Snapshot.TableShot;
import parley.protocol.port.Tx;
import parley.protocol.seat.Seat;
import parley.protocol.seat.SeatRoom;
import parley.talks.courier.CourierActs;
import parley.talks.courier.CourierEvent;
import parley.talks.courier.CourierEvent.Handover;
import parley.talks.courier.Item;
import parley.talks.courier.Slip;
import parley.talks.room.RoomCommand;
import parley.talks.room.RoomEvent;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Standing;

/** The desk's items: what was handed in and brought, and the acts of parties and of the postman. Thread-safe. */
final class CourierDesk implements CourierItems {
    /** What was given longer ago is history, not a delivery. */
    private static final Duration MOST_AGO = Duration.ofDays(366);
    /** Clocks of two nodes may differ, and a hand-over may be agreed for later today. */
    private static final Duration MOST_AHEAD = Duration.ofDays(1);

    private final Engine engine;
    private final LineViews views;
    private final Uploads uploads;
    private final CourierFiles files;

    CourierDesk(Engine engine, LineViews views, Uploads uploads, CourierFiles files) {
        this.engine = engine;
        this.views = views;
        this.uploads = uploads;
        this.files = files;
    }

    // ---- Looking

    @Override
    public Bag bag(TableId id) {
        Optional<TableShot> table = engine.snapshot().table(id);
        return table.isPresent()
                        && engine.read(tx -> Result.done(bag(tx, table.get()))) instanceof Result.Done<Bag>(Bag bag)
                ? bag
                : new Bag(List.of(), 0);
    }

    private Bag bag(Tx tx, TableShot table) {
        List<ItemView> all = new ArrayList<>();
        int unsent = 0;
        for (RoomShot room : table.rooms().values()) {
            unsent += (int) Speech.underWay(tx, room.sheet())
                    .filter(event -> event instanceof RoomEvent.OfCourier(CourierEvent.HandedIn _))
                    .count();
            room.talk()
                    .ifPresent(talk -> talk.courier().slips().stream()
                            .flatMap(slip -> view(tx, table, room.sheet(), slip).stream())
                            .forEach(all::add));
        }
        all.sort(Comparator.comparing(ItemView::since).reversed());
        return new Bag(all, unsent);
    }

    private Optional<ItemView> view(Tx tx, TableShot table, RoomSheet sheet, Slip slip) {
        return CourierCells.kept(tx, sheet.ref, slip.name()).map(kept -> {
            Optional<CourierCells.Found> first = CourierCells.at(tx, sheet.ref, kept.line());
            return new ItemView(
                    slip.name(),
                    sheet.ref,
                    sheet.name,
                    slip.brought(),
                    slip.from(),
                    first.flatMap(found -> found.event() instanceof CourierEvent.Brought brought
                                    ? Optional.of(table.names().shown(brought.from()))
                                    : Optional.empty())
                            .orElseGet(() -> table.name(slip.from())),
                    slip.from().equals(table.self().id()),
                    kept.line(),
                    arrived(tx, sheet.ref, kept.line()),
                    slip.step(),
                    first.flatMap(found -> letter(tx, sheet.ref, found.event())),
                    kept.received().map(line -> arrived(tx, sheet.ref, line)),
                    kept.delivered().flatMap(line -> delivery(tx, table, sheet.ref, slip, line)),
                    kept.acknowledged().map(line -> arrived(tx, sheet.ref, line)),
                    slip.answers(),
                    slip.answeredBy(),
                    CourierCells.way(tx, sheet.ref.table(), slip.name()).isPresent() && !slip.underWay());
        });
    }

    /** Also of a line whose text was erased. */
    private static Instant arrived(Tx tx, RoomRef room, long line) {
        return Ledger.line(tx, room, line).map(found -> found.line().arrived()).orElse(Instant.EPOCH);
    }

    private Optional<Letter> letter(Tx tx, RoomRef room, CourierEvent event) {
        return Told.item(event)
                .map(item -> new Letter(
                        item.addressee(),
                        item.text(),
                        item.lang(),
                        item.dir(),
                        IntStream.range(0, item.attachments().size())
                                .mapToObj(i -> views.attachment(
                                        tx, room, i, item.attachments().get(i)))
                                .toList(),
                        Instant.ofEpochMilli(item.statedAt())));
    }

    private static Optional<Delivery> delivery(Tx tx, TableShot table, RoomRef room, Slip slip, long line) {
        return CourierCells.at(tx, room, line).flatMap(found -> switch (found.event()) {
            case CourierEvent.Delivered(var _, Principal to, Handover how) ->
                Optional.of(delivery(table, slip, table.names().shown(to), how, found.arrived()));
            case CourierEvent.Brought brought ->
                Optional.of(delivery(
                        table, slip, slip.to().map(table::name).orElse(""), brought.handover(), found.arrived()));
            case CourierEvent.HandedIn _,
                    CourierEvent.CalledBack _,
                    CourierEvent.Received _,
                    CourierEvent.Acknowledged _,
                    CourierEvent.Confirmed _ -> Optional.empty();
        });
    }

    private static Delivery delivery(TableShot table, Slip slip, String to, Handover how, Instant recorded) {
        return new Delivery(
                slip.postman().map(table::name).orElse(""),
                to,
                how.hand(),
                how.means(),
                how.remark(),
                Instant.ofEpochMilli(how.at()),
                recorded);
    }

    // ---- Of a party

    @Override
    public Result<Ok> handIn(RoomRef room, Handing handing) {
        return engine.act(work -> uploads.into(work, room, handing.attachments())
                .then(attachments -> say(
                                work,
                                room,
                                leastKnown -> new CourierActs.Command.HandIn(
                                        new Item(
                                                new Hash(work.ports()
                                                        .randomness()
                                                        .bytes(Hash.SIZE)),
                                                handing.addressee().strip(),
                                                handing.text().strip(),
                                                handing.language(),
                                                handing.direction(),
                                                attachments,
                                                handing.answers(),
                                                work.now.toEpochMilli()),
                                        leastKnown))
                        .map(done -> {
                            Uploads.taken(work, room, handing.attachments());
                            return done;
                        })));
    }

    @Override
    public Result<Ok> callBack(RoomRef room, Hash item) {
        return engine.act(work -> say(work, room, _ -> new CourierActs.Command.CallBack(item)));
    }

    @Override
    public Result<Ok> acknowledge(RoomRef room, Hash item) {
        return engine.act(work -> say(work, room, _ -> new CourierActs.Command.Acknowledge(item)));
    }

    // ---- Of the postman

    @Override
    public Result<Ok> receive(RoomRef room, Hash item) {
        return engine.act(work -> say(work, room, _ -> new CourierActs.Command.Receive(item)));
    }

    @Override
    public Result<Ok> deliver(RoomRef room, Hash item, Delivering delivering) {
        RoomRef to = new RoomRef(room.table(), delivering.to());
        return files.ready(room, item)
                .then(ready -> files.orDiscarded(ready, delivered(room, item, to, delivering, ready)));
    }

    private Result<Ok> delivered(RoomRef room, Hash item, RoomRef to, Delivering how, List<CourierFiles.Ready> ready) {
        return engine.act(work -> work.inRoom(room, (seat, sheet) -> {
            if (recording(work, sheet, item)) {
                return Result.refused("courier.is-delivered");
            }
            if (how.at().isBefore(work.now.minus(MOST_AGO)) || how.at().isAfter(work.now.plus(MOST_AHEAD))) {
                return Result.refused("courier.given-when", MOST_AGO.toDays());
            }
            Handover handover = new Handover(
                    how.hand().strip(),
                    how.means(),
                    how.remark().strip(),
                    how.at().toEpochMilli());
            return receiver(seat, room, to)
                    .then(who -> say(work, room, _ -> new CourierActs.Command.Deliver(item, who, handover)))
                    .map(done -> {
                        ready.forEach(file -> file.into(work, to));
                        CourierCells.putWay(work.tx, room.table(), item, to.room());
                        work.recorder.changed(new Change.TableChanged(room.table()));
                        return done;
                    });
        }));
    }

    /** Whether a record of its delivery is on its way: a second one would send the item elsewhere than the first says. */
    private static boolean recording(Work work, RoomSheet sheet, Hash item) {
        return Speech.underWay(work.tx, sheet)
                .anyMatch(event -> event instanceof RoomEvent.OfCourier(CourierEvent.Delivered said)
                        && said.item().equals(item));
    }

    /** The party of another open caucus, into which the item could be brought: asked now, since the record can't be taken back. */
    private static Result<Principal> receiver(Seat seat, RoomRef from, RoomRef to) {
        Optional<SeatRoom> there = seat.room(to.room())
                .filter(_ -> !to.equals(from))
                .filter(view -> view.condition() == SeatRoom.Condition.OPEN)
                .filter(view -> TalkFold.talk(view.state()).sitting().kind() == RoomKind.CAUCUS);
        Optional<Principal> party = there.flatMap(view -> view.roster().stream()
                .map(SeatRoom.Member::principal)
                .filter(one -> one.role() == Role.PARTY)
                .findFirst());
        if (party.isEmpty()) {
            return Result.refused("courier.not-there");
        }
        if (!PhaseRooms.hasPhase(TalkFold.talk(there.get().state()))) {
            return Result.refused("courier.older-events");
        }
        Optional<Refusal> differs = Speech.differs(there.get())
                .or(() -> Speech.suspended(there.get()))
                .or(() -> Speech.leastKnown(seat, there.get())
                                .atLeast(TalkFold.talk(there.get().state())
                                        .rules()
                                        .readers())
                        ? Optional.empty()
                        : Optional.of(Refusal.of(
                                "message.readers-not-compared",
                                TalkFold.talk(there.get().state())
                                        .rules()
                                        .readers()
                                        .word())));
        return differs.<Result<Principal>>map(Result::refused).orElseGet(() -> Result.done(party.get()));
    }

    private static Result<Ok> say(Work work, RoomRef room, Function<Standing, CourierActs.Command> command) {
        return Speech.say(work, room, leastKnown -> new RoomCommand.OfCourier(command.apply(leastKnown)))
                .map(ticket -> Ok.OK);
    }
}
