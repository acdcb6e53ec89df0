package parley.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import parley.cli.link.NodeClient;
import parley.cli.term.Shown;
import parley.node.api.Outputs;
import parley.node.desk.People;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import parley.node.desk.Tables;
import parley.node.desk.ToldApart;

/**
 * Finds the table, room or person that somebody names at the command line: by its whole name, or by the beginning of its id.
 *
 * <p>Names can be alike on purpose, so a name that fits two is refused with both ids rather than guessed.
 */
final class Places {
    private final NodeClient node;

    Places(NodeClient node) {
        this.node = node;
    }

    /** @param named null for the only table */
    Tables.TableView table(@Nullable String named) throws IOException {
        List<Tables.TableView> tables =
                node.get("/api/v1/tables", Outputs.Tables.class).tables();
        if (named == null) {
            if (tables.size() != 1) {
                throw Stop.bad(
                        tables.isEmpty()
                                ? "this node sits at no table yet"
                                : "this node sits at " + tables.size() + " tables; say which with --table");
            }
            return tables.getFirst();
        }
        return one(
                "table",
                named,
                tables,
                Tables.TableView::coverName,
                table -> table.table().toHex());
    }

    /** @param table null to look at all tables */
    Rooms.RoomBrief room(@Nullable String table, String named) throws IOException {
        List<Rooms.RoomBrief> rooms = new ArrayList<>();
        if (table == null) {
            node.get("/api/v1/tables", Outputs.Tables.class).tables().forEach(each -> rooms.addAll(each.rooms()));
        } else {
            rooms.addAll(table(table).rooms());
        }
        return one(
                "room",
                named,
                rooms,
                Rooms.RoomBrief::name,
                room -> room.ref().room().toHex());
    }

    People.Person person(Tables.TableView table, String named) throws IOException {
        return person(path(table), named);
    }

    People.Person person(RoomRef room, String named) throws IOException {
        return person("/api/v1/tables/" + room.table().toHex(), named);
    }

    private People.Person person(String table, String named) throws IOException {
        List<People.Person> people =
                node.get(table + "/people", Outputs.PeopleAt.class).people();
        return called(
                "person",
                named,
                people,
                People.Person::name,
                person -> person.id().toHex());
    }

    static String path(Tables.TableView table) {
        return "/api/v1/tables/" + table.table().toHex();
    }

    static String path(RoomRef room) {
        return "/api/v1/tables/" + room.table().toHex() + "/rooms/"
                + room.room().toHex();
    }

    /** Somebody by the name that is shown, or by the one behind which digits stand, as long as only one bears it; or by the id. */
    static <T> T called(String what, String named, List<T> all, Function<T, String> name, Function<T, String> id) {
        boolean shown = all.stream().anyMatch(each -> name.apply(each).equals(named));
        return one(what, named, all, shown ? name : each -> ToldApart.bare(name.apply(each)), id);
    }

    private static <T> T one(String what, String named, List<T> all, Function<T, String> name, Function<T, String> id) {
        List<T> byName =
                all.stream().filter(each -> name.apply(each).equals(named)).toList();
        List<T> found = byName.isEmpty() ? ById.all(named, all, id) : byName;
        return switch (found.size()) {
            case 0 -> throw Stop.bad("there is no " + what + " called " + Shown.line(named) + " here");
            case 1 -> found.getFirst();
            default ->
                throw Stop.bad(found.size() + " " + what + "s are called " + Shown.line(named)
                        + "; name one by its id: "
                        + String.join(
                                ", ",
                                found.stream()
                                        .map(id)
                                        .map(hex -> hex.substring(0, 12))
                                        .toList()));
        };
    }
}
