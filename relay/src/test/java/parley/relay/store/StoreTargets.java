package parley.relay.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import parley.base.Bytes;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Head;
import parley.base.fuzz.Bombs;
import parley.base.fuzz.Budget;
import parley.base.fuzz.Target;
import parley.protocol.port.Relay;
import parley.relay.TestLog;

/** What a disk gives back, after a crash, rot, or somebody's hand in the files. */
public final class StoreTargets {
    private StoreTargets() {}

    public static Target segments() {
        return new Segments();
    }

    public static Target parked() {
        return new Parked();
    }

    /**
     * The files of a store of one segment: four bytes for the length of the segment's, the segment, its index. As they are, the
     * store opens and serves only what makes a chain. With all checksums put right, as only somebody with his hands in the files
     * could, it still opens, and again to the same.
     */
    private static final class Segments implements Target {
        private static final int CRC_AT = 8;
        private static final int CHECKED_FROM = 12;
        private static final int FRONT = 36;
        private static final int FRONT_CRC_AT = FRONT - Integer.BYTES;
        /** Behind magic, version and number. */
        private static final int MARK_AT = 16;

        private final TestLog log = TestLog.of("room");
        private final Map<String, Bytes> seeds = new LinkedHashMap<>();

        Segments() {
            CrashDisk disk = new CrashDisk();
            Random random = new Random(1);
            LogStore store = StoreFixture.open(disk, random);
            StoreFixture.placed(store, StoreFixture.creation(log));
            for (int i = 0; i < 5; i++) {
                StoreFixture.placed(store, StoreFixture.append(log, StoreFixture.entry(random, 10 + i)));
            }
            Bytes segment = shortened(disk.bytes(Segment.name(0)));
            Bytes index = shortened(disk.bytes(SegmentIndex.name(0)));
            seeds.put("whole", joined(segment, index));
            seeds.put("without index", joined(segment, Bytes.EMPTY));
            seeds.put(
                    "without header",
                    joined(Bytes.concat(Bombs.filled(FRONT, 0), segment.slice(FRONT, segment.size())), Bytes.EMPTY));
            seeds.put("an entry far beyond its log", joined(beyond(segment), Bytes.EMPTY));
            seeds.put("cut", joined(segment.slice(0, segment.size() - 50), index));
            seeds.putAll(Bombs.of(List.of(joined(segment, index))));
        }

        /** The second record is a copy of the first entry's, at a place that would take all memory to reach. */
        private static Bytes beyond(Bytes segment) {
            byte[] bytes = segment.toArray();
            int positionAt = FRONT + RecordHeader.SIZE + RecordHeader.SIZE - 2 * Hash.SIZE - Long.BYTES;
            ByteBuffer.wrap(bytes).putLong(positionAt, 1L << 40);
            return Bytes.wrap(bytes);
        }

        private static Bytes shortened(byte[] file) {
            int end = file.length;
            while (end > 0 && file[end - 1] == 0) {
                end--;
            }
            return Bytes.copyOf(file).slice(0, end);
        }

        private static Bytes joined(Bytes segment, Bytes index) {
            return new CanonicalWriter().field(segment).raw(index).bytes();
        }

        @Override
        public String name() {
            return "segment";
        }

        @Override
        public Map<String, Bytes> seeds() {
            return seeds;
        }

        @Override
        public Set<String> refused() {
            return Set.of("an entry far beyond its log");
        }

        /** The store reads through windows of some MiB, makes room ahead, and may remember a million lost entries. */
        @Override
        public Budget budget() {
            return new Budget(512 << 20, 4_096, Duration.ofSeconds(5));
        }

        @Override
        public Verdict read(Bytes input) throws IOException {
            if (input.size() < Integer.BYTES) {
                return Verdict.REFUSED;
            }
            ByteBuffer in = ByteBuffer.wrap(input.toArray());
            int length = Math.clamp(in.getInt(), 0, in.remaining());
            byte[] segment = new byte[length];
            byte[] index = new byte[in.remaining() - length];
            in.get(segment).get(index);
            long mark = segment.length < FRONT ? 0 : ByteBuffer.wrap(segment).getLong(MARK_AT);
            List<Bytes> entries = served(disk(segment, index), true);
            CrashDisk repaired = disk(repaired(segment, mark), repaired(index, mark));
            List<Bytes> more = served(repaired, false);
            assertThat(served(repaired.kill(), false)).as("opened again").isEqualTo(more);
            return entries.isEmpty() ? Verdict.REFUSED : Verdict.READ;
        }

        private static CrashDisk disk(byte[] segment, byte[] index) throws IOException {
            CrashDisk disk = new CrashDisk();
            put(disk, Segment.name(0), segment);
            if (index.length > 0) {
                put(disk, SegmentIndex.name(0), index);
            }
            return disk;
        }

        private List<Bytes> served(CrashDisk disk, boolean chained) {
            LogStore store = StoreFixture.open(disk);
            if (store.capabilities(log.id()).isEmpty()) {
                return List.of();
            }
            Logs.Slice slice = store.read(log.id(), 0, Relay.MOST_PAGE_ENTRIES, Integer.MAX_VALUE, _ -> true);
            if (chained) {
                assertThat(TestLog.chain(Head.start(log.id()), slice.entries())).isEqualTo(slice.upTo());
            }
            return slice.entries();
        }

        private static void put(CrashDisk disk, String name, byte[] content) throws IOException {
            DiskFile file = disk.open(name);
            file.write(0, ByteBuffer.wrap(content));
            file.force();
            disk.forceFolder(Segment.FOLDER);
        }

        /** The same with right checksums of the front and of every header that has the segment's mark. */
        private static byte[] repaired(byte[] file, long mark) {
            ByteBuffer bytes = ByteBuffer.wrap(file);
            if (file.length >= FRONT) {
                bytes.putInt(FRONT_CRC_AT, RecordHeader.crc(bytes, 0, FRONT_CRC_AT));
            }
            for (int at = 0; at + RecordHeader.SIZE <= file.length; at++) {
                if (bytes.getLong(at) == mark) {
                    bytes.putInt(
                            at + CRC_AT, RecordHeader.crc(bytes, at + CHECKED_FROM, RecordHeader.SIZE - CHECKED_FROM));
                }
            }
            return file;
        }
    }

    /** A parked invitation's file, of either version: what is given back is what its hash says, and all of the file. */
    private static final class Parked implements Target {
        private static final String NAME = Hash.of("locator").toHex();
        private static final String FILE = "parked/" + NAME;
        private static final Bytes SEALED = Bytes.utf8("sealed");
        private static final Instant EXPIRES = Instant.parse("2026-05-08T00:00:00Z");

        private static Bytes version1(Instant expires, Bytes sealed) {
            return new CanonicalWriter()
                    .u64(expires.getEpochSecond())
                    .hash(Relay.parkedHash(sealed))
                    .field(sealed)
                    .bytes();
        }

        @Override
        public String name() {
            return "parked-file";
        }

        @Override
        public Map<String, Bytes> seeds() {
            Bytes valid = ParkedFile.bytes(NAME, EXPIRES, SEALED);
            Bytes old = version1(EXPIRES, SEALED);
            Map<String, Bytes> seeds = new LinkedHashMap<>();
            seeds.put("valid", valid);
            seeds.put("for ever", ParkedFile.bytes(NAME, Instant.MAX, SEALED));
            seeds.put("version 1", old);
            seeds.put("version 1, for ever", version1(Instant.MAX, SEALED));
            seeds.put(
                    "beyond all instants",
                    new CanonicalWriter()
                            .u64(Long.MAX_VALUE)
                            .raw(old.slice(8, old.size()))
                            .bytes());
            seeds.putAll(Bombs.of(List.of(valid, old)));
            return seeds;
        }

        @Override
        public Set<String> refused() {
            return Set.of("beyond all instants");
        }

        @Override
        public Verdict read(Bytes input) throws IOException {
            CrashDisk disk = new CrashDisk();
            disk.open(FILE).write(0, ByteBuffer.wrap(input.toArray()));
            ParkedStore store = new ParkedStore(disk, () -> Instant.parse("2026-05-01T12:00:00Z"));
            store.dropExpired();
            Optional<Bytes> sealed = store.collect(Hash.hex(NAME));
            if (sealed.isEmpty()) {
                return Verdict.REFUSED;
            }
            ParkedFile file = ParkedFile.read(NAME, input).orElseThrow();
            assertThat(sealed).contains(file.sealed());
            assertThat(input)
                    .isEqualTo(
                            file.vouched()
                                    ? ParkedFile.bytes(NAME, file.expires(), file.sealed())
                                    : version1(file.expires(), file.sealed()));
            return Verdict.READ;
        }
    }
}
