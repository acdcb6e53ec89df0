package parley.node.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.node.desk.RoomRef;
import parley.protocol.port.Key;
import parley.protocol.port.Tx;

/** Which open proposals of a room its person has set aside, and as what: one about which something changed since counts no more. */
final class AsideCells {
    private static final String SPACE = "desk/set-aside";

    /** More than stand open in a room; beyond, the first that was set aside is named again. */
    static final int MOST = 256;

    private AsideCells() {}

    /**
     * What others can change about a proposal: who consents to it, and how many have to.
     *
     * @param position where it stands in the room: one that was taken back and is made anew has the name of before
     */
    static Hash mark(long position, List<PrincipalId> consents, int needed) {
        return Hash.of(
                "desk-set-aside",
                new CanonicalWriter()
                        .list(consents, (to, who) -> to.hash(who.hash()))
                        .u64(needed)
                        .u64(position)
                        .bytes());
    }

    /** Marks by the names of proposals; some may be closed since. */
    static Map<Hash, Hash> load(Tx tx, RoomRef room) {
        return Ledger.cell(tx, key(room), content -> {
                    CanonicalReader in = new CanonicalReader(content);
                    Map<Hash, Hash> kept = new LinkedHashMap<>();
                    for (Kept one : in.list(MOST, from -> new Kept(from.hash(), from.hash()))) {
                        kept.put(one.proposal(), one.mark());
                    }
                    in.end();
                    return kept;
                })
                .orElseGet(Map::of);
    }

    private record Kept(Hash proposal, Hash mark) {}

    /** @param open the names of the proposals that stand open: of the others nothing is kept */
    static void keep(Tx tx, RoomRef room, Hash proposal, Hash mark, Set<Hash> open) {
        Map<Hash, Hash> kept = new LinkedHashMap<>(load(tx, room));
        kept.keySet().retainAll(open);
        kept.remove(proposal);
        if (kept.size() >= MOST) {
            kept.remove(kept.keySet().iterator().next());
        }
        kept.put(proposal, mark);
        tx.put(
                key(room),
                new CanonicalWriter()
                        .list(
                                List.copyOf(kept.entrySet()),
                                (to, one) -> to.hash(one.getKey()).hash(one.getValue()))
                        .bytes());
    }

    private static Key key(RoomRef room) {
        return Ledger.inRoom(SPACE, room);
    }
}
