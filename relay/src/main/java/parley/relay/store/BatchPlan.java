package parley.relay.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.protocol.port.LogRef;
import parley.protocol.port.Relay.Why;
import parley.relay.store.RecordHeader.Kind;

/** Decides where each change of one batch goes, before anything is written; the index changes only by {@link #publish}. */
final class BatchPlan {
    /** So much less than it was a log may seem used after a start: a record each hour would fill the disk by reading alone. */
    static final int USE_NOTED_EVERY = 24;

    private final Map<LogId, LogIndex> logs;
    private final RecordReader reader;
    private final Quota quota;
    private final GoneLogs gone;
    private final long hours;
    private final boolean takesNew;
    private final Set<LogId> leaving = new HashSet<>();
    private final Map<LogId, Set<Hash>> released = new HashMap<>();
    private final Map<LogId, LogIndex> created = new HashMap<>();
    private final Map<LogId, Growing> growing = new HashMap<>();
    private final Map<Twin, Head> placed = new HashMap<>();
    private final List<Planned> records = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private int bytes;
    private int entries;
    private int made;

    /** @param takesNew whether there is room for new logs, beside what is kept for those that are there to go */
    BatchPlan(
            Map<LogId, LogIndex> logs, RecordReader reader, Quota quota, GoneLogs gone, long hours, boolean takesNew) {
        this.hours = hours;
        this.takesNew = takesNew;
        this.logs = logs;
        this.gone = gone;
        this.reader = reader;
        this.quota = quota;
    }

    /** Names an entry of this batch: the same bytes in the same log are one entry. There is one index of a log, equal to no other. */
    private record Twin(LogIndex log, Hash content) {}

    /** A log that this batch writes entries of, and its tip once they are written. */
    private static final class Growing {
        private final LogIndex index;
        private Head tip;

        Growing(LogIndex index) {
            this.index = index;
            this.tip = index.tip();
        }
    }

    private record Planned(LogIndex log, Kind kind, Head head, Hash previous, Hash content, Bytes body, int crc) {
        int size() {
            return RecordHeader.SIZE + body.size();
        }

        RecordHeader header(long batch, int place, int batchSize) {
            return new RecordHeader(
                    body.size(), crc, batch, place, batchSize, kind, log.id(), head.position(), previous, content);
        }
    }

    List<Planned> records() {
        return records;
    }

    List<Outcome> outcomes() {
        return outcomes;
    }

    /** How many bytes the batch takes. */
    int bytes() {
        return bytes;
    }

    void add(Change change) {
        outcomes.add(
                switch (change) {
                    case Change.Create create -> create(create.capabilities());
                    case Change.Append append -> append(append);
                    case Change.Release release -> release(release);
                });
    }

    private Outcome create(Capabilities by) {
        LogId id = LogRef.idOf(by.readHash(), by.appendHash());
        if (isGone(id)) {
            return new Outcome.Refused(Why.GONE); // Whoever holds bytes of it still would bring them all back.
        }
        LogIndex index = logs.getOrDefault(id, created.get(id));
        if (index == null || (!created.containsKey(id) && index.capabilities().isEmpty())) {
            if (index == null) {
                if (!takesNew) {
                    return new Outcome.Refused(Why.LATER);
                }
                if (!quota.hasRoomFor(made + 1, entries)) {
                    return new Outcome.Refused(Why.LATER);
                }
                made++;
            }
            LogIndex log = index == null ? new LogIndex(id) : index;
            created.put(id, log);
            plan(new Planned(log, Kind.CREATE, Head.start(id), by.readHash(), by.appendHash(), Bytes.EMPTY, 0));
        }
        return new Outcome.Placed(id, Head.start(id));
    }

    private boolean isGone(LogId log) {
        return gone.has(log) || leaving.contains(log);
    }

    private Outcome release(Change.Release release) {
        if (isGone(release.log())) {
            return new Outcome.Refused(Why.GONE);
        }
        LogIndex index = logs.getOrDefault(release.log(), created.get(release.log()));
        if (index == null) {
            return new Outcome.Refused(Why.NO_SUCH_LOG);
        }
        Set<Hash> now = released.computeIfAbsent(release.log(), log -> new HashSet<>());
        boolean counted = index.isReleasedBy(release.token()) || now.contains(release.token());
        if (index.releases() + now.size() + (counted ? 0 : 1) >= release.members()) {
            leaving.add(release.log());
            plan(bare(index, Kind.GONE, RecordHeader.NONE));
            return new Outcome.Refused(Why.GONE);
        }
        if (!counted) {
            now.add(release.token());
            plan(bare(index, Kind.RELEASE, release.token()));
        }
        Growing here = growing.get(release.log());
        return new Outcome.Placed(release.log(), here == null ? index.tip() : here.tip);
    }

    /**
     * An hour has passed: of logs that were read within it a start shall know, and those go that nobody used for so long.
     *
     * @return false when there are more than {@code most} records for this; what is left is found again once these are written
     */
    boolean pass(long keptHours, int most) {
        LogIndex nobodys = new LogIndex(new LogId(RecordHeader.NONE));
        plan(new Planned(
                nobodys,
                Kind.HOUR,
                new Head(hours, RecordHeader.NONE),
                RecordHeader.NONE,
                RecordHeader.NONE,
                Bytes.EMPTY,
                0));
        for (LogIndex log : logs.values()) {
            boolean goes = hours - log.used() >= keptHours;
            if (!goes && log.used() - log.usedOnDisk() < USE_NOTED_EVERY) {
                continue;
            }
            if (records.size() == most) {
                return false;
            }
            if (goes) {
                leaving.add(log.id());
            }
            plan(bare(log, goes ? Kind.GONE : Kind.USED, RecordHeader.NONE));
        }
        return true;
    }

    private static Planned bare(LogIndex log, Kind kind, Hash content) {
        return new Planned(log, kind, Head.start(log.id()), RecordHeader.NONE, content, Bytes.EMPTY, 0);
    }

    private Outcome append(Change.Append append) {
        Growing log = growing.get(append.log());
        if (log == null || !leaving.isEmpty()) {
            if (isGone(append.log())) {
                return new Outcome.Refused(Why.GONE);
            }
        }
        if (log == null) {
            LogIndex found = logs.getOrDefault(append.log(), created.get(append.log()));
            if (found == null) {
                return new Outcome.Refused(Why.NO_SUCH_LOG);
            }
            log = new Growing(found);
            growing.put(append.log(), log);
        }
        LogIndex index = log.index;
        Twin twin = new Twin(index, append.entryHash());
        Head here = placed.get(twin);
        if (here != null) {
            return new Outcome.Placed(append.log(), here);
        }
        for (long position : index.damagedPositions(append.entryHash())) {
            if (mends(index, position, append.entryHash())) {
                return mend(index, position, append, twin);
            }
        }
        long before = index.find(
                append.entryHash(),
                position -> reader.header(index, position)
                        .map(found -> found.content().equals(append.entryHash()))
                        .orElse(false));
        if (before != 0 && index.isDamaged(before)) {
            return mend(index, before, append, twin); // It was found to have rotted just now, while it was looked for.
        }
        if (before != 0) {
            return reader.chainHash(index, before)
                    .<Outcome>map(hash -> new Outcome.Placed(append.log(), new Head(before, hash)))
                    .orElse(new Outcome.Refused(Why.LATER));
        }
        if (index.isDamaged() && !index.isInbox()) {
            return new Outcome.Refused(Why.LATER);
        }
        Head tip = log.tip;
        if (append.at().isPresent() && append.at().getAsLong() != tip.position()) {
            return new Outcome.Refused(Why.PLACE_TAKEN);
        }
        if (!quota.hasRoomFor(made, entries + 1)) {
            return new Outcome.Refused(Why.LATER);
        }
        entries++;
        Head head = tip.next(append.entryHash());
        plan(new Planned(index, Kind.ENTRY, head, tip.hash(), append.entryHash(), append.entry(), append.crc()));
        log.tip = head;
        placed.put(twin, head);
        return new Outcome.Placed(append.log(), head);
    }

    /** Whether these are the bytes that rotted: by the header that is left, or by the chain on both sides. */
    private boolean mends(LogIndex index, long position, Hash entryHash) {
        return reader.header(index, position)
                .map(left -> left.content().equals(entryHash))
                .orElseGet(() -> reader.chainHash(index, position - 1)
                        .map(previous ->
                                new Head(position - 1, previous).next(entryHash).hash())
                        .filter(hash -> reader.chainHash(index, position)
                                .filter(hash::equals)
                                .isPresent())
                        .isPresent());
    }

    private Outcome mend(LogIndex index, long position, Change.Append append, Twin twin) {
        Hash previous = reader.chainHash(index, position - 1).orElse(null);
        if (previous == null) {
            return new Outcome.Refused(Why.LATER); // The entry before is lost too and must be mended first.
        }
        Head head = new Head(position - 1, previous).next(append.entryHash());
        plan(new Planned(index, Kind.MEND, head, previous, append.entryHash(), append.entry(), append.crc()));
        placed.put(twin, head);
        return new Outcome.Placed(append.log(), head);
    }

    private void plan(Planned record) {
        records.add(record);
        bytes = Math.addExact(bytes, record.size());
    }

    void writeTo(ByteBuffer out, long mark, long batch) {
        for (int i = 0; i < records.size(); i++) {
            Planned record = records.get(i);
            record.header(batch, i, records.size()).write(mark, out);
            record.body().putInto(out);
        }
    }

    /** What the segment's index is to tell of the batch, which {@code written} holds from its start. */
    ByteBuffer indexItems(ByteBuffer written, long start) {
        ByteBuffer items = ByteBuffer.allocate(records.size() * SegmentIndex.ITEM);
        int at = 0;
        for (Planned record : records) {
            items.putInt((int) (start + at));
            items.put(items.position(), written, at, RecordHeader.SIZE);
            items.position(items.position() + RecordHeader.SIZE);
            at += record.size();
        }
        return items.flip();
    }

    /** Shows the batch to readers: only after it was forced. */
    void publish(long segment, long start) {
        long offset = start;
        for (Planned record : records) {
            long place = Place.of(segment, offset);
            switch (record.kind()) {
                case CREATE -> {
                    record.log().created(new Capabilities(record.previous(), record.content()));
                    record.log().standsIn(segment);
                    logs.put(record.log().id(), record.log());
                }
                case ENTRY -> record.log().add(place, record.content(), record.head());
                case MEND -> record.log().mend(record.head().position(), place, record.content());
                case RELEASE -> {
                    record.log().release(record.content());
                    record.log().standsIn(segment);
                }
                case GONE -> leave(record.log());
                case USED -> record.log().standsIn(segment);
                case HOUR -> {}
                case FILLER -> throw new IllegalStateException("nobody plans fillers");
            }
            record.log().usedOnDisk(hours);
            offset += record.size();
        }
        quota.add(made, entries);
    }

    private void leave(LogIndex log) {
        gone.add(log.id(), log.segments());
        logs.remove(log.id());
        quota.leave(1, log.tip().position());
        log.leave();
    }
}
