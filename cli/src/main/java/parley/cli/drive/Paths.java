package parley.cli.drive;

import parley.base.PrincipalId;
import parley.base.TableId;
import parley.node.desk.RoomRef;

/** Paths of the API that measurements call. */
public final class Paths {
    public static final String TABLES = "/api/v1/tables";
    public static final String SETTINGS = "/api/v1/settings";
    public static final String ACCEPT = "/api/v1/invitations/accept";
    public static final String SEARCH = "/api/v1/search";

    private Paths() {}

    public static String table(TableId table) {
        return TABLES + "/" + table.toHex();
    }

    public static String person(TableId table, PrincipalId who) {
        return table(table) + "/people/" + who.toHex();
    }

    public static String room(RoomRef room) {
        return table(room.table()) + "/rooms/" + room.room().toHex();
    }
}
