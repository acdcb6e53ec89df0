package parley.relay.store;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.zip.CRC32C;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.protocol.port.Relay;

/**
 * What stands before each body in a segment: big-endian, {@value #SIZE} bytes, with a checksum of its own, so that a rotten
 * body still tells which entry it was.
 *
 * <pre>
 * mark 8 | header CRC-32C 4 | body length 4 | body CRC-32C 4 | batch 8 | place in batch 4 | size of batch 4 | kind 4 |
 * log 32 | position 8 | previous 32 | content 32
 * </pre>
 *
 * @param batch number of the group commit, growing for ever; every record of a batch was durable before the next was written
 * @param place from 0, below {@code batchSize}
 * @param previous of an entry h(position − 1); of a creation the hash of the read capability
 * @param content of an entry H(entry); of a creation the hash of the append capability
 */
record RecordHeader(
        int bodyLength,
        int bodyCrc,
        long batch,
        int place,
        int batchSize,
        Kind kind,
        LogId log,
        long position,
        Hash previous,
        Hash content) {

    static final int SIZE = 144;

    /** Stands where a record has nothing to say. */
    static final Hash NONE = new Hash(Bytes.wrap(new byte[Hash.SIZE]));

    private static final int CRC_AT = 8;
    private static final int CHECKED_FROM = 12;
    private static final int PLACE_AT = 28;

    /** What a record says. */
    enum Kind {
        /** A log came into being; position 0, no body. */
        CREATE(0),
        /** An entry. */
        ENTRY(1),
        /** The bytes of an entry that had rotted, brought again by a member. */
        MEND(2),
        /** A member needs the log no more; position 0, content its token, no body. */
        RELEASE(3),
        /** The log is gone, for good; position 0, no body. */
        GONE(4),
        /** What stands in the place of a record of a log that is gone: of its length, and without any word of it. */
        FILLER(5),
        /** So many hours have passed at this relay, told by position; of no log. */
        HOUR(6),
        /** Somebody read the log since the last record of its use; position 0, no body. */
        USED(7);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        static Optional<Kind> of(int code) {
            return switch (code) {
                case 0 -> Optional.of(CREATE);
                case 1 -> Optional.of(ENTRY);
                case 2 -> Optional.of(MEND);
                case 3 -> Optional.of(RELEASE);
                case 4 -> Optional.of(GONE);
                case 5 -> Optional.of(FILLER);
                case 6 -> Optional.of(HOUR);
                case 7 -> Optional.of(USED);
                default -> Optional.empty();
            };
        }
    }

    /** Whether this record is an entry's, the first or one that was brought again. */
    boolean isEntry() {
        return kind == Kind.ENTRY || kind == Kind.MEND;
    }

    /** Whether this record says something of a log for which {@code which} holds, beside that it is gone. */
    boolean tellsOf(Predicate<LogId> which) {
        return kind != Kind.FILLER && kind != Kind.HOUR && kind != Kind.GONE && which.test(log);
    }

    /** Of the same length and at the same place of its batch, and says nothing else. */
    RecordHeader filler() {
        return new RecordHeader(
                bodyLength,
                crcOfZeros(bodyLength),
                batch,
                place,
                batchSize,
                Kind.FILLER,
                new LogId(NONE),
                0,
                NONE,
                NONE);
    }

    boolean lastOfBatch() {
        return place == batchSize - 1;
    }

    int recordSize() {
        return SIZE + bodyLength;
    }

    /** The head of the log behind this record. */
    Head head() {
        return isEntry() ? new Head(position - 1, previous).next(content) : Head.start(log);
    }

    /**
     * @param mark the segment's random mark: a scan finds its feet by it behind damage, and nobody who only sends entries
     *     can put a false record into one
     */
    void write(long mark, ByteBuffer out) {
        int start = out.position();
        out.putLong(mark).putInt(0).putInt(bodyLength).putInt(bodyCrc).putLong(batch);
        out.putInt(place).putInt(batchSize).putInt(kind.code);
        put(out, log.hash());
        out.putLong(position);
        put(out, previous);
        put(out, content);
        out.putInt(start + CRC_AT, crc(out, start + CHECKED_FROM, SIZE - CHECKED_FROM));
    }

    /** Reads a header at the buffer's position and moves behind it; empty, without moving, when none stands there. */
    static Optional<RecordHeader> read(long mark, ByteBuffer in) {
        int start = in.position();
        if (in.remaining() < SIZE
                || in.getLong(start) != mark
                || in.getInt(start + CRC_AT) != crc(in, start + CHECKED_FROM, SIZE - CHECKED_FROM)) {
            return Optional.empty();
        }
        in.position(start + CHECKED_FROM);
        int bodyLength = in.getInt();
        int bodyCrc = in.getInt();
        long batch = in.getLong();
        int place = in.getInt();
        int batchSize = in.getInt();
        Optional<Kind> kind = Kind.of(in.getInt());
        LogId log = new LogId(hash(in));
        long position = in.getLong();
        Hash previous = hash(in);
        Hash content = hash(in);
        if (bodyLength < 0 || kind.isEmpty() || position < 0) {
            in.position(start);
            return Optional.empty();
        }
        return Optional.of(new RecordHeader(
                bodyLength, bodyCrc, batch, place, batchSize, kind.get(), log, position, previous, content));
    }

    /** Whether the plain numbers of a header could stand at {@code start}: cheap, before a checksum is reckoned at every byte. */
    static boolean likely(ByteBuffer in, int start) {
        int body = in.getInt(start + CHECKED_FROM);
        int place = in.getInt(start + PLACE_AT);
        return body >= 0
                && body <= Relay.MOST_ENTRY_BYTES
                && place >= 0
                && place < in.getInt(start + PLACE_AT + Integer.BYTES)
                && Kind.of(in.getInt(start + PLACE_AT + 2 * Integer.BYTES)).isPresent();
    }

    static int crc(ByteBuffer of, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(of.slice(from, length));
        return (int) crc.getValue();
    }

    private static int crcOfZeros(int length) {
        CRC32C crc = new CRC32C();
        crc.update(new byte[length]);
        return (int) crc.getValue();
    }

    static int crc(Bytes of) {
        CRC32C crc = new CRC32C();
        of.feed(crc);
        return (int) crc.getValue();
    }

    private static void put(ByteBuffer out, Hash hash) {
        hash.value().putInto(out);
    }

    private static Hash hash(ByteBuffer in) {
        byte[] value = new byte[Hash.SIZE];
        in.get(value);
        return new Hash(Bytes.wrap(value));
    }
}
