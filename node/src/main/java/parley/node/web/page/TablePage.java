package parley.node.web.page;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.base.Ok;
import parley.base.Refusal;
import parley.base.Result;
import parley.node.desk.Desk;
import parley.node.desk.Rooms;
import parley.node.desk.Tables;
import parley.node.desk.ToldApart;
import parley.node.web.ask.Ask;
import parley.node.web.ask.Form;
import parley.node.web.ask.Reply;
import parley.node.web.ask.Router;
import parley.talks.text.FileName;

/** One table: its rooms, its connection, its invitations, its cover name; and inviting somebody to it. */
public final class TablePage {
    private static final String HELD = "invitation-out";
    private static final String WITHDRAW = "/t/{table}/invitations/{invitation}/withdraw";

    private final Desks desks;
    private final InstantSource clock;

    TablePage(Desks desks, InstantSource clock) {
        this.desks = desks;
        this.clock = clock;
    }

    void add(Router router) {
        router.get("/t/{table}", desks.table(this::show));
        router.post("/t/{table}/rename", desks.table(this::rename));
        router.get("/t/{table}/remove", desks.table((ask, desk, table) -> removal(ask, desk, table, Optional.empty())));
        router.post("/t/{table}/remove", desks.table(this::remove));
        router.get(
                "/t/{table}/invite",
                desks.table((ask, desk, table) -> invite(ask, desk, table, Form.EMPTY, Optional.empty())));
        router.post("/t/{table}/invite", desks.table(this::invited));
        router.get(WITHDRAW, desks.table((ask, desk, table) -> withdrawal(ask, desk, table, Optional.empty())));
        router.post(WITHDRAW, desks.table(this::withdraw));
        router.get("/t/{table}/invitation", desks.table(this::invitation));
        router.post("/t/{table}/invitation/file", desks.table(this::invitationFile));
    }

    private Reply show(Ask ask, Desk desk, Tables.TableView table) {
        String path = Paths.table(table.table());
        return Render.html(
                "table.jte",
                Map.of(
                        "p",
                        Frames.at(ask, desk, table, path, table.notices()),
                        "table",
                        table,
                        "rooms",
                        Frames.rooms(desk, table, ""),
                        "needs",
                        TablesView.needs(desk, table),
                        "invitations",
                        desk.tables().invitations(table.table()),
                        "now",
                        clock.instant(),
                        "path",
                        path));
    }

    private Reply rename(Ask ask, Desk desk, Tables.TableView table) {
        String path = Paths.table(table.table());
        return Desks.after(
                ask, desk, desk.tables().rename(table.table(), ask.form().line("cover")), path, path);
    }

    private static Reply removal(Ask ask, Desk desk, Tables.TableView table, Optional<Refusal> refused) {
        String path = Paths.table(table.table());
        return Render.html(
                refused,
                "removeTable.jte",
                Map.of(
                        "p",
                        Frames.at(ask, desk, table, path, List.of()),
                        "table",
                        table,
                        "sits",
                        table.rooms().stream()
                                .filter(room -> !(room.condition() instanceof Rooms.Condition.Left)
                                        && !(room.condition() instanceof Rooms.Condition.Declined))
                                .map(Rooms.RoomBrief::name)
                                .toList(),
                        "path",
                        path));
    }

    private Reply remove(Ask ask, Desk desk, Tables.TableView table) {
        Result<Ok> removed = ask.form().text("understood").equals("yes")
                ? desk.tables().remove(table.table())
                : Result.refused("table.removal-not-understood");
        return switch (removed) {
            case Result.Done<Ok> _ -> Desks.see(ask, "/tables");
            case Result.Refused<Ok>(Refusal why) -> removal(ask, desk, table, Optional.of(why));
        };
    }

    private static Reply invite(Ask ask, Desk desk, Tables.TableView table, Form typed, Optional<Refusal> refused) {
        String path = Paths.table(table.table()) + "/invite";
        return Render.html(
                refused,
                "invite.jte",
                Map.of("p", Frames.at(ask, desk, table, path, List.of()), "path", path, "typed", typed));
    }

    private Reply invited(Ask ask, Desk desk, Tables.TableView table) {
        Form form = ask.form();
        Optional<Long> days = form.number("days", 1, Tables.INVITATION_MOST.toDays());
        Result<Tables.InvitationOut> made = days.isEmpty()
                ? Result.refused("web.days", 1, Tables.INVITATION_MOST.toDays())
                : Roles.of(form.text("role"))
                        .then(role -> known(desk, table, form)
                                ? Result.refused("web.name-known", form.line("name"))
                                : desk.tables()
                                        .invite(table.table(), form.line("name"), role, Duration.ofDays(days.get())));
        return switch (made) {
            case Result.Done<Tables.InvitationOut>(Tables.InvitationOut out) -> {
                ask.session().hold(HELD, new Held(table.table().toHex(), form.line("name"), false, out));
                yield Desks.see(ask, Paths.table(table.table()) + "/invitation");
            }
            case Result.Refused<Tables.InvitationOut>(Refusal why) -> invite(ask, desk, table, form, Optional.of(why));
        };
    }

    /** Whether somebody is called so already, and it was not confirmed that somebody else is meant. */
    private static boolean known(Desk desk, Tables.TableView table, Form form) {
        return !form.ticked("another")
                && desk.people().list(table.table()).stream()
                        .anyMatch(person -> ToldApart.bare(person.name())
                                .equals(form.line("name").strip()));
    }

    /** One that is not open any more has nothing to be asked of. */
    private Reply withdrawal(Ask ask, Desk desk, Tables.TableView table, Optional<Refusal> refused) {
        String path = Paths.table(table.table());
        return sent(ask, desk, table)
                .filter(sent -> sent.state(clock.instant()) == Tables.InvitationSent.State.OPEN)
                .map(sent -> Render.html(
                        refused,
                        "withdrawInvitation.jte",
                        Map.of("p", Frames.at(ask, desk, table, path, List.of()), "sent", sent, "path", path)))
                .orElseGet(() -> Desks.see(ask, path));
    }

    private Reply withdraw(Ask ask, Desk desk, Tables.TableView table) {
        Optional<Tables.InvitationSent> sent = sent(ask, desk, table);
        if (sent.isEmpty()) {
            return Desks.see(ask, Paths.table(table.table()));
        }
        Result<Ok> withdrawn = desk.tables().withdraw(table.table(), sent.get().id());
        return switch (withdrawn) {
            case Result.Done<Ok> _ -> Desks.see(ask, Paths.table(table.table()));
            case Result.Refused<Ok>(Refusal why) -> withdrawal(ask, desk, table, Optional.of(why));
        };
    }

    private static Optional<Tables.InvitationSent> sent(Ask ask, Desk desk, Tables.TableView table) {
        return ask.hash("invitation")
                .flatMap(id -> desk.tables().invitations(table.table()).stream()
                        .filter(one -> one.id().equals(id))
                        .findFirst());
    }

    /** An invitation just made, kept in memory until the node is locked. */
    public record Held(String table, String name, boolean renewal, Tables.InvitationOut out) {
        /** Begins the keys of the sentences about it. */
        public String key() {
            return renewal ? "request" : "invitation";
        }

        /** Says for whom it is: who hands the wrong one over seats a side in the other's place. */
        String fileName() {
            return renewal ? "renewal.parley" : FileName.clean("invitation-" + FileName.clean(name) + ".parley");
        }
    }

    /** Shows a request for renewal that was just made: it is carried like an invitation. */
    static void holdRequest(Ask ask, Tables.TableView table, Tables.InvitationOut out) {
        ask.session().hold(HELD, new Held(table.table().toHex(), table.ownName(), true, out));
    }

    private Reply invitation(Ask ask, Desk desk, Tables.TableView table) {
        String path = Paths.table(table.table());
        Optional<Held> held = held(ask, table);
        return held.isEmpty()
                ? Desks.see(ask, path + "/invite")
                : Render.html(
                        "invitation.jte",
                        Map.of(
                                "p",
                                Frames.at(
                                        ask,
                                        desk,
                                        table,
                                        held.get().renewal() ? path + "/renewal" : path + "/invite",
                                        List.of()),
                                "path",
                                path,
                                "relay",
                                table.relay().text(),
                                "held",
                                held.get(),
                                "alike",
                                held.get().renewal()
                                        ? List.of()
                                        : PeoplePages.lookAlikes(held.get().name(), desk, table)));
    }

    private Reply invitationFile(Ask ask, Desk desk, Tables.TableView table) {
        return held(ask, table)
                .<Reply>map(held -> new Reply.Download(
                        held.fileName(),
                        held.out().file().size(),
                        new java.io.ByteArrayInputStream(held.out().file().toArray())))
                .orElseGet(() -> Desks.see(ask, Paths.table(table.table()) + "/invite"));
    }

    private static Optional<Held> held(Ask ask, Tables.TableView table) {
        return ask.session()
                .held(HELD, Held.class)
                .filter(held -> held.table().equals(table.table().toHex()));
    }
}
