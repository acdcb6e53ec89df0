package parley.node.web;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Result;
import parley.base.Role;
import parley.base.TableId;
import parley.node.desk.Tables;
import parley.protocol.port.RelayAddress;

/** The one table of {@link FakeDesk}. */
final class FakeTables implements Tables {
    private final FakeDesk desk;

    FakeTables(FakeDesk desk) {
        this.desk = desk;
    }

    @Override
    public List<TableView> list() {
        return desk.empty ? List.of() : List.of(view());
    }

    @Override
    public Optional<TableView> table(TableId table) {
        return !desk.empty && table.equals(FakeDesk.TABLE) ? Optional.of(view()) : Optional.empty();
    }

    private TableView view() {
        return new TableView(
                FakeDesk.TABLE,
                "Harbour survey",
                FakeDesk.OMAN,
                "Oman",
                desk.ownRole,
                FakeDesk.RELAY,
                desk.relays,
                new Connection(
                        desk.staleSince.isEmpty(),
                        Optional.of(FakeDesk.NOW),
                        desk.staleSince.isEmpty() ? 0 : 2,
                        desk.otherKey,
                        desk.takesNothingSince),
                2,
                desk.rooms().list(FakeDesk.TABLE),
                List.of(),
                desk.renewalNeeded,
                desk.renewalAsked,
                FakeDesk.KEYS);
    }

    @Override
    public Result<TableId> open(String coverName, String ownName, Role ownRole, RelayAddress relay) {
        desk.acts.add(
                "open " + coverName + " as " + ownName + " " + ownRole + " at " + relay.host() + ":" + relay.port());
        return Result.done(FakeDesk.TABLE);
    }

    @Override
    public Result<Ok> rename(TableId table, String coverName) {
        desk.acts.add("rename " + coverName);
        return Ok.done();
    }

    @Override
    public Result<Ok> remove(TableId table) {
        desk.acts.add("remove table");
        return Ok.done();
    }

    @Override
    public Result<InvitationOut> invite(TableId table, String theirName, Role theirRole, Duration valid) {
        desk.acts.add("invite " + theirName + " " + theirRole + " " + valid.toDays());
        return Result.done(new InvitationOut(
                Hash.of("invitation"),
                Bytes.utf8("invitation bytes"),
                FakeDesk.WORDS,
                FakeDesk.NOW.plus(valid),
                FakeDesk.NOW.plus(valid)));
    }

    @Override
    public Result<Ok> withdraw(TableId table, Hash invitation) {
        desk.acts.add("withdraw invitation " + invitation.brief());
        return Ok.done();
    }

    @Override
    public List<InvitationSent> invitations(TableId table) {
        return List.of(
                new InvitationSent(
                        Hash.of("i1"),
                        "Iran",
                        Role.PARTY,
                        FakeDesk.NOW,
                        FakeDesk.NOW.plus(Duration.ofDays(7)),
                        true,
                        false,
                        false),
                new InvitationSent(
                        Hash.of("i2"),
                        "Swiss witness",
                        Role.WITNESS,
                        FakeDesk.NOW,
                        FakeDesk.NOW.plus(Duration.ofDays(7)),
                        true,
                        true,
                        false),
                new InvitationSent(
                        FakeDesk.OPEN_INVITATION,
                        "Norwegian witness",
                        Role.WITNESS,
                        FakeDesk.NOW,
                        FakeDesk.NOW.plus(Duration.ofDays(7)),
                        false,
                        false,
                        false),
                new InvitationSent(
                        FakeDesk.INVITATION_OF_BEFORE,
                        "Qatar",
                        Role.GUARANTOR,
                        FakeDesk.NOW.minus(Duration.ofDays(9)),
                        FakeDesk.NOW.minus(Duration.ofDays(2)),
                        false,
                        false,
                        false));
    }

    @Override
    public Result<InvitationIn> look(Bytes invitationFile) {
        return invitationFile.asUtf8().startsWith("invitation")
                ? Result.done(new InvitationIn(
                        FakeDesk.TABLE,
                        "Oman",
                        Role.MEDIATOR,
                        "Iran",
                        Role.PARTY,
                        FakeDesk.RELAY,
                        FakeDesk.NOW.plus(Duration.ofDays(3))))
                : Result.refused("pairing.not-an-invitation");
    }

    @Override
    public Result<Bytes> collect(List<String> words, RelayAddress relay) {
        desk.acts.add("collect " + String.join(" ", words));
        return words.equals(FakeDesk.WORDS)
                ? Result.done(Bytes.utf8("invitation bytes"))
                : Result.refused("invitation.not-at-relay");
    }

    @Override
    public Result<TableId> accept(Bytes invitationFile, String coverName) {
        desk.acts.add("accept " + coverName);
        return Result.done(FakeDesk.TABLE);
    }
}
