package parley.node.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
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
        return Ledger.cell(tx, SPACE.with(table.hash()), Tellings::decode).orElseGet(List::of);
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
        Key key = SPACE.with(table.hash());
        if (all.isEmpty()) {
            tx.delete(key);
            return;
        }
        tx.put(
                key,
                new CanonicalWriter()
                        .list(
                                all,
                                (to, one) -> to.hash(one.room().hash())
                                        .hash(one.passage())
                                        .field(one.sealed())
                                        .u64(one.due().toEpochMilli()))
                        .bytes());
    }

    private static List<Telling> decode(Bytes content) throws Malformed {
        CanonicalReader in = new CanonicalReader(content);
        List<Telling> all = in.list(
                Crossings.MOST,
                item -> new Telling(
                        new RoomId(item.hash()),
                        item.hash(),
                        item.field(RaisedWords.MOST_SEALED_BYTES),
                        Instant.ofEpochMilli(item.u64())));
        in.end();
        return all;
    }
}
