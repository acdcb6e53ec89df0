package parley.node.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.RoomId;
import parley.base.TableId;
import parley.protocol.port.Key;
import parley.protocol.port.Tx;
import parley.talks.convey.RaisedWords;

/**
 * What a mediator's node still has to tell sources: when and in which words it raised their ideas as its own. Sealed already, so
 * that this node can't read it again; said later, so that no time ties it to the words. One cell for each table.
 */
final class Tellings {
    private static final Key SPACE = Key.of("desk/telling");

    private Tellings() {}

    /** @param room the source's, in which {@code passage} was marked */
    record Telling(RoomId room, Hash passage, Bytes sealed, Instant due) {
        private Telling dueAt(Instant when) {
            return new Telling(room, passage, sealed, when);
        }
    }

    static List<Telling> of(Tx tx, TableId table) {
        return KeptList.of(
                tx,
                SPACE.with(table.hash()),
                Crossings.MOST,
                item -> new Telling(
                        new RoomId(item.hash()),
                        item.hash(),
                        item.field(RaisedWords.MOST_SEALED_BYTES),
                        Instant.ofEpochMilli(item.u64())));
    }

    /** Of more than {@link Crossings#MOST} the oldest isn't told: a source that left doesn't fill this vault. */
    static void add(Tx tx, TableId table, Telling telling) {
        List<Telling> all = new ArrayList<>(of(tx, table));
        if (all.size() >= Crossings.MOST) {
            all.removeFirst();
        }
        all.add(telling);
        keep(tx, table, all);
    }

    static void remove(Tx tx, TableId table, Telling telling) {
        keep(
                tx,
                table,
                of(tx, table).stream().filter(one -> !one.equals(telling)).toList());
    }

    /** It wasn't said at its moment: it has another. */
    static void putOff(Tx tx, TableId table, Telling telling, Instant until) {
        keep(
                tx,
                table,
                of(tx, table).stream()
                        .map(one -> one.equals(telling) ? one.dueAt(until) : one)
                        .toList());
    }

    private static void keep(Tx tx, TableId table, List<Telling> all) {
        KeptList.put(
                tx,
                SPACE.with(table.hash()),
                all,
                (to, one) -> to.hash(one.room().hash())
                        .hash(one.passage())
                        .field(one.sealed())
                        .u64(one.due().toEpochMilli()));
    }
}
