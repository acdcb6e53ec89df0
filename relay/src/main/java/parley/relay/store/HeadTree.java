package parley.relay.store;

import java.util.ArrayList;
import java.util.List;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.protocol.port.SignedHead;

/** The Merkle tree over the heads of one group commit, so that one signature serves them all. See {@link SignedHead}. */
final class HeadTree {
    /** From the leaves to the root; an odd node at the end of a level is paired with itself. */
    private final List<List<Hash>> levels = new ArrayList<>();

    HeadTree(List<Outcome.Placed> heads) {
        List<Hash> level = heads.stream()
                .map(placed -> SignedHead.leaf(placed.log(), placed.head()))
                .toList();
        levels.add(level);
        while (level.size() > 1) {
            List<Hash> above = new ArrayList<>((level.size() + 1) / 2);
            for (int i = 0; i < level.size(); i += 2) {
                above.add(SignedHead.node(level.get(i), sibling(level, i)));
            }
            levels.add(above);
            level = above;
        }
    }

    Hash root() {
        return levels.getLast().getFirst();
    }

    SignedHead signed(int index, LogId log, Head head, Bytes signature) {
        List<Hash> path = new ArrayList<>(levels.size() - 1);
        int at = index;
        for (List<Hash> level : levels.subList(0, levels.size() - 1)) {
            path.add(sibling(level, at));
            at >>= 1;
        }
        return new SignedHead(log, head, index, path, signature);
    }

    private static Hash sibling(List<Hash> level, int index) {
        int other = index ^ 1;
        return level.get(other < level.size() ? other : index);
    }
}
