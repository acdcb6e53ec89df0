package parley.node.engine;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.Ok;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.TableId;
import parley.node.desk.Change;
import parley.node.desk.Notice;
import parley.node.desk.Notice.Grade;
import parley.node.desk.People.Standing;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import parley.node.engine.RoomSheet.Phase;
import parley.node.engine.Snapshot.RoomShot;
import parley.node.engine.Snapshot.TableShot;
import parley.protocol.port.RelayAddress;
import parley.protocol.seat.Fact;
import parley.protocol.seat.OpenAskings;
import parley.protocol.seat.QuietTimes;
import parley.protocol.seat.Seat;
import parley.protocol.seat.SeatRoom;
import parley.talks.room.RoomTalk;
import parley.talks.rules.RoomKind;
import parley.talks.rules.RoomTerms;
import parley.talks.rules.Rules;

/** The desk's rooms: planning, joining, and who reads what. Thread-safe. */
final class RoomsDesk implements Rooms {
    private final Engine engine;
    private final RoomWords words = new RoomWords();

    RoomsDesk(Engine engine) {
        this.engine = engine;
    }

    @Override
    public List<RoomBrief> list(TableId table) {
        return engine.snapshot()
                .table(table)
                .map(shot -> shot.rooms().values().stream()
                        .map(room -> brief(shot, room))
                        .toList())
                .orElseGet(List::of);
    }

    private RoomBrief brief(TableShot table, RoomShot room) {
        RoomSheet sheet = room.sheet();
        Condition condition = condition(table, room);
        return new RoomBrief(
                sheet.ref,
                sheet.name,
                terms(room).kind(),
                condition,
                sheet.unread(),
                sheet.lastArrived,
                notices(sheet, condition).stream().anyMatch(one -> one.grade() == Grade.GRAVE)
                        || condition instanceof Condition.Frozen);
    }

    @Override
    public Optional<RoomView> room(RoomRef ref) {
        Snapshot now = engine.snapshot();
        return now.table(ref.table()).flatMap(table -> now.room(ref).map(room -> view(table, room)));
    }

    @Override
    public Result<Bytes> relayFault(RoomRef room) {
        return engine.read(tx ->
                Alarms.relayFault(tx, room).map(Result::done).orElseGet(() -> Result.refused("room.no-relay-fault")));
    }

    private RoomView view(TableShot table, RoomShot room) {
        RoomSheet sheet = room.sheet();
        Optional<SeatRoom> seen = room.view();
        RoomTerms terms = terms(room);
        Condition condition = condition(table, room);
        // Who is asked back in must see where the room lies now, not where it did when it left.
        RelayAddress relay = seen.filter(_ -> sheet.phase != Phase.ASKED)
                .map(view -> view.log().relay())
                .orElseGet(() -> sheet.lies(table.sheet().relay));
        return new RoomView(
                sheet.ref,
                sheet.name,
                terms.kind(),
                terms.rules(),
                condition,
                seen.map(SeatRoom::epoch).orElse(0),
                seen.map(SeatRoom::position).orElse(0L),
                seen.map(SeatRoom::head).orElseGet(() -> new Head(0, Hash.of("no-room-yet"))),
                sheet.seats,
                members(table, room),
                outside(table, sheet),
                seen.map(view -> words.of(view.opening())).orElseGet(List::of),
                engine.relays().silentSince(relay),
                seen.filter(_ -> !Recorder.lacksBeginning(sheet))
                        .flatMap(view -> engine.relays().takesNothingSince(sheet.ref.table(), view.log())),
                relay,
                engine.relays().otherKey(relay),
                sheet.waiting.map(
                        wait -> new Waiting(wait.position(), wait.author(), table.name(wait.author()), wait.since())),
                notices(sheet, condition),
                sheet.lines,
                sheet.unread(),
                sheet.readBelow == 0 ? OptionalLong.empty() : OptionalLong.of(sheet.readBelow - 1),
                room.talk().map(RoomTalk::unknown).orElse(0L),
                sheet.phaseSince);
    }

    /** The terms in force, or those that we are asked to join under. */
    static RoomTerms terms(RoomShot room) {
        return room.talk()
                .map(talk -> new RoomTerms(talk.sitting().kind(), talk.rules()))
                .orElseGet(() -> switch (RoomTerms.read(room.sheet().terms)) {
                    case Result.Done<RoomTerms>(RoomTerms terms) -> terms;
                    case Result.Refused<RoomTerms> _ -> new RoomTerms(RoomKind.PROTOCOL, Rules.standard());
                });
    }

    private Condition condition(TableShot table, RoomShot room) {
        RoomSheet sheet = room.sheet();
        return switch (sheet.phase) {
            case FORMING -> new Condition.Forming(sheet.missing);
            case ASKED ->
                new Condition.Asked(
                        sheet.founder, table.name(sheet.founder), sheet.asking(table.sheet().relay), waits(sheet.ref));
            case LEFT -> new Condition.Left(sheet.phaseSince);
            case DECLINED -> new Condition.Declined();
            case OPEN ->
                room.view()
                                .filter(view -> view.condition() == SeatRoom.Condition.OPEN)
                                .isPresent()
                        ? new Condition.Open()
                        : new Condition.Frozen(frozenFor(table, room));
        };
    }

    /** A vault that was made from a backup has no rooms until its renewed node is taken back into them. */
    private static Optional<Fact.Freeze> frozenFor(TableShot table, RoomShot room) {
        return room.view().isPresent()
                ? room.view().flatMap(SeatRoom::frozenFor)
                : table.renewalAsked().map(_ -> Fact.Freeze.RENEWAL);
    }

    /** Without what a room was frozen for before: other things were to be done then. */
    private static List<Notice> notices(RoomSheet sheet, Condition condition) {
        return condition instanceof Condition.Frozen frozen
                ? sheet.notices.stream()
                        .filter(one -> !one.key().startsWith(Notices.FROZEN)
                                || Optional.of(one.key()).equals(frozen.words()))
                        .toList()
                : sheet.notices;
    }

    /** A vault that was made from a backup has the sheet of a room that it was asked into, and not what an answer needs. */
    private boolean waits(RoomRef room) {
        return engine.read(tx -> Result.done(OpenAskings.holds(tx, room.table(), room.room())))
                        instanceof Result.Done<Boolean>(Boolean held)
                && held;
    }

    private List<Member> members(TableShot table, RoomShot room) {
        RoomSheet sheet = room.sheet();
        PrincipalId self = table.self().id();
        boolean receipts = room.talk().map(talk -> talk.rules().receipts()).orElse(false);
        // Who is asked back in must see who reads there now, not who did when it left: as far as the asker says.
        return room.view()
                .filter(_ -> sheet.phase != Phase.ASKED)
                .map(view -> view.roster().stream()
                        .map(one -> new Member(
                                one.principal().id(),
                                table.names().shown(one.principal()),
                                one.principal().role(),
                                one.incarnation(),
                                one.principal().id().equals(self),
                                one.principal().id().equals(self)
                                        ? new Standing.Self()
                                        : PeopleDesk.standing(table, one.comparison()),
                                one.confirmed(),
                                receipts
                                        ? folded(sheet.receipts, one.principal().id())
                                        : OptionalLong.empty(),
                                away(view, one)))
                        .toList())
                .orElseGet(() ->
                        sheet.members.stream().map(one -> asked(table, one)).toList());
    }

    /** Two slots without an entry are no chance: a node places one in each, and its relay shows it at the next reading. */
    private Optional<Instant> away(SeatRoom view, SeatRoom.Member member) {
        boolean heard = engine.relays().silentSince(view.log().relay()).isEmpty();
        return view.state()
                .quietSlot()
                .filter(_ -> heard && view.condition() == SeatRoom.Condition.OPEN)
                .map(slot -> member.heard().plus(slot.multipliedBy(2)).plus(QuietTimes.READ_EVERY))
                .filter(patience -> engine.clock().instant().isAfter(patience))
                .map(_ -> member.heard());
    }

    private static Member asked(TableShot table, Principal one) {
        boolean self = table.self().id().equals(one.id());
        Standing standing = table.peer(one.id())
                .<Standing>map(peer -> PeopleDesk.standing(table, peer.comparison()))
                .orElseGet(() -> self ? new Standing.Self() : new Standing.Unverified());
        return new Member(
                one.id(),
                table.names().shown(one),
                one.role(),
                0,
                self,
                standing,
                false,
                OptionalLong.empty(),
                Optional.empty());
    }

    private static OptionalLong folded(Map<PrincipalId, Long> receipts, PrincipalId who) {
        Long position = receipts.get(who);
        return position == null ? OptionalLong.empty() : OptionalLong.of(position);
    }

    private static List<Outsider> outside(TableShot table, RoomSheet sheet) {
        return Stream.concat(Stream.of(table.self()), table.peers().stream().map(Seat.Peer::principal))
                .filter(one -> !sheet.seats(one.id()))
                .sorted(Comparator.comparing(Principal::name))
                .map(one -> new Outsider(one.id(), table.names().shown(one), one.role()))
                .toList();
    }

    @Override
    public Result<RoomRef> plan(TableId table, Wanted wanted) {
        return RoomPlanning.plan(engine, table, wanted);
    }

    @Override
    public Result<Ok> join(RoomRef room, Hash asking) {
        return answer(room, Phase.FORMING, (work, seat, sheet) -> {
            RelayAddress ofTheTable = work.ledger.table(room.table()).relay;
            if (!sheet.asking(ofTheTable).equals(asking)) {
                return Result.refused("founding.asked-otherwise");
            }
            Optional<Refusal> notYet = notDirect(work, sheet);
            return notYet.isPresent()
                    ? Result.refused(notYet.get())
                    : seat.consent(work.tx, room.room(), sheet.lies(ofTheTable));
        });
    }

    @Override
    public Result<Ok> decline(RoomRef room) {
        return answer(
                room,
                Phase.DECLINED,
                (work, seat, _) -> OpenAskings.holds(work.tx, room.table(), room.room())
                        ? seat.decline(work.tx, room.room())
                        : Ok.done());
    }

    /** A yes or a no to who asks us into a room. */
    @FunctionalInterface
    private interface Reply {
        Result<Ok> in(Work work, Seat seat, RoomSheet sheet);
    }

    private Result<Ok> answer(RoomRef room, Phase then, Reply reply) {
        return engine.act(work -> work.inRoom(room, (seat, sheet) -> {
            if (sheet.phase != Phase.ASKED) {
                return Result.refused("room.not-asked");
            }
            Result<Ok> done = reply.in(work, seat, sheet);
            if (done.isDone() && sheet.phase == Phase.ASKED) {
                sheet.enter(then, work.now);
                work.ledger.save(work.tx, sheet);
            }
            work.recorder.changed(new Change.RoomChanged(room));
            work.recorder.changed(new Change.TableChanged(room.table()));
            return done;
        }));
    }

    /** Whoever founds a room, this node joins none that its table's phase or Rules haven't opened; where it sat it may come back. */
    private static Optional<Refusal> notDirect(Work work, RoomSheet sheet) {
        return sheet.lines == 0 && RoomTerms.read(sheet.terms) instanceof Result.Done<RoomTerms>(RoomTerms terms)
                ? notOpened(work, sheet.ref.table(), terms.kind()).or(terms::unanswered)
                : Optional.empty();
    }

    /** A room of the protocol seats any number of parties, and asks for no phase and no answers: none is founded by people. */
    static Optional<Refusal> notOpened(Work work, TableId table, RoomKind kind) {
        return kind == RoomKind.PROTOCOL
                ? Optional.of(Refusal.of("room.kind-not-for-people"))
                : PhasingDesk.notDirect(work, table, kind);
    }

    @Override
    public Result<Ok> compared(RoomRef room, int epoch, boolean same, String how) {
        if (same && how.isBlank()) {
            return Result.refused("web.say-how-you-compared");
        }
        if (Bytes.utf8(how).size() > PeopleDesk.MOST_HOW_BYTES) {
            return Result.refused("comparison.how-too-long", PeopleDesk.MOST_HOW_BYTES);
        }
        return engine.act(work -> work.inRoom(
                room, (seat, sheet) -> seat.roomWordsHeard(work.tx, room.room(), epoch, same, how.strip())));
    }

    @Override
    public Result<Ok> read(RoomRef room, long index) {
        return engine.act(work -> work.inRoom(room, (seat, sheet) -> {
            long below = Math.min(index + 1, sheet.lines);
            if (index < 0 || below <= sheet.readBelow) {
                return Ok.done();
            }
            sheet.readBelow = below;
            sheet.foreignRead = Ledger.line(work.tx, room, below)
                    .map(Ledger.Numbered::foreignBefore)
                    .orElse(sheet.foreign);
            work.ledger.save(work.tx, sheet);
            boolean receipts = seat.room(room.room())
                    .map(view -> TalkFold.talk(view.state()).rules().receipts())
                    .orElse(false);
            if (receipts && work.snapshot().node().settings().notifyReading()) {
                seat.receipt(work.tx, room.room());
            }
            work.recorder.changed(new Change.UnreadChanged(room));
            return Ok.done();
        }));
    }
}
