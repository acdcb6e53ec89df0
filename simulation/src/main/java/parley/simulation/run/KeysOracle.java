package parley.simulation.run;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import parley.base.Bytes;
import parley.base.LogId;
import parley.protocol.pouch.Pouch;
import parley.protocol.pouch.PouchItem;
import parley.protocol.seat.Sending;

/** Holds every sealed byte string to the rules of its making: fresh nonces, and one unplaced entry per author and log. */
final class KeysOracle {
    /** Entries of rooms and inboxes alike: one byte of version, then the nonce. */
    private static final int NONCE_AT = 1;

    private static final int NONCE_END = 33;

    private final Oracles oracles;
    /** Entries as they are: they lie at the relay anyway, and a hash of each would cost more than all that is asked of it. */
    private final Map<Bytes, Bytes> nonces = new HashMap<>();

    private final Map<Author, Bytes> unplaced = new HashMap<>();
    private final Set<Bytes> placed = new HashSet<>();

    /** Others' entries that a node takes to the relay as their courier. */
    private final Set<Carried> carried = new HashSet<>();

    private record Author(int node, LogId log) {}

    private record Carried(int by, Bytes entry) {}

    KeysOracle(Oracles oracles) {
        this.oracles = oracles;
    }

    void sends(SimNode node, Sending.Append append) {
        Bytes entry = append.entry();
        // What a node heals a log with are others' bytes, and the relay may have put garbage among them.
        if (entry.size() >= NONCE_END && append.at().isEmpty()) {
            Bytes before = nonces.putIfAbsent(entry.slice(NONCE_AT, NONCE_END), entry);
            if (before != null && !before.equals(entry)) {
                oracles.violated(Invariant.NO_NONCE_TWICE, node + " sends other bytes under a nonce that was used");
            }
        }
        boolean toRoom = append.base().isPresent() && append.at().isEmpty();
        if (toRoom && !placed.contains(entry) && !carried.contains(new Carried(node.index, entry))) {
            Author author = new Author(node.index, append.log());
            Bytes earlier = unplaced.put(author, entry);
            if (earlier != null && !earlier.equals(entry) && !placed.contains(earlier)) {
                oracles.violated(Invariant.ONE_UNPLACED, node + " sends a second entry while its first has no place");
            }
        }
    }

    /** Before a node reads this pouch, which another wrote. */
    void carried(int by, Bytes pouch) {
        try {
            Pouch.read(new ByteArrayInputStream(pouch.toArray()), item -> {
                if (item instanceof PouchItem.Unplaced one) {
                    carried.add(new Carried(by, one.entry()));
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What this node sent last may be unknown to it. */
    void putBack(int node) {
        unplaced.keySet().removeIf(author -> author.node() == node);
    }

    /** The relay gave these bytes a place. */
    void placed(Bytes entry) {
        placed.add(entry);
    }
}
