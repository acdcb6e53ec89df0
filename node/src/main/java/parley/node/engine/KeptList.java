package parley.node.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.protocol.port.Key;
import parley.protocol.port.Tx;

/** A list that lies in one cell of the vault; of an empty one nothing does. */
final class KeptList {
    private KeptList() {}

    /** @param most far more than there ever are: bounds what a damaged cell makes a node read */
    static <T> List<T> of(Tx tx, Key key, int most, CanonicalReader.Item<T> item) {
        return Ledger.cell(tx, key, content -> {
                    CanonicalReader in = new CanonicalReader(content);
                    List<T> all = in.list(most, item);
                    in.end();
                    return all;
                })
                .orElseGet(List::of);
    }

    static <T> void put(Tx tx, Key key, List<T> all, BiConsumer<CanonicalWriter, T> write) {
        if (all.isEmpty()) {
            tx.delete(key);
        } else {
            tx.put(key, new CanonicalWriter().list(all, write).bytes());
        }
    }

    /** Lines of a room's record by the names of what stands there, in the order in which they were noted; the caller's to change. */
    static Map<Hash, Long> lines(Tx tx, Key key, int most) {
        Map<Hash, Long> lines = new LinkedHashMap<>();
        of(tx, key, most, from -> Map.entry(from.hash(), from.u64()))
                .forEach(one -> lines.put(one.getKey(), one.getValue()));
        return lines;
    }

    static void putLines(Tx tx, Key key, Map<Hash, Long> lines) {
        put(
                tx,
                key,
                List.copyOf(lines.entrySet()),
                (to, one) -> to.hash(one.getKey()).u64(one.getValue()));
    }
}
