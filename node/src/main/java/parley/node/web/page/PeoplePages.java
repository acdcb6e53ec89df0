package parley.node.web.page;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.base.PrincipalId;
import parley.base.Refusal;
import parley.base.Result;
import parley.node.desk.Desk;
import parley.node.desk.People;
import parley.node.desk.Tables;
import parley.node.web.ask.Ask;
import parley.node.web.ask.Reply;
import parley.node.web.ask.Router;

/** The people at a table and their keys: who is who, and comparing codes. */
public final class PeoplePages {
    /** Digits are read aloud in groups: five are kept in mind at once. */
    private static final int GROUP = 5;

    private final Desks desks;

    PeoplePages(Desks desks) {
        this.desks = desks;
    }

    void add(Router router) {
        router.get("/t/{table}/people", desks.table(this::list));
        router.get("/t/{table}/people/{person}", desks.table(this::show));
        router.post("/t/{table}/people/{person}", desks.table(this::compared));
    }

    /** A person as the list shows it. */
    public record Row(People.Person person, Shape shape, String path, List<String> lookAlikes) {
        public Row {
            lookAlikes = List.copyOf(lookAlikes);
        }

        /** Whether their keys are here: by a pairing of our own that both confirmed, or by a room that we share. */
        public boolean met() {
            return person.paired() || !(person.standing() instanceof People.Standing.Unverified);
        }
    }

    private Reply list(Ask ask, Desk desk, Tables.TableView table) {
        String path = Paths.table(table.table()) + "/people";
        return Render.html(
                "people.jte",
                Map.of(
                        "p",
                        Frames.at(ask, desk, table, "title.tables", path, List.of()),
                        "table",
                        table,
                        "rows",
                        rows(desk, table)));
    }

    static List<Row> rows(Desk desk, Tables.TableView table) {
        Map<PrincipalId, Shape> shapes = Frames.shapes(desk, table.table());
        List<People.Person> all = desk.people().list(table.table());
        return all.stream()
                .filter(person -> !(person.standing() instanceof People.Standing.Self))
                .map(person -> new Row(
                        person,
                        shapes.getOrDefault(person.id(), Shape.BAR),
                        Paths.person(table.table(), person.id()),
                        all.stream()
                                .filter(other -> person.lookAlikes().contains(other.id()))
                                .map(People.Person::name)
                                .toList()))
                .toList();
    }

    private Reply show(Ask ask, Desk desk, Tables.TableView table) {
        Optional<People.Person> person = person(ask, desk, table);
        if (person.isEmpty()) {
            return Desks.missing(ask, desk);
        }
        String people = Paths.table(table.table()) + "/people";
        Page page = Frames.at(ask, desk, table, "title.tables", people, List.of());
        return switch (desk.people().code(table.table(), person.get().id())) {
            case Result.Done<People.ComparisonCode>(People.ComparisonCode code) ->
                Render.html(
                        "compare.jte",
                        Map.of(
                                "p",
                                page,
                                "person",
                                person.get(),
                                "words",
                                code.words(),
                                "digits",
                                groups(code.digits()),
                                "qr",
                                Qr.of(
                                        code.qr(),
                                        page.plain(
                                                "compare.qr-label",
                                                "name",
                                                person.get().name())),
                                "action",
                                Paths.person(table.table(), person.get().id())));
            case Result.Refused<People.ComparisonCode>(Refusal why) -> Desks.refused(ask, desk, why, people);
        };
    }

    private Reply compared(Ask ask, Desk desk, Tables.TableView table) {
        Optional<People.Person> person = person(ask, desk, table);
        if (person.isEmpty()) {
            return Desks.missing(ask, desk);
        }
        String people = Paths.table(table.table()) + "/people";
        String back = Paths.person(table.table(), person.get().id());
        Page page = Frames.at(ask, desk, table, "title.tables", people, List.of());
        return switch (Compared.read(ask.form(), page)) {
            case Result.Done<Optional<Compared>>(Optional<Compared> found) ->
                found.map(one -> Desks.after(
                                ask,
                                desk,
                                desk.people()
                                        .compared(table.table(), person.get().id(), one.same(), one.how()),
                                people,
                                back))
                        .orElseGet(() -> Desks.see(ask, people));
            case Result.Refused<Optional<Compared>>(Refusal why) -> Desks.refused(ask, desk, why, back);
        };
    }

    private static Optional<People.Person> person(Ask ask, Desk desk, Tables.TableView table) {
        return ask.hash("person").flatMap(id -> desk.people().person(table.table(), new PrincipalId(id)));
    }

    private static List<String> groups(String digits) {
        String plain = digits.replace(" ", "");
        return java.util.stream.IntStream.range(0, (plain.length() + GROUP - 1) / GROUP)
                .mapToObj(i -> plain.substring(i * GROUP, Math.min(plain.length(), (i + 1) * GROUP)))
                .toList();
    }
}
