package parley.relay.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import parley.protocol.port.Relay;

/**
 * Walks over the bytes of a segment and tells records from damage.
 *
 * <p>Guarantees that every record it reports carries the segment's mark and a right header checksum, and that all other
 * bytes are reported as gaps. Behind a gap it goes on at the next header that is whole.
 *
 * @param records in order
 * @param gaps bytes that are no record, in order
 */
record SegmentScan(List<Found> records, List<Gap> gaps) {
    /** Room for the largest record several times over. */
    private static final int WINDOW = 4 << 20;

    /** @param intact whether the body is what was written */
    record Found(RecordHeader header, long offset, boolean intact) {
        long end() {
            return offset + header.recordSize();
        }
    }

    /** Bytes from {@code from} to before {@code to}. */
    record Gap(long from, long to) {}

    /** Is shown a segment piece by piece, so that memory holds no more than one of them. */
    interface Visitor {
        void record(Found found) throws IOException;

        void gap(Gap gap) throws IOException;
    }

    static SegmentScan of(DiskFile file, long mark, long from, long to) throws IOException {
        List<Found> records = new ArrayList<>();
        List<Gap> gaps = new ArrayList<>();
        walk(file, mark, from, to, new Visitor() {
            @Override
            public void record(Found found) {
                records.add(found);
            }

            @Override
            public void gap(Gap gap) {
                gaps.add(gap);
            }
        });
        return new SegmentScan(records, gaps);
    }

    static void walk(DiskFile file, long mark, long from, long to, Visitor visitor) throws IOException {
        Window window = new Window(file, mark, to);
        long at = from;
        while (at < to) {
            Optional<Found> found = window.recordAt(at);
            if (found.isPresent()) {
                visitor.record(found.get());
                at = found.get().end();
            } else {
                long next = window.nextRecord(at + 1);
                visitor.gap(new Gap(at, next));
                at = next;
            }
        }
    }

    /** Of what an index tells those that don't stand at another place here: there it is the index's offset that rotted. */
    List<Found> unlessElsewhere(List<Found> indexed) {
        Map<Turn, Long> here = records.stream().collect(Collectors.toMap(Turn::of, Found::offset, (one, other) -> one));
        return indexed.stream()
                .filter(found -> here.getOrDefault(Turn.of(found), found.offset()) == found.offset())
                .toList();
    }

    /** What no two records of a store have alike. */
    private record Turn(long batch, int place) {
        static Turn of(Found found) {
            return new Turn(found.header().batch(), found.header().place());
        }
    }

    /** With those records before {@code end} that an index tells of and that are not here, as ones that are not intact. */
    SegmentScan and(List<Found> indexed, long end) {
        Set<Long> here = records.stream().map(Found::offset).collect(Collectors.toSet());
        List<Found> all = new ArrayList<>(records);
        for (Found found : indexed) {
            if (found.offset() < end && !here.contains(found.offset())) {
                all.add(new Found(found.header(), found.offset(), false));
            }
        }
        all.sort(Comparator.comparingLong(Found::offset));
        return new SegmentScan(all, gaps);
    }

    /** Whether nothing was ever written here: only the zeros that make room ahead. */
    static boolean isEmpty(DiskFile file, long from, long to) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(WINDOW);
        long at = from;
        while (at < to) {
            bytes.clear().limit((int) Math.min(WINDOW, to - at));
            if (file.read(at, bytes) < bytes.limit()) {
                return false;
            }
            for (bytes.flip(); bytes.hasRemaining(); ) {
                if (bytes.get() != 0) {
                    return false;
                }
            }
            at += bytes.limit();
        }
        return true;
    }

    /**
     * The mark of a segment whose header is lost: that which most of its records show; none when no record verifies or the
     * disk can't read them. What an author put into an entry counts only where that entry's own header is lost too.
     */
    static OptionalLong markOf(DiskFile file) {
        Map<Long, Integer> shown = new HashMap<>();
        try {
            Window window = new Window(file, 0, file.size());
            long at = Segment.HEADER;
            while (window.show(at, RecordHeader.SIZE)) {
                Optional<Found> found = window.likelyAt(at);
                found.ifPresent(record -> shown.merge(window.mark, 1, Integer::sum));
                at = found.map(Found::end).orElse(at + 1);
            }
        } catch (IOException e) {
            return OptionalLong.empty();
        }
        return shown.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(most -> OptionalLong.of(most.getKey()))
                .orElse(OptionalLong.empty());
    }

    /** A moving view of the file. */
    private static final class Window {
        private final DiskFile file;
        private long mark;
        private final long to;
        private final ByteBuffer bytes = ByteBuffer.allocate(WINDOW);
        private long start;

        Window(DiskFile file, long mark, long to) {
            this.file = file;
            this.mark = mark;
            this.to = to;
            bytes.limit(0);
        }

        Optional<Found> recordAt(long at) throws IOException {
            if (!show(at, RecordHeader.SIZE)) {
                return Optional.empty();
            }
            Optional<RecordHeader> header = RecordHeader.read(mark, bytes.position((int) (at - start)));
            if (header.isEmpty()
                    || header.get().bodyLength() > Relay.MOST_ENTRY_BYTES
                    || !show(at, header.get().recordSize())) {
                return Optional.empty();
            }
            int body = (int) (at - start) + RecordHeader.SIZE;
            int length = header.get().bodyLength();
            boolean intact =
                    RecordHeader.crc(bytes, body, length) == header.get().bodyCrc();
            return Optional.of(new Found(header.get(), at, intact));
        }

        /** A record under whatever mark; the view then has that mark. */
        Optional<Found> likelyAt(long at) throws IOException {
            int start = (int) (at - this.start);
            if (!RecordHeader.likely(bytes, start)) {
                return Optional.empty();
            }
            mark = bytes.getLong(start);
            return recordAt(at);
        }

        long nextRecord(long from) throws IOException {
            for (long at = from; show(at, RecordHeader.SIZE); at++) {
                if (bytes.getLong((int) (at - start)) == mark && recordAt(at).isPresent()) {
                    return at;
                }
            }
            return to;
        }

        /** Makes these bytes part of the view; false when the segment ends before. */
        private boolean show(long at, int length) throws IOException {
            if (at + length > to) {
                return false;
            }
            if (at < start || at + length > start + bytes.limit()) {
                start = at;
                bytes.clear().limit((int) Math.min(WINDOW, to - at));
                file.read(at, bytes);
                bytes.flip();
            }
            return length <= bytes.limit() - (at - start);
        }
    }
}
