package parley.node.engine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Principal;
import parley.base.Result;
import parley.base.Role;
import parley.base.TableId;
import parley.node.desk.Change;
import parley.node.desk.Rooms.RoomBrief;
import parley.node.desk.Tables;
import parley.node.engine.Snapshot.TableShot;
import parley.protocol.port.Relay;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.RelayAddress;
import parley.protocol.seat.Invited;
import parley.protocol.seat.Seat;

/** The desk's tables: opening one, inviting, accepting. Thread-safe. */
final class TablesDesk implements Tables {
    /** Long enough for a handshake through Tor; a table can also be opened without a network. */
    private static final Duration LOOK_AT_RELAY = Duration.ofSeconds(5);

    private final Engine engine;
    private final RoomsDesk rooms;

    TablesDesk(Engine engine, RoomsDesk rooms) {
        this.engine = engine;
        this.rooms = rooms;
    }

    @Override
    public List<TableView> list() {
        return engine.snapshot().tables().values().stream().map(this::view).toList();
    }

    @Override
    public Optional<TableView> table(TableId table) {
        return engine.snapshot().table(table).map(this::view);
    }

    private TableView view(TableShot shot) {
        TableSheet sheet = shot.sheet();
        List<RoomBrief> briefs = rooms.list(sheet.table);
        return new TableView(
                sheet.table,
                sheet.coverName,
                shot.self().id(),
                shot.names().shown(shot.self()),
                shot.self().role(),
                sheet.relay,
                shot.relays(),
                engine.relays()
                        .connection(sheet.table, sheet.relay, engine.wire().waiting(sheet.table)),
                shot.peers().size(),
                briefs,
                sheet.notices,
                sheet.renewalNeeded,
                shot.renewalAsked(),
                PeopleDesk.keyGroups(shot, shot.self().id()));
    }

    @Override
    public Result<TableId> open(String coverName, String ownName, Role ownRole, RelayAddress relay) {
        if (ownRole == Role.SUPPORTER) {
            return Result.refused("role.supporter-opens-nothing");
        }
        return name(coverName)
                .then(cover -> name(ownName)
                        .then(own -> otherKey(relay)
                                ? Result.refused("relay.other-key", relay.authority())
                                : engine.act(work -> {
                                    Seat seat = Seat.open(work.ports(), work.tx, own, ownRole, relay);
                                    return Result.done(sit(work, seat, cover, relay));
                                })));
    }

    /** A table at a relay that holds another key could never be used; at one that only is silent, it waits. */
    private boolean otherKey(RelayAddress relay) {
        return engine.relays().probe(relay, new Hash(engine.randomness().bytes(Hash.SIZE)), LOOK_AT_RELAY)
                        instanceof Answer.Silent<Bytes> silence
                && silence.otherKey();
    }

    private static TableId sit(Work work, Seat seat, String coverName, RelayAddress relay) {
        work.sit(seat);
        work.ledger.add(work.tx, new TableSheet(seat.table(), coverName, relay));
        work.recorder.changed(new Change.TableChanged(seat.table()));
        return seat.table();
    }

    @Override
    public Result<Ok> rename(TableId table, String coverName) {
        return name(coverName)
                .then(cover -> engine.act(work -> work.atTable(table, seat -> {
                    TableSheet sheet = work.ledger.table(table);
                    sheet.coverName = cover;
                    work.ledger.save(work.tx, sheet);
                    work.recorder.changed(new Change.TableChanged(table));
                    return Ok.done();
                })));
    }

    @Override
    public Result<Ok> remove(TableId table) {
        return TableRemoval.remove(engine, table);
    }

    @Override
    public Result<InvitationOut> invite(TableId table, String theirName, Role theirRole, Duration valid) {
        if (valid.isNegative() || valid.isZero() || valid.compareTo(INVITATION_MOST) > 0) {
            return Result.refused("invitation.valid-too-long", INVITATION_MOST.toDays());
        }
        return name(theirName)
                .then(name -> engine.act(work -> work.atTable(
                        table,
                        seat -> mayInvite(seat)
                                .then(_ -> seat.invite(work.tx, name, theirRole, valid))
                                .map(made -> {
                                    TableSheet sheet = work.ledger.table(table);
                                    sheet.invited(new InvitationSent(
                                            made.id(), name, theirRole, work.now, made.expires(), false, false, false));
                                    work.ledger.save(work.tx, sheet);
                                    work.recorder.changed(new Change.TableChanged(table));
                                    return out(made, work.now);
                                }))));
    }

    @Override
    public Result<Ok> withdraw(TableId table, Hash invitation) {
        return engine.act(work -> work.atTable(
                table,
                seat -> seat.withdraw(work.tx, invitation).map(done -> {
                    TableSheet sheet = work.ledger.table(table);
                    sheet.withdrawn(invitation::equals);
                    work.ledger.save(work.tx, sheet);
                    work.recorder.changed(new Change.TableChanged(table));
                    return done;
                })));
    }

    /** Whom a supporter brought to the table, the table would not have chosen. */
    private static Result<Ok> mayInvite(Seat seat) {
        return seat.self().role() == Role.SUPPORTER ? Result.refused("role.supporter-opens-nothing") : Ok.done();
    }

    /** The words work as long as the invitation, and no longer than relays keep what is parked. */
    static InvitationOut out(Seat.Invitation made, Instant now) {
        Instant parkedUntil = now.plus(Relay.PARKED);
        Instant wordsExpire = parkedUntil.isBefore(made.expires()) ? parkedUntil : made.expires();
        return new InvitationOut(made.id(), made.file(), made.words(), made.expires(), wordsExpire);
    }

    @Override
    public List<InvitationSent> invitations(TableId table) {
        return engine.snapshot()
                .table(table)
                .map(shot -> shot.sheet().invitations.stream()
                        .sorted(Comparator.comparing(InvitationSent::made).reversed())
                        .toList())
                .orElseGet(List::of);
    }

    @Override
    public Result<InvitationIn> look(Bytes invitationFile) {
        return Invited.look(invitationFile, engine.clock().instant())
                .map(view -> new InvitationIn(
                        view.table(),
                        view.from().name(),
                        view.from().role(),
                        view.yourName(),
                        view.yourRole(),
                        view.relay(),
                        view.expires()));
    }

    @Override
    public Result<Bytes> collect(List<String> words, RelayAddress relay) {
        return Invited.parked(words).then(parked -> switch (engine.relays()
                .at(relay)
                .collect(parked.locator())) {
            case Answer.Given<Bytes>(Bytes found) -> parked.open(found);
            case Answer.Declined<Bytes> _ -> Result.refused("invitation.not-at-relay");
            case Answer.Silent<Bytes> silence ->
                silence.otherKey()
                        ? Result.refused("relay.other-key", relay.authority())
                        : Result.refused("relay.silent");
        });
    }

    @Override
    public Result<TableId> accept(Bytes invitationFile, String coverName) {
        return name(coverName)
                .then(cover -> engine.act(work -> Invited.look(invitationFile, work.now)
                        .then(view -> work.seat(view.table()).isPresent()
                                ? Result.refused("invitation.already-seated")
                                : TableRemoval.erasing(work.tx, view.table())
                                        ? Result.refused("table.being-erased")
                                        : Seat.accept(work.ports(), work.tx, invitationFile)
                                                .map(seat -> sit(work, seat, cover, view.relay())))));
    }

    /** A name as people may give it: not blank, short enough for a narrow band. */
    static Result<String> name(String given) {
        String name = given.strip();
        int size = name.getBytes(StandardCharsets.UTF_8).length;
        if (name.isEmpty()) {
            return Result.refused("name.empty");
        }
        return size > Principal.MOST_NAME_BYTES
                ? Result.refused("name.too-long", Principal.MOST_NAME_BYTES)
                : Result.done(name);
    }
}
