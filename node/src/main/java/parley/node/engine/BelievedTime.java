package parley.node.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Malformed;
import parley.node.desk.Change;
import parley.node.desk.Notice;
import parley.protocol.port.Key;
import parley.protocol.port.Tx;

/**
 * The time by which texts are erased for good: the clock's, unless it leapt; then the time before, until a person says that the
 * clock is right.
 *
 * <p>Else a clock that runs years ahead for a moment, by an empty battery or a hostile time server, would erase every text that
 * is ever to go. Doesn't stop a clock that is led ahead by less than {@link #LEAP} again and again.
 */
final class BelievedTime {
    /** Few nodes stay closed for longer; clocks that are wrong by accident are so by years. */
    static final Duration LEAP = Duration.ofDays(30);

    static final String NOTICE = "node.clock-leapt";

    /** It is written so seldom that it costs nothing. */
    private static final Duration STEP = Duration.ofHours(1);

    private static final Key CELL = Key.of("desk/believed-time");
    private static final int VERSION = 1;

    private BelievedTime() {}

    /** @param asked whether the person was told that the clock leapt, and has not answered */
    private record Kept(Instant at, boolean asked) {
        Bytes encoded() {
            return new CanonicalWriter()
                    .u8(VERSION)
                    .u64(at.toEpochMilli())
                    .bool(asked)
                    .bytes();
        }

        static Kept decode(Bytes encoded) throws Malformed {
            CanonicalReader in = new CanonicalReader(encoded);
            if (in.u8() != VERSION) {
                throw new Malformed("a time of another version");
            }
            Kept kept = new Kept(Instant.ofEpochMilli(in.u64()), in.bool());
            in.end();
            return kept;
        }
    }

    static Instant of(Work work) {
        Optional<Kept> kept = Ledger.cell(work.tx, CELL, Kept::decode);
        Kept before = kept.orElseGet(() -> new Kept(lastArrived(work), false));
        if (leapt(before, work.now)) {
            ask(work, before);
            return before.at;
        }
        boolean moved = Duration.between(before.at, work.now).abs().compareTo(STEP) >= 0;
        if (kept.isEmpty() || before.asked || moved) {
            keep(work, before);
        }
        return work.now;
    }

    /** Of a node that was just restored, or never kept a time: no clock was right before something came. */
    private static Instant lastArrived(Work work) {
        return work.ledger.rooms().stream()
                .flatMap(room -> room.lastArrived.stream())
                .max(Comparator.naturalOrder())
                .orElse(work.now);
    }

    private static boolean leapt(Kept before, Instant now) {
        return now.isAfter(before.at.plus(LEAP));
    }

    /** The time by which texts go meanwhile, where the clock leapt and nobody has said that it is right. */
    static Optional<Instant> beforeLeap(Tx tx, Instant now) {
        return Ledger.cell(tx, CELL, Kept::decode)
                .filter(kept -> leapt(kept, now))
                .map(Kept::at);
    }

    /** A person says that the clock is right. */
    static void believe(Work work) {
        keep(work, new Kept(work.now, true));
    }

    /** Said again where newer notices pushed it out: only {@link #believe} and a clock that was set right answer it. */
    private static void ask(Work work, Kept before) {
        if (!before.asked) {
            work.tx.put(CELL, new Kept(before.at, true).encoded());
        }
        NodeSheet node = work.ledger.node();
        tell(work, node, Notices.with(node.notices(), NOTICE, Notice.Grade.GRAVE, work.now));
    }

    private static void keep(Work work, Kept before) {
        work.tx.put(CELL, new Kept(work.now, false).encoded());
        if (before.asked) {
            NodeSheet node = work.ledger.node();
            tell(work, node, Notices.withoutKey(node.notices(), NOTICE));
        }
    }

    private static void tell(Work work, NodeSheet node, List<Notice> notices) {
        if (!notices.equals(node.notices())) {
            work.ledger.save(work.tx, node.withNotices(notices));
            work.recorder.changed(new Change.NodeChanged());
        }
    }
}
