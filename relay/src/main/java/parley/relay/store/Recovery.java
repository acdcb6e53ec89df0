package parley.relay.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import parley.base.LogId;
import parley.protocol.port.LogRef;
import parley.relay.store.SegmentScan.Found;
import parley.relay.store.SegmentScan.Gap;

/**
 * Rebuilds the index from the segments after any kind of end.
 *
 * <p>Guarantees: nothing that was acknowledged is dropped in silence; what is cut off can't have been acknowledged. A write
 * that power loss cut short is told from rot in three ways: it lies behind the {@link Watermark}, no later batch follows it
 * (a batch is written only after the one before was forced), and it belongs to the last batch. Everything else that doesn't
 * verify is {@link Damage}: named, left in place, and the entry counts as lost until a member brings its bytes again.
 * Nothing is overwritten: behind a torn end a new segment begins.
 */
final class Recovery {
    private final Disk disk;
    private final Watermark watermark;
    private final Map<LogId, LogIndex> logs = new HashMap<>();
    private final List<Segment> segments = new ArrayList<>();
    private final List<Damage> damages = new ArrayList<>();
    private long lastBatch;

    /** @param clean whether the last segment may be written on: false when something was cut off or misses its end */
    record Recovered(
            Map<LogId, LogIndex> logs, List<Segment> segments, List<Damage> damages, long lastBatch, boolean clean) {}

    private Recovery(Disk disk, Watermark watermark) {
        this.disk = disk;
        this.watermark = watermark;
    }

    static Recovered run(Disk disk, Watermark watermark) throws IOException {
        return new Recovery(disk, watermark).recover();
    }

    /** A segment file before it is read. */
    private record Candidate(long number, DiskFile file, Segment.@Nullable Front front) {}

    private Recovered recover() throws IOException {
        List<Candidate> candidates = candidates();
        boolean clean = true;
        for (int i = 0; i < candidates.size(); i++) {
            Candidate candidate = candidates.get(i);
            Segment.Front front = candidate.front();
            if (front == null) {
                damages.add(new Damage(
                        candidate.number(), 0, candidate.file().size(), "a segment whose header does not verify"));
                candidate.file().close();
                continue;
            }
            boolean last = i == candidates.size() - 1;
            Segment.@Nullable Front next = last ? null : candidates.get(i + 1).front();
            OptionalLong end = next == null || next.number() != front.number() + 1 || next.previousEnd() == 0
                    ? OptionalLong.empty()
                    : OptionalLong.of(next.previousEnd());
            clean = load(front, candidate.file(), end);
        }
        return new Recovered(logs, segments, damages, lastBatch, clean && !segments.isEmpty());
    }

    private List<Candidate> candidates() throws IOException {
        List<Long> numbers = disk.list(Segment.FOLDER).stream()
                .filter(name -> name.matches("[0-9]{10}\\" + Segment.SUFFIX))
                .map(name -> Long.parseLong(name.substring(0, 10)))
                .sorted()
                .toList();
        List<Candidate> found = new ArrayList<>();
        for (long number : numbers) {
            DiskFile file = disk.open(Segment.name(number));
            Optional<Segment.Front> front = Segment.front(file, number);
            boolean last = number == numbers.getLast();
            if (front.isEmpty() && last && file.size() <= Segment.HEADER) {
                file.close(); // A start of a segment that power loss cut short: no record was ever in it.
                disk.delete(Segment.name(number));
            } else {
                found.add(new Candidate(number, file, front.isPresent() ? front.get() : guess(file, number)));
            }
        }
        return found;
    }

    /** When only the header rotted, the first record still shows the mark, and proves it by its checksum. */
    private Segment.@Nullable Front guess(DiskFile file, long number) throws IOException {
        ByteBuffer first = ByteBuffer.allocate(RecordHeader.SIZE);
        if (file.read(Segment.HEADER, first) < RecordHeader.SIZE) {
            return null;
        }
        long mark = first.getLong(0);
        if (RecordHeader.read(mark, first.flip()).isEmpty()) {
            return null;
        }
        damages.add(new Damage(number, 0, Segment.HEADER, "a segment's header"));
        return new Segment.Front(number, mark, 0);
    }

    /** Reads one segment; whether it may be written on. */
    private boolean load(Segment.Front front, DiskFile file, OptionalLong knownEnd) throws IOException {
        long size = file.size();
        if (knownEnd.isPresent()) {
            long end = knownEnd.getAsLong();
            Optional<List<Found>> indexed = SegmentIndex.read(disk, front.number(), front.mark(), end);
            SegmentScan scan = indexed.isPresent()
                    ? new SegmentScan(indexed.get(), List.of())
                    : SegmentScan.of(file, front.mark(), Segment.HEADER, Math.min(end, size));
            if (size < end) {
                damages.add(new Damage(front.number(), size, end, "a segment's end is missing"));
            }
            scan.gaps().forEach(gap -> damages.add(new Damage(front.number(), gap.from(), gap.to(), "records")));
            scan.records().forEach(found -> apply(found, front.number()));
            segments.add(Segment.existing(front, file, end));
            return false;
        }
        SegmentScan scan = SegmentScan.of(file, front.mark(), Segment.HEADER, size);
        long forced = watermark.forcedIn(front.number());
        if (forced != Long.MAX_VALUE && size < forced) {
            damages.add(new Damage(front.number(), size, forced, "a segment's end is missing"));
        }
        long end = judge(scan, front.number(), forced, size);
        boolean whole = end == size && (forced == Long.MAX_VALUE || size >= forced);
        boolean complete = true;
        for (Found found : scan.records()) {
            if (found.offset() < end) {
                apply(found, front.number());
                complete = found.header().lastOfBatch();
            }
        }
        file.force(); // What a killed process left in the page cache is served from now on, so it must be durable.
        segments.add(Segment.existing(front, file, end));
        return whole && complete;
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
        LogIndex log = logs.computeIfAbsent(header.log(), LogIndex::new);
        long place = Place.of(segment, found.offset());
        long size = log.tip().position();
        switch (header.kind()) {
            case CREATE -> {
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
                    name(found, segment, "an entry that does not continue its log");
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
                    name(found, segment, "a mended entry");
                }
            }
        }
    }

    private void name(Found found, long segment, String what) {
        damages.add(new Damage(segment, found.offset(), found.end(), what));
    }
}
