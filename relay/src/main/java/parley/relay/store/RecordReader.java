package parley.relay.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;

/**
 * Reads single records back, and believes none that does not verify. Thread-safe.
 *
 * <p>What does not verify, or what the disk can't read, is named as {@link Damage} and marked in the log's index.
 */
final class RecordReader {
    /** Most entries with their header come by one read of the disk. */
    private static final int GUESS = 4096;

    private final Disk disk;
    private final Map<Long, Segment> segments;
    private final List<Damage> damages;

    RecordReader(Disk disk, Map<Long, Segment> segments, List<Damage> damages) {
        this.disk = disk;
        this.segments = segments;
        this.damages = damages;
    }

    /** The bytes of an entry; empty when they are lost, or can't be read. */
    Optional<Bytes> body(LogIndex log, long position) {
        long place = log.place(position);
        if (place == Place.LOST) {
            return Optional.empty();
        }
        Optional<Bytes> body;
        try {
            body = verified(log, position, place);
        } catch (IOException e) {
            body = Optional.empty();
        }
        if (body.isEmpty()) {
            rotten(log, position, place);
        }
        return body;
    }

    /** Whether an entry rotted: what the disk gives doesn't verify. One that it can't read just now may well come back. */
    boolean isLost(LogIndex log, long position) {
        long place = log.place(position);
        try {
            return place == Place.LOST || verified(log, position, place).isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    private Optional<Bytes> verified(LogIndex log, long position, long place) throws IOException {
        ByteBuffer bytes = read(place, GUESS);
        Optional<RecordHeader> header = header(place, bytes).filter(found -> belongs(found, log, position));
        if (header.isPresent() && bytes.limit() < header.get().recordSize()) {
            bytes = read(place, header.get().recordSize());
        }
        if (header.isEmpty()
                || bytes.limit() < header.get().recordSize()
                || RecordHeader.crc(bytes, RecordHeader.SIZE, header.get().bodyLength())
                        != header.get().bodyCrc()) {
            return Optional.empty();
        }
        byte[] body = new byte[header.get().bodyLength()];
        bytes.get(RecordHeader.SIZE, body);
        return Optional.of(Bytes.wrap(body));
    }

    /** The header of an entry, from the segment's index when it rotted in the segment; empty when it is lost. */
    Optional<RecordHeader> header(LogIndex log, long position) {
        long place = log.place(position);
        if (place == Place.LOST) {
            return Optional.empty();
        }
        Optional<RecordHeader> header =
                header(place, bytes(place, RecordHeader.SIZE)).filter(found -> belongs(found, log, position));
        if (header.isPresent()) {
            return header;
        }
        rotten(log, position, place);
        return indexed(place).filter(found -> belongs(found, log, position));
    }

    private Optional<RecordHeader> indexed(long place) {
        Segment segment = segments.get(Place.segment(place));
        try {
            return segment == null ? Optional.empty() : SegmentIndex.headerAt(disk, segment, Place.offset(place));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** h(position), from the entry there or the one behind it; empty when both are lost. */
    Optional<Hash> chainHash(LogIndex log, long position) {
        if (position == 0) {
            return Optional.of(Head.start(log.id()).hash());
        }
        Head tip = log.tip();
        if (position == tip.position()) {
            return Optional.of(tip.hash());
        }
        if (position > tip.position()) {
            return Optional.empty();
        }
        return header(log, position)
                .map(found -> found.head().hash())
                .or(() -> header(log, position + 1).map(RecordHeader::previous));
    }

    private Optional<RecordHeader> header(long place, ByteBuffer bytes) {
        Segment segment = segments.get(Place.segment(place));
        return segment == null ? Optional.empty() : RecordHeader.read(segment.mark(), bytes);
    }

    private static boolean belongs(RecordHeader header, LogIndex log, long position) {
        return header.isEntry() && header.position() == position && header.log().equals(log.id());
    }

    private void rotten(LogIndex log, long position, long place) {
        if (!log.isGone() && log.damage(position)) {
            long offset = Place.offset(place);
            damages.add(
                    new Damage(Place.segment(place), offset, offset + RecordHeader.SIZE, "an entry, found when read"));
        }
    }

    /** As many of these bytes as the segment has; none when the disk can't read them. */
    private ByteBuffer bytes(long place, int length) {
        try {
            return read(place, length);
        } catch (IOException e) {
            return ByteBuffer.allocate(0);
        }
    }

    private ByteBuffer read(long place, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        Segment segment = segments.get(Place.segment(place));
        if (segment != null) {
            try {
                segment.read(Place.offset(place), bytes);
            } catch (ClosedByInterruptException e) {
                throw new UncheckedIOException(e); // Says nothing of the disk.
            }
        }
        return bytes.flip();
    }
}
