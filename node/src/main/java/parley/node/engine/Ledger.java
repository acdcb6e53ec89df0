package parley.node.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Malformed;
import parley.base.Refusal;
import parley.base.TableId;
import parley.node.desk.RoomRef;
import parley.protocol.port.Key;
import parley.protocol.port.Store.StoreFailed;
import parley.protocol.port.Tx;

/**
 * The desk's own cells: what people see, kept beside what was folded and in the same transaction, so that no page ever
 * folds anew.
 *
 * <p>Lines are numbered from 0 without gaps, one cell each: a page of a room with 100,000 messages reads as many cells as it
 * shows. Sheets are held in memory; after a failed transaction the whole ledger is thrown away and loaded again. Used by the
 * engine's thread only, but for the static readers, which any transaction may use.
 */
final class Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
    private static final Key TABLES = Key.of("desk/tables");
    private static final Key TABLE = Key.of("desk/table");
    private static final Key ROOM = Key.of("desk/room");
    private static final Key LINE = Key.of("desk/line");
    private static final Key UNPLACED = Key.of("desk/unplaced");
    /** More tables than people can sit at. */
    private static final int MOST_TABLES = 1_000;

    private final Map<TableId, TableSheet> tables = new LinkedHashMap<>();
    private final Map<RoomRef, RoomSheet> rooms = new LinkedHashMap<>();
    private final Set<TableId> savedTables = new HashSet<>();
    private final Set<RoomRef> savedRooms = new HashSet<>();
    private NodeSheet node;

    private Ledger(NodeSheet node) {
        this.node = node;
    }

    static Ledger load(Tx tx) {
        Ledger ledger = new Ledger(NodeSheet.load(tx));
        for (TableId id : tableIds(tx)) {
            TableSheet sheet = cell(tx, tableKey(id), TableSheet::decode).orElseThrow(() -> missing("a table's sheet"));
            ledger.tables.put(id, sheet);
            for (var room : sheet.rooms) {
                RoomRef ref = new RoomRef(id, room);
                RoomSheet kept = cell(tx, roomKey(ref), RoomSheet::decode).orElseThrow(() -> missing("a room's sheet"));
                ledger.rooms.put(ref, kept);
                // Earlier versions said of a room that it is frozen as a clone's, and not that the seat is to be
                // renewed.
                sheet.renewalNeeded =
                        sheet.renewalNeeded || (kept.phase == RoomSheet.Phase.OPEN && Notices.saysCloned(kept.notices));
            }
        }
        return ledger;
    }

    /** Decodes a cell of our own. */
    @FunctionalInterface
    interface Decoder<T> {
        T decode(Bytes encoded) throws Malformed;
    }

    /**
     * Puts a cell that can be read back. What can't is refused with the whole act, so that no message, of whomever, leaves a vault
     * that doesn't open.
     */
    static <T> void keep(Tx tx, Key key, Bytes content, Decoder<T> decoder) {
        try {
            T unused = decoder.decode(content);
        } catch (Malformed e) {
            LOG.error("a cell that could not be read back was not written: {}", e.getMessage());
            throw new Work.Undone(Refusal.of("node.unreadable"));
        }
        tx.put(key, content);
    }

    static <T> Optional<T> cell(Tx tx, Key key, Decoder<T> decoder) {
        return tx.get(key).map(content -> {
            try {
                return decoder.decode(content);
            } catch (Malformed e) {
                throw new StoreFailed("vault.damaged-cell", e);
            }
        });
    }

    // ---- The node

    NodeSheet node() {
        return node;
    }

    void save(Tx tx, NodeSheet sheet) {
        node = sheet;
        sheet.save(tx);
    }

    // ---- Tables

    List<TableSheet> tables() {
        return List.copyOf(tables.values());
    }

    TableSheet table(TableId id) {
        return Optional.ofNullable(tables.get(id)).orElseThrow(() -> new IllegalStateException("an unknown table"));
    }

    void add(Tx tx, TableSheet sheet) {
        tables.put(sheet.table, sheet);
        list(tx);
        save(tx, sheet);
    }

    /** Takes a table and its rooms off the list; their cells stay until {@link TableRemoval} erases them. */
    void remove(Tx tx, TableId id) {
        tables.remove(id);
        rooms.keySet().removeIf(room -> room.table().equals(id));
        list(tx);
    }

    private void list(Tx tx) {
        keep(
                tx,
                TABLES,
                new CanonicalWriter()
                        .list(List.copyOf(tables.keySet()), (to, id) -> to.hash(id.hash()))
                        .bytes(),
                Ledger::decodeTables);
    }

    void save(Tx tx, TableSheet sheet) {
        savedTables.add(sheet.table);
        keep(tx, tableKey(sheet.table), sheet.encoded(), TableSheet::decode);
    }

    // ---- Rooms

    List<RoomSheet> rooms() {
        return List.copyOf(rooms.values());
    }

    Optional<RoomSheet> room(RoomRef ref) {
        return Optional.ofNullable(rooms.get(ref));
    }

    void add(Tx tx, RoomSheet sheet) {
        rooms.put(sheet.ref, sheet);
        TableSheet table = table(sheet.ref.table());
        table.rooms.add(sheet.ref.room());
        save(tx, table);
        save(tx, sheet);
    }

    void save(Tx tx, RoomSheet sheet) {
        savedRooms.add(sheet.ref);
        keep(tx, roomKey(sheet.ref), sheet.encoded(), RoomSheet::decode);
    }

    // ---- What changed

    /** Whether this table's sheet was saved since the last call. */
    boolean takeSaved(TableId table) {
        return savedTables.remove(table);
    }

    /** Whether this room's sheet was saved since the last call. */
    boolean takeSaved(RoomRef room) {
        return savedRooms.remove(room);
    }

    // ---- Lines

    /** A line and how many messages of others stand before it. */
    record Numbered(long index, long foreignBefore, LineRecord line) {}

    /** Puts a line at the end and returns its index; the caller saves the sheet. */
    static long append(Tx tx, RoomSheet sheet, LineRecord line, boolean foreign) {
        long index = sheet.lines;
        put(tx, sheet.ref, new Numbered(index, sheet.foreign, line));
        sheet.lines = index + 1;
        sheet.foreign += foreign ? 1 : 0;
        sheet.lastArrived = Optional.of(line.arrived());
        return index;
    }

    static void put(Tx tx, RoomRef room, Numbered line) {
        Bytes content = new CanonicalWriter()
                .u64(line.foreignBefore())
                .raw(line.line().encoded())
                .bytes();
        keep(tx, lineKey(room, line.index()), content, kept -> decodeLine(kept, line.index()));
    }

    static Optional<Numbered> line(Tx tx, RoomRef room, long index) {
        return cell(tx, lineKey(room, index), content -> decodeLine(content, index));
    }

    private static Numbered decodeLine(Bytes content, long index) throws Malformed {
        CanonicalReader in = new CanonicalReader(content);
        long foreignBefore = in.u64();
        return new Numbered(index, foreignBefore, LineRecord.decode(in.raw(in.remaining())));
    }

    // ---- On the way

    static void put(Tx tx, RoomRef room, UnplacedRecord record) {
        keep(tx, unplacedKey(room, record.ticket()), record.encoded(), UnplacedRecord::decode);
    }

    static Optional<UnplacedRecord> unplaced(Tx tx, RoomRef room, long ticket) {
        return cell(tx, unplacedKey(room, ticket), UnplacedRecord::decode);
    }

    /** Forgets one that has its place, or never will. */
    static void forgetUnplaced(Tx tx, RoomSheet sheet, long ticket) {
        tx.delete(unplacedKey(sheet.ref, ticket));
        sheet.unplaced.remove(Long.valueOf(ticket));
    }

    // ---- Names

    static Key inRoom(String space, RoomRef room) {
        return Key.of(space).with(room.table().hash()).with(room.room().hash());
    }

    private static List<TableId> tableIds(Tx tx) {
        return cell(tx, TABLES, Ledger::decodeTables).orElseGet(ArrayList::new);
    }

    private static List<TableId> decodeTables(Bytes content) throws Malformed {
        CanonicalReader in = new CanonicalReader(content);
        List<TableId> ids = in.list(MOST_TABLES, from -> new TableId(from.hash()));
        in.end();
        return ids;
    }

    private static Key tableKey(TableId id) {
        return TABLE.with(id.hash());
    }

    private static Key roomKey(RoomRef room) {
        return ROOM.with(room.table().hash()).with(room.room().hash());
    }

    private static Key lineKey(RoomRef room, long index) {
        return LINE.with(room.table().hash()).with(room.room().hash()).with(index);
    }

    private static Key unplacedKey(RoomRef room, long ticket) {
        return UNPLACED.with(room.table().hash()).with(room.room().hash()).with(ticket);
    }

    private static StoreFailed missing(String what) {
        return new StoreFailed("vault.damaged-cell", new IOException("missing: " + what));
    }
}
