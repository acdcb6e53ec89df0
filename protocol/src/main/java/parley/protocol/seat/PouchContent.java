package parley.protocol.seat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import parley.base.Bytes;
import parley.base.LogId;
import parley.protocol.port.SignedHead;
import parley.protocol.pouch.PouchItem;

/** What a pouch holds, sorted by log. */
final class PouchContent {
    /**
     * Of one log, for each costs the check of a signature. Whoever makes a pouch puts one of each log into it, and who puts many pouches
     * together into one has one from each.
     */
    static final int MOST_HEADS = 100;

    final TreeMap<LogId, TreeMap<Long, Bytes>> placed = new TreeMap<>();
    final TreeMap<LogId, List<SignedHead>> heads = new TreeMap<>();
    final List<PouchItem.Unplaced> unplaced = new ArrayList<>();

    void add(PouchItem item) {
        switch (item) {
            case PouchItem.Placed(LogId log, long position, Bytes entry) ->
                placed.computeIfAbsent(log, _ -> new TreeMap<>()).put(position, entry);
            case PouchItem.Signed(SignedHead head) -> add(head);
            case PouchItem.Unplaced one -> unplaced.add(one);
        }
    }

    private void add(SignedHead head) {
        List<SignedHead> ofLog = heads.computeIfAbsent(head.log(), _ -> new ArrayList<>());
        if (ofLog.size() < MOST_HEADS) {
            ofLog.add(head);
        }
    }

    List<SignedHead> heads(LogId log) {
        return heads.getOrDefault(log, List.of());
    }
}
