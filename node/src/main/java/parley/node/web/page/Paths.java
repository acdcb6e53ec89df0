package parley.node.web.page;

import parley.base.PrincipalId;
import parley.base.TableId;
import parley.node.desk.RoomRef;

/** The addresses of pages, without the session's own path before them. */
final class Paths {
    private Paths() {}

    static String table(TableId table) {
        return "/t/" + table.toHex();
    }

    static String room(RoomRef ref) {
        return table(ref.table()) + "/r/" + ref.room().toHex();
    }

    static String person(TableId table, PrincipalId person) {
        return table(table) + "/people/" + person.toHex();
    }
}
