package parley.node.engine;

import java.util.Optional;
import java.util.Set;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.Hash;
import parley.base.Malformed;
import parley.protocol.port.Key;

/**
 * Which cells a backup holds: who one is, whom one knows, and one's own record; no session, no room secret, no key of a log
 * (protocol.md, "Restore, clone, rollback"). What isn't named here isn't backed up: a space that is added later must be
 * thought about first.
 */
final class BackupChoice {
    private static final int MOST_SPACE_BYTES = 64;

    private static final Set<String> SPACES = Set.of(
            "session/identity",
            "desk/tables",
            "desk/table",
            "desk/room",
            "desk/line",
            "desk/acted",
            "desk/passage",
            "desk/passage-after-hour",
            "desk/crossing",
            "desk/crossings",
            "desk/telling",
            "desk/brought-waiting",
            "desk/brought-verdict",
            "desk/brought-raised",
            "desk/brought-seen",
            "desk/nonpaper",
            "desk/sounding",
            "desk/courier",
            "desk/courier-way",
            "desk/sheet",
            "desk/sheet-scores",
            "desk/sheet-estimates",
            "desk/sheet-answers",
            "desk/suspension",
            "desk/gallery",
            "desk/questions",
            "desk/draft",
            "desk/set-aside",
            "desk/node",
            "desk/proof");

    /** Of a seat: its keys, its peers and at which relays these are reached. Its inboxes, rooms, epochs, cards and tickets are made anew by a renewal. */
    private static final Set<String> OF_SEAT =
            Set.of("self", "peer-count", "peer", "retired-keys", "used-relays", "inbox-elsewhere");

    private BackupChoice() {}

    static boolean holds(Key key) {
        CanonicalReader in = new CanonicalReader(key.name());
        try {
            String space = in.text(MOST_SPACE_BYTES);
            return SPACES.contains(space)
                    || (space.equals("seat")
                            && ofSeat(in).filter(OF_SEAT::contains).isPresent());
        } catch (Malformed e) {
            return false;
        }
    }

    private static Optional<String> ofSeat(CanonicalReader in) throws Malformed {
        Hash table = in.hash();
        Bytes name = in.field(MOST_SPACE_BYTES);
        return table.value().isEmpty() ? Optional.empty() : Optional.of(name.asUtf8());
    }
}
