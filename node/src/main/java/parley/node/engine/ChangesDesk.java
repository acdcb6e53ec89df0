package parley.node.engine;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.node.desk.Change;
import parley.node.desk.Changes;
import parley.node.desk.RoomRef;
import parley.node.engine.Snapshot.RoomShot;
import parley.node.engine.Snapshot.TableShot;
import parley.protocol.port.RelayAddress;
import parley.protocol.port.RoomFold;
import parley.protocol.seat.Seat;
import parley.protocol.seat.SeatRoom;
import parley.talks.room.RoomCommand;
import parley.talks.room.RoomTalk;
import parley.talks.roster.ChangeKind;
import parley.talks.roster.History;
import parley.talks.roster.Pending;
import parley.talks.roster.RosterActs;
import parley.talks.roster.RosterEvent;
import parley.talks.rules.Standing;
import parley.talks.table.Table;
import parley.talks.table.TableActs;

/** The desk's proposals: who comes, who goes, where the room is, who may read what was. Thread-safe. */
final class ChangesDesk implements Changes {
    private final Engine engine;
    private final Consequences consequences;
    private final OpenProposals proposals;

    ChangesDesk(Engine engine) {
        this.engine = engine;
        this.consequences = new Consequences(engine);
        this.proposals = new OpenProposals(engine, consequences);
    }

    @Override
    public List<ProposalView> open(RoomRef room) {
        return proposals.open(room);
    }

    @Override
    public Result<Preview> preview(RoomRef room, Wish wish) {
        Snapshot now = engine.snapshot();
        Optional<TableShot> table = now.table(room.table());
        Optional<RoomShot> shot = now.room(room);
        if (table.isEmpty() || shot.isEmpty()) {
            return Result.refused("room.unknown");
        }
        Optional<SeatRoom> view = shot.get().view();
        if (wish instanceof Wish.Admit
                && view.filter(one -> one.roster().size() >= one.seats()).isPresent()) {
            return Result.refused("room.seats-taken", view.get().seats());
        }
        return grantable(room, wish)
                .then(ok -> destination(wish))
                .then(ok -> consequences
                        .of(table.get(), shot.get(), wish, Optional.empty())
                        .map(preview -> Result.done(tried(wish, preview)))
                        .orElseGet(() -> Result.refused("room.not-open")));
    }

    private static Preview tried(Wish wish, Preview preview) {
        return wish instanceof Wish.Move(RelayAddress to)
                ? new Preview(
                        preview.readers(),
                        Stream.concat(
                                        Stream.of(new Residue("learns.relay-tried", List.of(to.authority()))),
                                        preview.learns().stream())
                                .toList(),
                        preview.keeps(),
                        preview.consents())
                : preview;
    }

    /**
     * A room that moves to where no relay answers under the key of its address is over for everybody: a node neither proposes nor
     * consents to a move to a relay that it doesn't reach itself. What the others' nodes reach it can't know.
     */
    private Result<Ok> destination(Wish wish) {
        if (!(wish instanceof Wish.Move(RelayAddress to))) {
            return Ok.done();
        }
        return RelayTrial.of(engine, to, "room.move-silent", "room.move-other-key");
    }

    @Override
    public Result<Hash> propose(RoomRef room, Wish wish, String note) {
        return grantable(room, wish).then(ok -> destination(wish)).then(ok -> proposed(room, wish, note));
    }

    /** A range that reaches into the present epoch would be agreed to and then given by nobody (protocol.md, "Grants"). */
    private Result<Ok> grantable(RoomRef room, Wish wish) {
        if (!(wish instanceof Wish.Grant(PrincipalId _, long from, long through))) {
            return Ok.done();
        }
        return engine.snapshot()
                .room(room)
                .flatMap(RoomShot::view)
                .map(view -> view.position() - view.head().position())
                .filter(earlier -> from < 1 || through < from || through > earlier)
                .<Result<Ok>>map(earlier -> Result.refused("grant.range", earlier))
                .orElseGet(Ok::done);
    }

    /** Of a move, to a relay that was just tried. */
    Result<Hash> proposed(RoomRef room, Wish wish, String note) {
        return engine.act(work -> work.inRoom(room, (seat, sheet) -> switch (wish) {
            case Wish.Admit(PrincipalId who) ->
                change(work, seat, sheet, RoomFold.ChangeKind.ADMIT, who, Optional.empty(), note);
            case Wish.Remove(PrincipalId who) ->
                change(work, seat, sheet, RoomFold.ChangeKind.REMOVE, who, Optional.empty(), note);
            case Wish.Renew(PrincipalId who) ->
                change(work, seat, sheet, RoomFold.ChangeKind.RENEW, who, Optional.empty(), note);
            case Wish.Refresh() ->
                change(
                        work,
                        seat,
                        sheet,
                        RoomFold.ChangeKind.REFRESH,
                        seat.self().id(),
                        Optional.empty(),
                        note);
            case Wish.Move(RelayAddress to) ->
                change(work, seat, sheet, RoomFold.ChangeKind.MOVE, seat.self().id(), Optional.of(to), note);
            case Wish.Grant(PrincipalId to, long from, long through) ->
                proposed(work, seat, sheet, ChangeKind.GRANT, to, new History(from, through).encoded(), note);
            case Wish.NewRules(var rules) ->
                Speech.say(
                                work,
                                seat,
                                sheet,
                                new RoomCommand.OfTable(new TableActs.Command.ProposeRules(rules, note)),
                                work.now)
                        .map(ticket -> rules.hash());
        }));
    }

    /** The same once more, in the epoch there is. */
    static Result<Hash> anew(Work work, Seat seat, RoomSheet sheet, RosterEvent.Proposed late) {
        return change(
                work,
                seat,
                sheet,
                RoomFold.ChangeKind.valueOf(late.kind().name()),
                late.subject().id(),
                OpenProposals.relayOf(late.change()),
                late.note());
    }

    private static Result<Hash> change(
            Work work,
            Seat seat,
            RoomSheet sheet,
            RoomFold.ChangeKind kind,
            PrincipalId subject,
            Optional<RelayAddress> relay,
            String note) {
        // Without its card nobody is let in: it is asked for one, and the proposal refused until it has come.
        return work.standing(seat.change(work.tx, sheet.ref.room(), kind, subject, relay))
                .then(change -> proposed(work, seat, sheet, TalkFold.ofTalk(kind), subject, change, note));
    }

    private static Result<Hash> proposed(
            Work work, Seat seat, RoomSheet sheet, ChangeKind kind, PrincipalId subject, Bytes change, String note) {
        Optional<Principal> who = principal(seat, sheet, subject);
        if (who.isEmpty()) {
            return Result.refused("person.unknown");
        }
        RosterActs.Command.Propose propose = new RosterActs.Command.Propose(
                kind, who.get(), change, standing(seat, sheet, kind, subject, change, Standing.UNVERIFIED), note);
        Hash name = new RosterEvent.Proposed(kind, who.get(), change, propose.standing(), note)
                .proposalBy(seat.self().id());
        return Speech.say(work, seat, sheet, new RoomCommand.OfRoster(propose), work.now)
                .map(ticket -> name);
    }

    private static Optional<Principal> principal(Seat seat, RoomSheet sheet, PrincipalId who) {
        return seat.room(sheet.ref.room())
                .flatMap(view -> view.roster().stream()
                        .map(SeatRoom.Member::principal)
                        .filter(one -> one.id().equals(who))
                        .findFirst())
                .or(() -> seat.peers().stream()
                        .map(Seat.Peer::principal)
                        .filter(one -> one.id().equals(who))
                        .findFirst());
    }

    private static Standing standing(
            Seat seat, RoomSheet sheet, ChangeKind kind, PrincipalId who, Bytes change, Standing stranger) {
        return seat.room(sheet.ref.room())
                .map(view -> Subjects.standing(seat, view, kind, who, change, stranger))
                .orElse(stranger);
    }

    @Override
    public Result<Ok> consent(RoomRef room, Hash proposal) {
        Optional<Wish> wished = engine.snapshot()
                .room(room)
                .flatMap(RoomShot::talk)
                .flatMap(talk -> talk.roster().proposal(proposal))
                .map(OpenProposals::wish);
        return wished.map(this::destination).orElseGet(Ok::done).then(ok -> answer(room, proposal, true));
    }

    @Override
    public Result<Ok> setAside(RoomRef room, Hash proposal, Hash shown) {
        return engine.act(work -> work.inRoom(room, (seat, sheet) -> {
            Optional<RoomTalk> talk = seat.room(room.room()).map(view -> TalkFold.talk(view.state()));
            Optional<Hash> mark = talk.flatMap(one -> one.roster()
                    .proposal(proposal)
                    .map(pending -> OpenProposals.mark(one, pending))
                    .or(() -> one.table().proposal(proposal).map(pending -> OpenProposals.mark(one, pending))));
            if (mark.isEmpty()) {
                return Result.refused("roster.no-such-proposal");
            }
            if (!mark.get().equals(shown)) {
                return Result.refused("roster.stands-otherwise");
            }
            AsideCells.keep(work.tx, room, proposal, shown, names(talk.orElseThrow()));
            work.recorder.changed(new Change.RoomChanged(room));
            return Ok.done();
        }));
    }

    private static Set<Hash> names(RoomTalk talk) {
        return Stream.concat(
                        talk.roster().proposals().stream().map(Pending::name),
                        talk.table().proposals().stream().map(Table.Pending::hash))
                .collect(Collectors.toSet());
    }

    @Override
    public Result<Ok> withdraw(RoomRef room, Hash proposal) {
        return answer(room, proposal, false);
    }

    private Result<Ok> answer(RoomRef room, Hash proposal, boolean yes) {
        return engine.act(work -> work.inRoom(room, (seat, sheet) -> {
            Optional<RoomTalk> talk = seat.room(room.room()).map(view -> TalkFold.talk(view.state()));
            boolean ofRules =
                    talk.flatMap(one -> one.table().proposal(proposal)).isPresent();
            Optional<Pending> pending = talk.flatMap(one -> one.roster().proposal(proposal));
            if (pending.isEmpty() && !ofRules) {
                return Result.refused("roster.no-such-proposal");
            }
            RoomCommand command;
            if (ofRules) {
                command = new RoomCommand.OfTable(
                        yes
                                ? new TableActs.Command.AcceptRules(proposal)
                                : new TableActs.Command.WithdrawRules(proposal));
            } else {
                Pending asked = pending.get();
                if (yes && Subjects.mislabelled(asked)) {
                    return Result.refused("roster.mislabelled", asked.subject().name());
                }
                // Whoever proposes a newcomer vouches for it to those who never met it.
                Standing known =
                        standing(seat, sheet, asked.kind(), asked.subject().id(), asked.change(), Standing.VOUCHED);
                command = new RoomCommand.OfRoster(
                        yes
                                ? new RosterActs.Command.Consent(proposal, known)
                                : new RosterActs.Command.Withdraw(proposal));
            }
            return Speech.say(work, seat, sheet, command, work.now).map(ticket -> Ok.OK);
        }));
    }
}
