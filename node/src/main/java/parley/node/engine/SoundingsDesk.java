package parley.node.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
        List<Put> all = put(tx, table);
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
                .map(placed -> view(table, placed, all, hours, now))
                .sorted(Comparator.comparing(Sounding::arrived).reversed())
                .toList();
    }

    private static Sounding view(
            TableShot table, List<Placed> placed, List<Put> all, List<Instant> hours, Instant now) {
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
                heeded(all, asked.name(), now),
                asked.asked().stream().map(one -> party(table, placed, one)).toList());
    }

    /** How many were asked within so many days up to this one, itself included. */
    private static int recent(Instant arrived, List<Instant> hours) {
        Instant from = arrived.minus(COUNTED);
        return Math.toIntExact(hours.stream()
                .filter(one -> !one.isAfter(arrived) && one.isAfter(from))
                .count());
    }

    /**
     * A question as the fold of its room has it.
     *
     * @param arrived when it came to this node; empty when its words are erased: then it came before any that are still kept
     * @param seats who sits in its room, and so could read it
     */
    private record Put(Asking asking, Optional<Instant> arrived, List<PrincipalId> seats) {
        boolean didNotOpen() {
            return asking.outcome().filter(SoundingAnswer.YES::equals).isEmpty();
        }

        /** Whether its hour lies behind any that an honest node names at this time. */
        boolean farFrom(Instant time) {
            return Instant.ofEpochMilli(asking.deadline())
                    .isAfter(time.plus(MOST_TIME).plus(CLOCKS_DIFFER));
        }

        /** What came in one moment, as from a pouch, is in the order of its hours. */
        boolean before(Put other) {
            return ORDER.compare(this, other) < 0;
        }

        private static final Comparator<Put> ORDER = Comparator.comparing(
                        (Put one) -> one.arrived().orElse(Instant.MIN))
                .thenComparing(one -> one.asking().deadline())
                .thenComparing(one -> one.asking().name().toHex());
    }

    private static List<Put> put(Tx tx, TableShot table) {
        return table.rooms().values().stream()
                .flatMap(room -> room.talk().stream()
                        .flatMap(talk -> put(tx, room.sheet(), talk.soundings().questions())))
                .toList();
    }

    private static List<Put> put(Work work, TableId table) {
        return work.seat(table).stream()
                .flatMap(seat -> work.ledger.rooms().stream()
                        .filter(sheet -> sheet.ref.table().equals(table))
                        .flatMap(sheet -> seat.room(sheet.ref.room()).stream()
                                .flatMap(view -> put(
                                        work.tx,
                                        sheet,
                                        TalkFold.talk(view.state()).soundings().questions()))))
                .toList();
    }

    private static Stream<Put> put(Tx tx, RoomSheet sheet, List<Asking> questions) {
        List<PrincipalId> seats = sheet.members.stream().map(Principal::id).toList();
        Map<Hash, Instant> arrived = new HashMap<>();
        for (Kept kept : SoundingCells.of(tx, sheet.ref)) {
            kept.question().ifPresent(asked -> arrived.put(asked.name(), kept.arrived()));
        }
        return questions.stream().map(one -> new Put(one, Optional.ofNullable(arrived.get(one.name())), seats));
    }

    /**
     * Whether an answer to this is taken: the fold of each room has judged its hour against that room's questions of the same asker;
     * here it is judged against those of all mediators in all rooms that this node sees, and against its clock.
     */
    private static boolean heeded(List<Put> all, Hash name, Instant now) {
        return all.stream()
                .filter(one -> one.asking().name().equals(name))
                .noneMatch(one -> one.farFrom(now)
                        || all.stream()
                                .anyMatch(
                                        other -> tooSoonAfter(one.asking(), other) || besideAnothers(one, other, now)));
    }

    private static boolean tooSoonAfter(Asking one, Put of) {
        Asking other = of.asking();
        return !other.name().equals(one.name())
                && other.asker().equals(one.asker())
                && of.didNotOpen()
                && other.deadline() <= one.deadline()
                && one.deadline() < other.next();
    }

    /**
     * Whether it came behind a question of another mediator, whose hour lies less than the least time away on either side: two who take
     * turns, or one person who has two seats, ask no more often than one. Who doesn't sit where the other was asked can't know of it, and
     * no hour that is none keeps a colleague waiting.
     */
    private static boolean besideAnothers(Put one, Put other, Instant now) {
        return !other.asking().asker().equals(one.asking().asker())
                && other.seats().contains(one.asking().asker())
                && other.didNotOpen()
                && other.before(one)
                && !other.farFrom(other.arrived().orElse(now))
                && one.asking().deadline() < other.asking().next()
                && other.asking().deadline() < one.asking().next();
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
        Instant now = engine.clock().instant();
        return engine.snapshot()
                .table(id)
                .flatMap(table -> engine.read(tx -> Result.done(
                                        next(put(tx, table), table.self().id(), now)))
                                instanceof Result.Done<Optional<Instant>>(var next)
                        ? next
                        : Optional.empty())
                .filter(now::isBefore);
    }

    /** After those of one's own, and of colleagues those that name an hour at which anybody could answer. */
    private static Optional<Instant> next(List<Put> all, PrincipalId asker, Instant now) {
        long earliest = parley.talks.sounding.Soundings.earliest(
                all.stream().map(Put::asking).toList(), asker);
        Stream<Instant> own = earliest == Long.MIN_VALUE ? Stream.empty() : Stream.of(Instant.ofEpochMilli(earliest));
        Stream<Instant> others = all.stream()
                .filter(one -> !one.asking().asker().equals(asker) && one.didNotOpen() && !one.farFrom(now))
                .map(one -> Instant.ofEpochMilli(one.asking().next()));
        return Stream.concat(own, others).max(Comparator.naturalOrder());
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
            Optional<Instant> next = next(put(work, table), seat.self().id(), now);
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
            return !heeded(put(work, room.table()), sounding, work.now)
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
