package parley.node.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import parley.base.Ok;
import parley.base.Result;
import parley.node.desk.Keeping;
import parley.protocol.port.Tx;

/**
 * What a leap of the clock puts before a person: whether the date of this device is right, and what goes for good if it is.
 *
 * <p>Guarantees that the answer counts for the date that was shown and no other: a clock that leaps once more meanwhile is asked about
 * anew.
 */
final class LeaptClock {
    /** Whoever reads the page is no slower; a clock that moved by more is another one than was looked at. */
    private static final Duration SHOWN_FOR = Duration.ofHours(1);

    /** Lines are opened one by one to be counted: beyond, the page would be waited for, and says that there are more. */
    private static final int MOST_LOOKED_AT = 2_000;

    private LeaptClock() {}

    static Result<Keeping.Clock> look(Engine engine) {
        Instant now = engine.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        if (engine.closed()) {
            return Result.refused("gate.locked");
        }
        List<Snapshot.RoomShot> rooms = engine.snapshot().tables().values().stream()
                .flatMap(table -> table.rooms().values().stream())
                .toList();
        return engine.read(tx -> Result.done(new Keeping.Clock(
                now, BelievedTime.beforeLeap(tx, now).map(last -> new Count(tx, last, now).of(rooms)))));
    }

    static Result<Ok> believe(Engine engine, Instant shown) {
        return engine.act(work -> {
            if (BelievedTime.beforeLeap(work.tx, work.now).isEmpty()) {
                return Result.refused("clock.not-asked");
            }
            if (Duration.between(shown, work.now).abs().compareTo(SHOWN_FOR) > 0) {
                return Result.refused("clock.shown-otherwise");
            }
            BelievedTime.believe(work);
            return Ok.done();
        });
    }

    /** Counts what is erased once the clock is believed. Not thread-safe. */
    private static final class Count {
        private final Tx tx;
        private final Instant last;
        private final Instant now;
        private long looked;
        private long texts;
        private int rooms;

        Count(Tx tx, Instant last, Instant now) {
            this.tx = tx;
            this.last = last;
            this.now = now;
        }

        Keeping.Leap of(List<Snapshot.RoomShot> all) {
            boolean whole = true;
            for (Snapshot.RoomShot room : all) {
                whole &= RetentionProcess.rules(room.view(), room.sheet())
                        .flatMap(rules -> RetentionProcess.over(room.sheet(), rules, now))
                        .map(before -> count(room.sheet(), before))
                        .orElse(true);
            }
            return new Keeping.Leap(last, texts, rooms, !whole);
        }

        private boolean count(RoomSheet sheet, Instant before) {
            long was = texts;
            boolean whole = countLines(sheet, before);
            rooms += texts > was ? 1 : 0;
            return whole;
        }

        /** Whether all of the room was counted. */
        private boolean countLines(RoomSheet sheet, Instant before) {
            for (long index = sheet.erasedBelow; index < sheet.lines; index++) {
                Optional<LineRecord> over = Ledger.line(tx, sheet.ref, index)
                        .map(Ledger.Numbered::line)
                        .filter(line -> !line.arrived().isAfter(before));
                if (over.isEmpty()) {
                    return true;
                }
                if (looked >= MOST_LOOKED_AT) {
                    return false;
                }
                looked++;
                texts += over.filter(LineRecord.Said.class::isInstance).isPresent() ? 1 : 0;
            }
            return true;
        }
    }
}
