package parley.node.engine;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Malformed;
import parley.base.PrincipalId;
import parley.node.desk.Notice;

/** Keeps notices in cells: newest last, each cause once, never more than {@link #MOST}. */
final class Notices {
    /**
     * Beyond, the oldest go that are not {@link Notice.Grade#GRAVE grave}, and a grave one only for another: whoever sends what makes
     * fifty notices must not push out what says that somebody's keys are others.
     */
    static final int MOST = 50;

    /** Before why a room is frozen. */
    static final String FROZEN = "room.frozen-";

    private static final String ALARM = "alarm.";
    /** A relay's fault is proven whoever sits in the room, and its proof is kept. */
    private static final String PROVEN = ALARM + "relay-two-heads";

    private static final int PARTS_WITHOUT_PEER = 2;

    private static final int MOST_TEXT_BYTES = 4 * 1024;

    private Notices() {}

    /** The list with one more; the same list when it already says so. */
    static List<Notice> with(List<Notice> present, String key, Notice.Grade grade, Instant since, Object... parts) {
        List<String> texts = java.util.Arrays.stream(parts).map(String::valueOf).toList();
        if (present.stream()
                .anyMatch(one -> one.key().equals(key) && one.parts().equals(texts))) {
            return present;
        }
        List<Notice> more = new ArrayList<>(present);
        if (present.size() >= MOST && !makesPlace(more, grade)) {
            return present;
        }
        // As it is kept: pages name a notice by its instant, and one that was not read back yet must be the same.
        more.add(new Notice(key, texts, grade, since.truncatedTo(ChronoUnit.MILLIS)));
        return List.copyOf(more);
    }

    /** The list with this one in place of all others of its key: what is said again happened again, whoever has read it before. */
    static List<Notice> anew(List<Notice> present, String key, Notice.Grade grade, Instant since, Object... parts) {
        return with(withoutKey(present, key), key, grade, since, parts);
    }

    private static boolean makesPlace(List<Notice> notices, Notice.Grade grade) {
        for (int i = 0; i < notices.size(); i++) {
            if (notices.get(i).grade() == Notice.Grade.CARE) {
                notices.remove(i);
                return true;
            }
        }
        if (grade == Notice.Grade.GRAVE) {
            notices.removeFirst();
        }
        return grade == Notice.Grade.GRAVE;
    }

    /** Whether so much is said already of {@code about}, which is the first part of such a notice. */
    static boolean says(List<Notice> present, String key, String about) {
        return present.stream()
                .anyMatch(one -> one.key().equals(key)
                        && one.parts().stream()
                                .findFirst()
                                .filter(about::equals)
                                .isPresent());
    }

    static List<Notice> without(List<Notice> present, Notice notice) {
        return present.stream().filter(one -> !one.equals(notice)).toList();
    }

    static List<Notice> withoutKey(List<Notice> present, String key) {
        return present.stream().filter(one -> !one.key().equals(key)).toList();
    }

    /** Whether the room is frozen because somebody else wrote there in our name. */
    static boolean saysCloned(List<Notice> present) {
        return present.stream().anyMatch(one -> one.key().equals(FROZEN + "clone"));
    }

    /** Without any reason for which the room is frozen. */
    static List<Notice> notFrozen(List<Notice> present) {
        return present.stream().filter(one -> !one.key().startsWith(FROZEN)).toList();
    }

    /**
     * Without what ended one's sitting in a room before one began to come back there, and what was found wrong in it: if it is so
     * still, it is found again.
     */
    static List<Notice> withoutFormerLife(List<Notice> present, Instant cameBack) {
        return present.stream()
                .filter(one -> !one.since().isBefore(cameBack)
                        || one.key().equals(PROVEN)
                        || !(one.key().startsWith(FROZEN)
                                || one.key().startsWith(ALARM)
                                || one.key().equals("room.removed")))
                .toList();
    }

    /** Without what was said of {@code part}: it has come about. */
    static List<Notice> withoutKey(List<Notice> present, String key, String part) {
        return present.stream()
                .filter(one -> !one.key().equals(key) || !one.parts().contains(part))
                .toList();
    }

    /**
     * Without what was said of this peer, whose id is the last part and in no sentence: two may have one name. What an earlier version
     * wrote has no id and goes by the name.
     */
    static List<Notice> withoutPeer(List<Notice> present, String key, PrincipalId peer, String name) {
        return present.stream()
                .filter(one -> !one.key().equals(key)
                        || !(one.parts().getLast().equals(peer.toHex())
                                || (one.parts().size() == PARTS_WITHOUT_PEER
                                        && one.parts().getFirst().equals(name))))
                .toList();
    }

    static void write(CanonicalWriter out, List<Notice> notices) {
        out.list(
                notices,
                (to, one) -> to.text(one.key())
                        .list(one.parts(), CanonicalWriter::text)
                        .bool(one.grade() == Notice.Grade.GRAVE)
                        .u64(one.since().toEpochMilli()));
    }

    static List<Notice> read(CanonicalReader in) throws Malformed {
        return in.list(MOST, Notices::readOne);
    }

    private static Notice readOne(CanonicalReader in) throws Malformed {
        String key = in.text(LineRecord.MOST_KEY_BYTES);
        List<String> parts = in.list(LineRecord.MOST_PARTS, from -> from.text(MOST_TEXT_BYTES));
        Notice.Grade grade = in.bool() ? Notice.Grade.GRAVE : Notice.Grade.CARE;
        return new Notice(current(key, parts), parts, grade, Instant.ofEpochMilli(in.u64()));
    }

    /**
     * Earlier versions had one notice for all that freezes a room, with why as its part, and a word of its own for histories that a
     * digest showed to differ.
     */
    private static String current(String key, List<String> parts) {
        String why = String.join("", parts);
        return key.equals("room.frozen") ? FROZEN + (why.equals("digest") ? "histories" : why) : key;
    }
}
