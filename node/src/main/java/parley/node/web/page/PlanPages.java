package parley.node.web.page;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.base.PrincipalId;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.RoomId;
import parley.node.desk.Desk;
import parley.node.desk.People;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import parley.node.desk.Tables;
import parley.node.web.ask.Ask;
import parley.node.web.ask.Form;
import parley.node.web.ask.Reply;
import parley.node.web.ask.Router;
import parley.protocol.port.RelayAddress;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;

/** Planning a room: who sits in it, what it is for, under which Rules. */
public final class PlanPages {
    private final Desks desks;

    PlanPages(Desks desks) {
        this.desks = desks;
    }

    /**
     * A kind of room as the form offers it.
     *
     * @param closed why none can be planned: the {@code phase} of the table, or one's own {@code seat}
     */
    public record Kind(RoomKind kind, Optional<String> closed) {}

    private static List<Kind> kinds(Desk desk, Tables.TableView table) {
        List<RoomKind> closed = desk.phasing().phase(table.table()).closed();
        return Arrays.stream(RoomKind.values())
                .filter(kind -> kind != RoomKind.PROTOCOL)
                .map(kind -> new Kind(
                        kind,
                        !kind.maySit(table.ownRole())
                                ? Optional.of("seat")
                                : closed.contains(kind) ? Optional.of("phase") : Optional.empty()))
                .toList();
    }

    void add(Router router) {
        router.get(
                "/t/{table}/plan",
                desks.table((ask, desk, table) -> show(
                        ask,
                        desk,
                        table,
                        like(ask.query(), desk, table)
                                .map(room -> asIn(room, desk.people().list(table.table())))
                                .orElse(Form.EMPTY),
                        Optional.empty())));
        router.post("/t/{table}/plan", desks.table(this::plan));
    }

    /** The room that another is planned after: one that is frozen for good has a successor, which people open. */
    private static Optional<Rooms.RoomView> like(Form form, Desk desk, Tables.TableView table) {
        return Ask.named(form.text("like"))
                .flatMap(id -> desk.rooms().room(new RoomRef(table.table(), new RoomId(id))));
    }

    /**
     * All but its name: of two rooms that are called alike people would take one for the other. Who can't be asked yet keeps a seat,
     * to be admitted later.
     */
    private static Form asIn(Rooms.RoomView room, List<People.Person> people) {
        List<String> others = people.stream()
                .filter(People.Person::mayBeAsked)
                .map(People.Person::id)
                .filter(id ->
                        room.members().stream().anyMatch(member -> member.id().equals(id)))
                .map(PrincipalId::toHex)
                .toList();
        return Form.ofAll(Map.of(
                "like", List.of(room.id().toHex()),
                "kind", List.of(room.kind().word()),
                "member", others,
                "spare", List.of(Integer.toString(room.seats() - 1 - others.size())),
                "relay", List.of(room.relay().text())));
    }

    private static Reply show(Ask ask, Desk desk, Tables.TableView table, Form typed, Optional<Refusal> refused) {
        String path = Paths.table(table.table()) + "/plan";
        Optional<Rooms.RoomView> like = like(typed, desk, table);
        return Render.html(
                refused,
                "plan.jte",
                Map.of(
                        "p",
                        Frames.at(ask, desk, table, path, List.of()),
                        "path",
                        path,
                        "rows",
                        PeoplePages.rows(desk, table),
                        "rules",
                        rules(like),
                        "like",
                        like,
                        "kinds",
                        kinds(desk, table),
                        "founder",
                        Rules.standard().founders().contains(table.ownRole()),
                        "spare",
                        Rooms.SPARE_SEATS,
                        "relays",
                        table.relays(),
                        "typed",
                        typed));
    }

    private Reply plan(Ask ask, Desk desk, Tables.TableView table) {
        Form form = ask.form();
        List<PrincipalId> others = desk.people().list(table.table()).stream()
                .map(People.Person::id)
                .filter(id -> form.all("member").contains(id.toHex()))
                .toList();
        Optional<Long> spare = form.number("spare", 0, Rules.MOST_SEATS);
        Optional<RoomKind> kind = Chosen.of(RoomKind.values(), form.text("kind"));
        if (kind.isEmpty()) {
            return show(ask, desk, table, form, Optional.of(Refusal.of("web.choose-kind")));
        }
        Result<RoomRef> planned = RulesForm.read(form, rules(like(form, desk, table)))
                .then(rules -> spare.isEmpty()
                        ? Result.<RoomRef>refused("web.spare", 0, Rules.MOST_SEATS)
                        : relay(form)
                                .map(relay -> new Rooms.Wanted(
                                        form.line("name"),
                                        kind.get(),
                                        others,
                                        (int) Math.min(Rules.MOST_SEATS, others.size() + 1 + spare.get()),
                                        rules,
                                        relay))
                                .then(wanted -> desk.rooms().plan(table.table(), wanted)));
        return switch (planned) {
            case Result.Done<RoomRef>(RoomRef room) -> Desks.see(ask, Paths.room(room));
            case Result.Refused<RoomRef>(Refusal why) -> show(ask, desk, table, form, Optional.of(why));
        };
    }

    private static Rules rules(Optional<Rooms.RoomView> like) {
        return like.map(room -> room.rules().anew()).orElseGet(Rules::standard);
    }

    /** Empty where the form had no choice. */
    private static Result<Optional<RelayAddress>> relay(Form form) {
        return form.text("relay").isEmpty()
                ? Result.done(Optional.empty())
                : RelayAddress.parse(form.text("relay")).map(Optional::of);
    }
}
