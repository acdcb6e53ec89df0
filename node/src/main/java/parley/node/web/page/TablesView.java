package parley.node.web.page;

import java.util.List;
import parley.base.TableId;
import parley.node.desk.Desk;
import parley.node.desk.Needs;
import parley.node.desk.RoomRef;
import parley.node.desk.Tables;

/** The list of tables: what each is, its rooms, and what waits for a person there. */
public final class TablesView {
    private TablesView() {}

    /** One table. */
    public record Row(
            Tables.TableView table, String path, List<Page.NavRoom> rooms, List<Need> needs, List<Ageing> questions) {
        public Row {
            rooms = List.copyOf(rooms);
            needs = List.copyOf(needs);
            questions = List.copyOf(questions);
        }
    }

    /** Something that waits: a sentence of the catalogue and where to go. */
    public record Need(String key, List<String> parts, String path) {
        public Need {
            parts = List.copyOf(parts);
        }
    }

    static List<Need> needs(Desk desk, Tables.TableView table) {
        return Needs.of(desk, table).stream().map(TablesView::shown).toList();
    }

    /** What was proposed in a room and waits for one's own consent. */
    static List<Need> consents(Desk desk, RoomRef room, String name) {
        return Needs.consents(desk, room, name).stream().map(TablesView::shown).toList();
    }

    private static Need shown(Needs.Need need) {
        return new Need(need.key(), need.parts(), path(need.table(), need.at()));
    }

    private static String path(TableId id, Needs.At at) {
        String table = Paths.table(id);
        return switch (at) {
            case Needs.At.Table _, Needs.At.Relay _ -> table;
            case Needs.At.Room(var room) -> Paths.room(new RoomRef(id, room));
            case Needs.At.Asking(var room) -> Paths.room(new RoomRef(id, room));
            case Needs.At.Changes(var room) -> Paths.room(new RoomRef(id, room)) + "/changes";
            case Needs.At.Sounding(var sounding) -> table + "/soundings/" + sounding.toHex();
            case Needs.At.Phase _ -> table + "/phase";
            case Needs.At.Courier _ -> table + "/courier";
            case Needs.At.Person(var person) -> Paths.person(id, person);
            case Needs.At.Renewal _ -> table + "/renewal";
        };
    }
}
