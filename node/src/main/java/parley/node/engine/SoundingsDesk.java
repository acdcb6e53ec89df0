package parley.node.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.Role;
import parley.base.RoomId;
import parley.base.TableId;
import parley.node.desk.RoomRef;
import parley.node.desk.Soundings;
import parley.node.engine.Snapshot.TableShot;
import parley.node.engine.SoundingCells.Kept;
import parley.protocol.port.Tx;
import parley.protocol.seat.SeatRoom;
import parley.talks.message.MessageActs;
import parley.talks.room.RoomCommand;
import parley.talks.room.RoomEvent;
import parley.talks.rules.Standing;
import parley.talks.sounding.Asking;
import parley.talks.sounding.SoundingActs.Command;
import parley.talks.sounding.SoundingAnswer;
import parley.talks.sounding.SoundingEvent.Asked;

/** The desk's soundings. Thread-safe. */
final class SoundingsDesk implements Soundings {
    /** Clocks of two machines differ by so much without anybody having done anything. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(2);

    private final Engine engine;

    SoundingsDesk(Engine engine) {
        this.engine = engine;
    }

    // ---- Looking

    /** One asking and the room in which it was kept. */
    private record Placed(RoomId room, Asked asked, Kept kept) {}

    @Override
    public List<Sounding> list(TableId id) {
        Optional<TableShot> table = engine.snapshot().table(id);
        if (table.isEmpty()) {
            return List.of();
        }
        Result<List<Sounding>> all = engine.read(tx -> Result.done(list(tx, table.get())));
        return all instanceof Result.Done<List<Sounding>>(var found) ? found : List.of();
    }

    private List<Sounding> list(Tx tx, TableShot table) {
        Map<Hash, List<Placed>> byName = new LinkedHashMap<>();
        for (var room : table.rooms().values()) {
            for (Kept kept : SoundingCells.of(tx, room.sheet().ref)) {
                kept.question()
                        .ifPresent(asked -> byName.computeIfAbsent(asked.name(), _ -> new ArrayList<>())
                                .add(new Placed(room.sheet().ref.room(), asked, kept)));
            }
        }
        Instant now = engine.clock().instant();
        List<Instant> hours = byName.values().stream()
                .map(placed -> placed.getFirst().kept().arrived())
                .toList();
        return byName.values().stream()
                .map(placed -> view(table, placed, hours, now))
                .sorted(Comparator.comparing(Sounding::arrived).reversed())
                .toList();
    }

    private static Sounding view(TableShot table, List<Placed> placed, List<Instant> hours, Instant now) {
        Asked asked = placed.getFirst().asked();
        Kept kept = placed.getFirst().kept();
        Instant deadline = Instant.ofEpochMilli(asked.deadline());
        State state = state(placed, now.isBefore(deadline));
        Optional<Instant> ended =
                placed.stream().flatMap(one -> one.kept().ended().stream()).max(Comparator.naturalOrder());
        return new Sounding(
                asked.name(),
                asked.kind(),
                asked.text(),
                asked.lang(),
                asked.dir(),
                table.name(kept.asker()),
                kept.asker().equals(table.self().id()),
                kept.arrived(),
                deadline,
                state,
                ended,
                state == State.NOT_NOW
                        && ended.filter(at -> at.plus(CLOCKS_DIFFER).isBefore(deadline))
                                .isPresent(),
                kept.times(),
                parley.talks.sounding.Soundings.MOST_TIMES,
                recent(kept.arrived(), hours),
                heeded(askings(table), asked.name(), now),
                asked.asked().stream().map(one -> party(table, placed, one)).toList());
    }

    /** How many were asked within so many days up to this one, itself included. */
    private static int recent(Instant arrived, List<Instant> hours) {
        Instant from = arrived.minus(COUNTED);
        return Math.toIntExact(hours.stream()
                .filter(one -> !one.isAfter(arrived) && one.isAfter(from))
                .count());
    }

    /** As the folds of all rooms of a table that this node sits in have them. */
    private static List<Asking> askings(TableShot table) {
        return table.rooms().values().stream()
                .flatMap(room -> room.talk().stream())
                .flatMap(talk -> talk.soundings().questions().stream())
                .toList();
    }

    /**
     * Whether an answer to this is taken: the fold of each room has judged its hour against that room's questions; here it is judged
     * against those of all rooms that this node sees, and against its clock.
     */
    private static boolean heeded(List<Asking> all, Hash name, Instant now) {
        Instant last = now.plus(MOST_TIME).plus(CLOCKS_DIFFER);
        return all.stream()
                .filter(one -> one.name().equals(name))
                .noneMatch(one -> Instant.ofEpochMilli(one.deadline()).isAfter(last)
                        || all.stream().anyMatch(other -> tooSoonAfter(one, other)));
    }

    private static boolean tooSoonAfter(Asking one, Asking other) {
        return !other.name().equals(one.name())
                && other.asker().equals(one.asker())
                && other.outcome().filter(SoundingAnswer.YES::equals).isEmpty()
                && other.deadline() <= one.deadline()
                && one.deadline() < other.next();
    }

    private static State state(List<Placed> placed, boolean inTime) {
        if (placed.stream().anyMatch(one -> one.kept().outcome().equals(Optional.of(SoundingAnswer.YES)))) {
            return State.OPENED;
        }
        // A mediator says the end in each caucus: until it stands in all of them the next question is refused.
        if (placed.stream().allMatch(one -> one.kept().outcome().isPresent())) {
            return State.NOT_NOW;
        }
        return inTime ? State.OPEN : State.OVERDUE;
    }

    private static Party party(TableShot table, List<Placed> placed, Principal one) {
        Optional<Placed> here =
                placed.stream().filter(room -> seats(table, room.room(), one)).findFirst();
        return new Party(
                one.id(),
                one.name(),
                one.id().equals(table.self().id()),
                here.map(Placed::room),
                here.flatMap(room -> room.kept().answer()));
    }

    private static boolean seats(TableShot table, RoomId room, Principal who) {
        return Optional.ofNullable(table.rooms().get(room)).stream()
                .flatMap(shot -> shot.sheet().members.stream())
                .anyMatch(member -> member.id().equals(who.id()));
    }

    // ---- Asking

    @Override
    public Optional<Instant> nextFrom(TableId id) {
        return engine.snapshot()
                .table(id)
                .flatMap(table -> next(askings(table), table.self().id()))
                .filter(engine.clock().instant()::isBefore);
    }

    private static Optional<Instant> next(List<Asking> all, PrincipalId asker) {
        long earliest = parley.talks.sounding.Soundings.earliest(all, asker);
        return earliest == Long.MIN_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(earliest));
    }

    @Override
    public Result<Hash> ask(TableId table, Question question) {
        Instant now = engine.clock().instant();
        if (!Hours.within(question.deadline(), now, LEAST_TIME, MOST_TIME)) {
            return Result.refused("sounding.deadline", LEAST_TIME.toMinutes(), MOST_TIME.toDays());
        }
        List<RoomId> rooms = question.rooms().stream().distinct().toList();
        return engine.act(work -> work.atTable(table, seat -> {
            if (isOpen(work, table)) {
                return Result.refused("sounding.one-at-a-time");
            }
            Optional<Instant> next = next(askings(work, table), seat.self().id());
            if (next.filter(now::isBefore).isPresent()) {
                return Result.refused("sounding.too-soon", parley.talks.sounding.Soundings.LEAST_DAYS_BETWEEN);
            }
            List<Principal> asked = rooms.stream()
                    .flatMap(room -> seat.room(room).stream())
                    .flatMap(view -> view.roster().stream())
                    .map(SeatRoom.Member::principal)
                    .filter(one -> one.role() == Role.PARTY)
                    .distinct()
                    .toList();
            // Of nobody it would be said nowhere, and no fold would refuse it.
            if (asked.isEmpty() || asked.size() != rooms.size()) {
                return Result.refused("sounding.whom");
            }
            Asked event = new Asked(
                    new Hash(work.ports().randomness().bytes(Hash.SIZE)),
                    question.kind(),
                    MessageActs.canonical(question.text()).strip(),
                    question.language(),
                    question.direction(),
                    asked,
                    question.deadline().toEpochMilli());
            for (RoomId room : rooms) {
                Result<Long> said =
                        say(work, new RoomRef(table, room), leastKnown -> new Command.Ask(event, leastKnown));
                if (said instanceof Result.Refused<Long>(Refusal why)) {
                    throw new Work.Undone(why);
                }
            }
            return Result.done(event.name());
        }));
    }

    /** One question at a time at the whole table: a second one would tell by how it differs. */
    private static boolean isOpen(Work work, TableId table) {
        return work.ledger.rooms().stream()
                .filter(sheet -> sheet.ref.table().equals(table))
                .anyMatch(sheet -> asked(work, sheet)
                        || work.seat(table)
                                .flatMap(seat -> seat.room(sheet.ref.room()))
                                .flatMap(view ->
                                        TalkFold.talk(view.state()).soundings().open())
                                .isPresent());
    }

    private static List<Asking> askings(Work work, TableId table) {
        return work.seat(table).stream()
                .flatMap(seat -> work.ledger.rooms().stream()
                        .filter(sheet -> sheet.ref.table().equals(table))
                        .flatMap(sheet -> seat.room(sheet.ref.room()).stream()))
                .flatMap(view -> TalkFold.talk(view.state()).soundings().questions().stream())
                .toList();
    }

    /** Whether a question of ours is on its way into this room. */
    private static boolean asked(Work work, RoomSheet sheet) {
        return Speech.underWay(work.tx, sheet).anyMatch(event -> event instanceof RoomEvent.OfSounding(Asked _));
    }

    @Override
    public Result<Ok> answer(RoomRef room, Hash sounding, SoundingAnswer answer) {
        return engine.act(work -> work.inRoom(room, (seat, _) -> {
            boolean late = seat.room(room.room())
                    .flatMap(view -> TalkFold.talk(view.state()).soundings().asking(sounding))
                    .filter(one -> one.open() && !work.now.isBefore(Instant.ofEpochMilli(one.deadline())))
                    .isPresent();
            if (late) {
                return Result.refused("sounding.too-late");
            }
            return !heeded(askings(work, room.table()), sounding, work.now)
                    ? Result.refused(
                            "sounding.unheeded", parley.talks.sounding.Soundings.LEAST_DAYS_BETWEEN, MOST_TIME.toDays())
                    : say(work, room, leastKnown -> new Command.Answer(sounding, answer, leastKnown))
                            .map(ticket -> Ok.OK);
        }));
    }

    private static Result<Long> say(Work work, RoomRef room, Function<Standing, Command> command) {
        return Speech.say(work, room, leastKnown -> new RoomCommand.OfSounding(command.apply(leastKnown)));
    }
}
