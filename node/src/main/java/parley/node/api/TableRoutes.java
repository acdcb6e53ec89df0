package parley.node.api;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import parley.base.Bytes;
import parley.base.Result;
import parley.node.desk.Carrying;
import parley.node.desk.Desk;
import parley.node.desk.Needs;

/** Routes of tables: opening one, invitations, renewal, and the pouch. */
final class TableRoutes {
    private static final String TABLE = "/api/v1/tables/{table}";

    private TableRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.desk(
                        "GET",
                        "/api/v1/needs",
                        (desk, asked) -> Result.done(Answer.value(new Outputs.NeedList(Needs.all(desk))))),
                Route.desk(
                        "GET",
                        "/api/v1/tables",
                        (desk, asked) -> Result.done(
                                Answer.value(new Outputs.Tables(desk.tables().list())))),
                Route.desk("POST", "/api/v1/tables", TableRoutes::open),
                Route.desk("GET", TABLE, TableRoutes::show),
                Route.desk("PUT", TABLE + "/name", TableRoutes::rename),
                Route.desk(
                        "DELETE",
                        TABLE,
                        (desk, asked) -> desk.tables().remove(asked.table()).map(ok -> new Answer.Nothing())),
                Route.desk(
                        "GET",
                        TABLE + "/invitations",
                        (desk, asked) -> Result.done(Answer.value(
                                new Outputs.Invitations(desk.tables().invitations(asked.table()))))),
                Route.desk("POST", TABLE + "/invitations", TableRoutes::invite),
                Route.desk(
                        "DELETE",
                        TABLE + "/invitations/{invitation}",
                        (desk, asked) -> desk.tables()
                                .withdraw(asked.table(), asked.invitation())
                                .map(ok -> new Answer.Nothing())),
                Route.desk("POST", "/api/v1/invitations/look", TableRoutes::look),
                Route.desk("POST", "/api/v1/invitations/collect", TableRoutes::collect),
                Route.desk("POST", "/api/v1/invitations/accept", TableRoutes::accept),
                Route.desk(
                        "POST",
                        TABLE + "/renewal",
                        (desk, asked) -> desk.keeping()
                                .askForRenewal(asked.table(), false)
                                .map(Answer::value)),
                Route.desk(
                        "POST",
                        TABLE + "/renewal/new-keys",
                        (desk, asked) -> desk.keeping()
                                .askForRenewal(asked.table(), true)
                                .map(Answer::value)),
                Route.desk("POST", TABLE + "/renewal/take", TableRoutes::takeRenewal),
                Route.desk(
                        "POST",
                        TABLE + "/moves/preview",
                        (desk, asked) -> desk.moving()
                                .plan(
                                        asked.table(),
                                        asked.json(Inputs.MovePlanned.class).to())
                                .map(Answer::value)),
                Route.desk("POST", TABLE + "/moves", TableRoutes::move),
                Route.desk("GET", TABLE + "/pouch", TableRoutes::exportPouch),
                Route.desk("POST", TABLE + "/pouch", TableRoutes::importPouch));
    }

    private static Result<Answer> open(Desk desk, Asked asked) throws BadCall, IOException {
        Inputs.OpenTable in = asked.json(Inputs.OpenTable.class);
        return desk.tables()
                .open(in.coverName(), in.ownName(), in.ownRole(), in.relay())
                .map(table -> Answer.value(new Outputs.TableMade(table)));
    }

    private static Result<Answer> show(Desk desk, Asked asked) throws BadCall {
        return Result.done(Answer.value(desk.tables()
                .table(asked.table())
                .orElseThrow(() -> BadCall.notFound("There is no such table here."))));
    }

    private static Result<Answer> rename(Desk desk, Asked asked) throws BadCall, IOException {
        return desk.tables()
                .rename(asked.table(), asked.json(Inputs.CoverName.class).coverName())
                .map(ok -> new Answer.Nothing());
    }

    private static Result<Answer> invite(Desk desk, Asked asked) throws BadCall, IOException {
        Inputs.Invite in = asked.json(Inputs.Invite.class);
        return desk.tables()
                .invite(asked.table(), in.theirName(), in.theirRole(), Duration.ofDays(in.validDays()))
                .map(Answer::value);
    }

    private static Result<Answer> look(Desk desk, Asked asked) throws BadCall, IOException {
        return desk.tables()
                .look(asked.json(Inputs.InvitationFile.class).file())
                .map(Answer::value);
    }

    private static Result<Answer> collect(Desk desk, Asked asked) throws BadCall, IOException {
        Inputs.Collect in = asked.json(Inputs.Collect.class);
        return desk.tables()
                .collect(in.words(), in.relay())
                .map(file -> Answer.value(new Outputs.InvitationFile(file)));
    }

    private static Result<Answer> accept(Desk desk, Asked asked) throws BadCall, IOException {
        Inputs.Accept in = asked.json(Inputs.Accept.class);
        return desk.tables().accept(in.file(), in.coverName()).map(table -> Answer.value(new Outputs.TableMade(table)));
    }

    private static Result<Answer> takeRenewal(Desk desk, Asked asked) throws BadCall, IOException {
        return desk.keeping()
                .takeRenewal(
                        asked.table(), asked.json(Inputs.InvitationFile.class).file())
                .map(taken -> Answer.value(new Outputs.PersonTaken(taken.person(), taken.newKeys())));
    }

    private static Result<Answer> move(Desk desk, Asked asked) throws BadCall, IOException {
        Inputs.MoveWished in = asked.json(Inputs.MoveWished.class);
        return desk.moving()
                .propose(asked.table(), in.to(), in.rooms(), in.note())
                .map(rooms -> Answer.value(new Outputs.MoveOutcomes(rooms)));
    }

    private static Result<Answer> exportPouch(Desk desk, Asked asked) throws BadCall {
        return desk.carrying()
                .exportPouch(asked.table())
                .map(pouch -> new Answer.Stream(
                        Api.BYTES,
                        OptionalLong.of(pouch.size()),
                        out -> pouch.asStream().transferTo(out)));
    }

    private static Result<Answer> importPouch(Desk desk, Asked asked) throws BadCall, IOException {
        return desk.carrying()
                .importPouch(asked.table(), Bytes.wrap(asked.bytes(Carrying.MOST_POUCH_BYTES)))
                .map(Answer::value);
    }
}
