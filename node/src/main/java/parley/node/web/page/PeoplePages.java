package parley.node.web.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import parley.base.Ok;
import parley.base.PrincipalId;
import parley.base.Refusal;
import parley.base.Result;
import parley.node.desk.Desk;
import parley.node.desk.People;
import parley.node.desk.Tables;
import parley.node.desk.ToldApart;
import parley.node.web.ask.Ask;
import parley.node.web.ask.Reply;
import parley.node.web.ask.Router;
import parley.talks.text.LookAlike;

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
        router.get(
                "/t/{table}/people/{person}",
                desks.table((ask, desk, table) -> show(ask, desk, table, Optional.empty())));
        router.post("/t/{table}/people/{person}", desks.table(this::compared));
        router.post("/t/{table}/people/{person}/reach", desks.table(PeoplePages::reach));
    }

    /** A person as the list shows it. */
    public record Row(People.Person person, Shape shape, String path, List<String> lookAlikes) {
        public Row {
            lookAlikes = List.copyOf(lookAlikes);
        }
    }

    private Reply list(Ask ask, Desk desk, Tables.TableView table) {
        String path = Paths.table(table.table()) + "/people";
        return Render.html(
                "people.jte",
                Map.of("p", Frames.at(ask, desk, table, path, List.of()), "table", table, "rows", rows(desk, table)));
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
                        lookAlikes(person, all, table)))
                .toList();
    }

    /** One's own name included: whoever is called almost like oneself speaks in one's name to the others. */
    private static List<String> lookAlikes(People.Person person, List<People.Person> all, Tables.TableView table) {
        List<String> names = new ArrayList<>();
        if (person.lookAlikes().contains(table.self())) {
            names.add(table.ownName());
        }
        all.stream()
                .filter(other -> person.lookAlikes().contains(other.id()))
                .map(People.Person::name)
                .forEach(names::add);
        return names;
    }

    /** Names at the table for which {@code name} could be taken. */
    static List<String> lookAlikes(String name, Desk desk, Tables.TableView table) {
        return Stream.concat(
                        Stream.of(table.ownName()),
                        desk.people().list(table.table()).stream().map(People.Person::name))
                .filter(other -> LookAlike.skeleton(name).equals(LookAlike.skeleton(ToldApart.bare(other))))
                .toList();
    }

    private static Reply show(Ask ask, Desk desk, Tables.TableView table, Optional<Refusal> refused) {
        Optional<People.Person> person = person(ask, desk, table);
        if (person.isEmpty()) {
            return Desks.missing(ask, desk);
        }
        String people = Paths.table(table.table()) + "/people";
        Page page = Frames.at(ask, desk, table, people, List.of());
        List<String> alike = lookAlikes(person.get(), desk.people().list(table.table()), table);
        return switch (desk.people().code(table.table(), person.get().id())) {
            case Result.Done<People.ComparisonCode>(People.ComparisonCode code) ->
                Render.html(
                        refused,
                        "compare.jte",
                        Map.of(
                                "p",
                                page,
                                "person",
                                person.get(),
                                "words",
                                code.words(),
                                // Both pages must agree on who reads which words: the smaller identifier begins.
                                "begins",
                                table.self().compareTo(person.get().id()) < 0,
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
                                Paths.person(table.table(), person.get().id()),
                                "alike",
                                alike,
                                "typed",
                                ask.form()));
            case Result.Refused<People.ComparisonCode>(Refusal why) -> Desks.refused(ask, desk, why, people);
        };
    }

    private Reply compared(Ask ask, Desk desk, Tables.TableView table) {
        Optional<People.Person> person = person(ask, desk, table);
        if (person.isEmpty()) {
            return Desks.missing(ask, desk);
        }
        String people = Paths.table(table.table()) + "/people";
        Page page = Frames.at(ask, desk, table, people, List.of());
        People.Seen seen = new People.Seen(
                ask.form().line("digits"), ask.form().text("differed").equals("yes"));
        Result<Ok> recorded = Compared.read(ask.form(), page)
                .then(found -> found.map(one -> desk.people()
                                .compared(table.table(), person.get().id(), seen, one.same(), one.how()))
                        .orElseGet(Ok::done));
        return switch (recorded) {
            case Result.Done<Ok> _ -> Desks.see(ask, people);
            case Result.Refused<Ok>(Refusal why) -> show(ask, desk, table, Optional.of(why));
        };
    }

    /** Yes to the relay that stood on the page. */
    private static Reply reach(Ask ask, Desk desk, Tables.TableView table) {
        Optional<People.Person> person = person(ask, desk, table);
        if (person.isEmpty()) {
            return Desks.missing(ask, desk);
        }
        String people = Paths.table(table.table()) + "/people";
        return switch (desk.people()
                .writeThere(table.table(), person.get().id(), ask.form().line("relay"))) {
            case Result.Done<Ok> _ -> Desks.see(ask, people);
            case Result.Refused<Ok>(Refusal why) -> Desks.refused(ask, desk, why, people);
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
