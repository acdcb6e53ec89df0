package parley.relay.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import parley.base.LogId;
import parley.protocol.port.LogRef;
import parley.relay.store.SegmentScan.Found;
import parley.relay.store.SegmentScan.Gap;

/**
 * Rebuilds the index from the segments after any kind of end.
 *
 * <p>Guarantees: nothing that was acknowledged is dropped in silence, but for the last batch of a process that was killed between
 * its answers and the {@link Watermark}, where it rotted since: else what is cut off can't have been acknowledged. A write
 * that power loss cut short is told from rot in three ways: it lies behind the {@link Watermark}, no later batch follows it
 * (a batch is written only after the one before was forced), and it belongs to the last batch. Everything else that doesn't
 * verify is {@link Damage}: named, left in place, and the entry counts as lost until a member brings its bytes again.
 * Nothing is overwritten: behind a torn end a new segment begins.
 */
final class Recovery {
    /**
     * So many entries of one log may be missing before one that verifies: twice what a lost segment of the usual size can hold.
     * Each missing one takes memory, so a number that no disk lost must not count.
     */
    private static final int MOST_LOST_AT_ONCE = 1_000_000;

    /** How many bytes are read and written again at once. */
    private static final int AT_ONCE = 1 << 20;

    private final Disk disk;
    private final Watermark watermark;
    private final Map<LogId, LogIndex> logs = new HashMap<>();
    private final List<Segment> segments = new ArrayList<>();
    private final List<Damage> damages = new ArrayList<>();
    private final List<Segment> unindexed = new ArrayList<>();
    private final GoneLogs gone = new GoneLogs();
    private long lastBatch;
    private long hours;

    /**
     * @param gone logs that are gone, and where something of them may be left
     * @param unindexed full segments of which no index tells everything
     * @param hours how many have passed at this relay
     * @param next number of the segment after the newest, read or not: a damaged one is kept as it is, a lost one may come back
     * @param clean whether the newest segment may be written on: false when something was cut off or misses its end
     */
    record Recovered(
            Map<LogId, LogIndex> logs,
            GoneLogs gone,
            List<Segment> segments,
            List<Segment> unindexed,
            List<Damage> damages,
            long lastBatch,
            long hours,
            long next,
            boolean clean) {}

    private Recovery(Disk disk, Watermark watermark) {
        this.disk = disk;
        this.watermark = watermark;
    }

    static Recovered run(Disk disk, Watermark watermark) throws IOException {
        return new Recovery(disk, watermark).recover();
    }

    /**
     * A segment file before its records are read.
     *
     * @param end where its records end, as far as the next segment tells
     */
    private record Part(Segment.Front front, DiskFile file, OptionalLong end) {
        Part endingAt(long at) {
            return new Part(front, file, OptionalLong.of(at));
        }
    }

    private Recovered recover() throws IOException {
        List<Long> numbers = numbers();
        List<Part> parts = parts(numbers);
        boolean clean = true;
        for (Part part : parts) {
            if (part.end().isPresent()) {
                loadFull(part, part.end().getAsLong());
                clean = false;
            } else {
                clean = loadNewest(part);
            }
        }
        long next = Math.max(numbers.isEmpty() ? -1 : numbers.getLast(), watermark.segment()) + 1;
        boolean newestIsRead = !parts.isEmpty()
                && parts.getLast().front().number() == next - 1
                && Segment.isOfThisVersion(parts.getLast().file());
        return new Recovered(logs, gone, segments, unindexed, damages, lastBatch, hours, next, clean && newestIsRead);
    }

    /** Of all segments that have a file or an index; names those that have neither, for a relay deletes none. */
    private List<Long> numbers() throws IOException {
        List<Long> numbers = new ArrayList<>(disk.list(Segment.FOLDER).stream()
                .map(Segment::number)
                .flatMapToLong(OptionalLong::stream)
                .boxed()
                .distinct()
                .sorted()
                .toList());
        if (!numbers.isEmpty() && torn(numbers.getLast())) {
            disk.delete(Segment.name(numbers.removeLast()));
        }
        long expected = 0;
        for (long number : numbers) {
            missing(expected, number);
            expected = number + 1;
        }
        missing(expected, watermark.segment() + 1);
        return numbers;
    }

    private void missing(long from, long to) {
        if (from < to) {
            damages.add(new Damage(from, 0, 0, "segments " + from + " to " + (to - 1) + " are missing"));
        }
    }

    /** Whether this is the start of a segment that power loss cut short: no record was ever in it, and no index begun. */
    private boolean torn(long number) throws IOException {
        if (disk.exists(SegmentIndex.name(number))) {
            return false;
        }
        try (DiskFile file = disk.open(Segment.name(number))) {
            return file.size() <= Segment.HEADER && Segment.front(file, number).isEmpty();
        }
    }

    private List<Part> parts(List<Long> numbers) throws IOException {
        List<Part> parts = new ArrayList<>();
        for (long number : numbers) {
            DiskFile file = disk.open(Segment.name(number));
            Optional<Segment.Front> header = Segment.front(file, number);
            Optional<Segment.Front> front = header.isPresent() ? header : withoutHeader(file, number);
            if (front.isPresent()) {
                parts.add(new Part(front.get(), file, OptionalLong.empty()));
            } else {
                damages.add(new Damage(number, 0, file.size(), "a segment without any record that verifies"));
                file.close();
            }
        }
        for (int i = 0; i + 1 < parts.size(); i++) {
            Segment.Front next = parts.get(i + 1).front();
            if (next.number() == parts.get(i).front().number() + 1 && next.previousEnd() > 0) {
                parts.set(i, parts.get(i).endingAt(next.previousEnd()));
            }
        }
        return parts;
    }

    /** When a segment's header is lost, its index tells it; or its records still tell the mark, and prove it by their checksums. */
    private Optional<Segment.Front> withoutHeader(DiskFile file, long number) throws IOException {
        Optional<Segment.Front> indexed = SegmentIndex.front(disk, number);
        Optional<Segment.Front> front = indexed.isPresent()
                ? indexed
                : SegmentScan.markOf(file).stream()
                        .mapToObj(mark -> new Segment.Front(number, mark, 0))
                        .findAny();
        if (front.isPresent()) {
            damages.add(new Damage(number, 0, Segment.HEADER, "a segment's header"));
        }
        return front;
    }

    /** A segment of which the next one tells the end: by its index, and by its records where that tells nothing. */
    private void loadFull(Part part, long end) throws IOException {
        Segment.Front front = part.front();
        long size = part.file().size();
        endMissing(front.number(), size, end);
        Segment segment = Segment.existing(front, part.file(), end);
        segments.add(segment);
        long told = SegmentIndex.each(disk, front.number(), front.mark(), end, found -> apply(found, front.number()));
        if (told < end) {
            unindexed.add(segment);
            SegmentScan read = SegmentScan.of(part.file(), front.mark(), told, Math.min(end, size));
            List<Found> indexed = SegmentIndex.from(disk, front.number(), front.mark(), told);
            SegmentScan scan = read.and(read.unlessElsewhere(indexed), end);
            scan.gaps().forEach(gap -> damages.add(new Damage(front.number(), gap.from(), gap.to(), "records")));
            scan.records().forEach(found -> apply(found, front.number()));
        }
    }

    /** A segment of which nothing tells the end; whether it may be written on. */
    private boolean loadNewest(Part part) throws IOException {
        Segment.Front front = part.front();
        long size = part.file().size();
        SegmentScan read = SegmentScan.of(part.file(), front.mark(), Segment.HEADER, size);
        List<Found> indexed =
                read.unlessElsewhere(SegmentIndex.from(disk, front.number(), front.mark(), Segment.HEADER));
        // What stands in the index was forced before it came there.
        long told = indexed.isEmpty() ? 0 : indexed.getLast().end();
        long forced = Math.max(watermark.forcedIn(front.number()), told);
        if (forced != Long.MAX_VALUE) {
            endMissing(front.number(), size, forced);
        }
        SegmentScan scan = read.and(indexed, told);
        long end = Math.max(judge(scan, front.number(), forced, size), told);
        boolean whole = (end == size || SegmentScan.isEmpty(part.file(), end, size))
                && (forced == Long.MAX_VALUE || end >= forced);
        boolean complete = true;
        for (Found found : scan.records()) {
            if (found.offset() < end) {
                apply(found, front.number());
                complete = found.header().lastOfBatch();
            }
        }
        makeDurable(part.file(), forced, end);
        segments.add(Segment.existing(front, part.file(), end));
        return whole && complete;
    }

    /**
     * What a killed process left in the system's memory alone is served from now on, so it must be durable. To force it is not
     * enough: if that process ended because a force failed, the system takes those bytes for written, and forces nothing.
     */
    private void makeDurable(DiskFile file, long from, long to) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(AT_ONCE);
        for (long at = from; at < to; at += bytes.limit()) {
            bytes.clear().limit((int) Math.min(AT_ONCE, to - at));
            file.read(at, bytes);
            file.write(at, bytes.flip());
        }
        file.force();
        disk.forceFolder(Segment.FOLDER); // That process may have ended between the file and its name, too.
    }

    private void endMissing(long segment, long size, long end) {
        if (size < end) {
            damages.add(new Damage(segment, size, end, "a segment's end is missing"));
        }
    }

    /** Where the records end that count; names the damage before that. */
    private long judge(SegmentScan scan, long segment, long forced, long size) {
        long newest = scan.records().stream()
                .mapToLong(found -> found.header().batch())
                .max()
                .orElse(0);
        long end = size;
        for (Gap gap : scan.gaps()) {
            if (gap.from() >= forced && batchAt(scan, gap) >= newest) {
                end = gap.from();
                break;
            }
        }
        for (Found found : scan.records()) {
            if (!found.intact() && found.offset() >= forced && found.header().batch() == newest) {
                end = Math.min(end, found.offset());
            }
        }
        for (Gap gap : scan.gaps()) {
            if (gap.from() < end) {
                damages.add(new Damage(segment, gap.from(), gap.to(), "records"));
            }
        }
        return end;
    }

    /** The batch that the bytes of this gap belonged to, by the last record before it. */
    private long batchAt(SegmentScan scan, Gap gap) {
        long batch = lastBatch + 1;
        for (Found found : scan.records()) {
            if (found.offset() > gap.from()) {
                break;
            }
            batch = found.header().lastOfBatch()
                    ? found.header().batch() + 1
                    : found.header().batch();
        }
        return batch;
    }

    private void apply(Found found, long segment) {
        RecordHeader header = found.header();
        lastBatch = Math.max(lastBatch, header.batch());
        if (header.kind() == RecordHeader.Kind.FILLER) {
            return;
        }
        if (header.kind() == RecordHeader.Kind.HOUR) {
            hours = Math.max(hours, header.position());
            return;
        }
        if (header.kind() == RecordHeader.Kind.GONE) {
            LogIndex left = logs.remove(header.log());
            gone.add(header.log(), left == null ? Set.of() : left.segments());
            return;
        }
        if (gone.has(header.log())) {
            gone.mayStandIn(segment);
            return;
        }
        LogIndex log = logs.computeIfAbsent(header.log(), LogIndex::new);
        log.usedOnDisk(hours);
        long place = Place.of(segment, found.offset());
        long size = log.tip().position();
        switch (header.kind()) {
            case CREATE -> {
                log.standsIn(segment);
                if (LogRef.idOf(header.previous(), header.content()).equals(header.log())) {
                    log.created(new Capabilities(header.previous(), header.content()));
                } else {
                    name(found, segment, "a creation of another log");
                }
            }
            case ENTRY -> {
                boolean next = header.position() == size + 1
                        && header.previous().equals(log.tip().hash());
                boolean fits = next || header.position() > size + 1;
                if (!fits) {
                    log.standsIn(segment);
                    name(found, segment, "an entry that does not continue its log");
                    return;
                }
                if (header.position() - size > MOST_LOST_AT_ONCE) {
                    log.standsIn(segment);
                    name(found, segment, "an entry far beyond its log");
                    return;
                }
                log.add(place, header.content(), header.head());
                if (!found.intact()) {
                    name(found, segment, "an entry's bytes");
                    log.damage(header.position());
                }
            }
            case MEND -> {
                if (found.intact() && header.position() >= 1 && header.position() <= size) {
                    log.mend(header.position(), place, header.content());
                } else {
                    log.standsIn(segment);
                    name(found, segment, "a mended entry");
                }
            }
            case RELEASE -> {
                log.standsIn(segment);
                log.release(header.content());
            }
            case USED -> log.standsIn(segment);
            case GONE, FILLER, HOUR -> throw new IllegalStateException("told before");
        }
    }

    private void name(Found found, long segment, String what) {
        damages.add(new Damage(segment, found.offset(), found.end(), what));
    }
}
