package parley.relay.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static parley.relay.store.StoreFixture.all;
import static parley.relay.store.StoreFixture.append;
import static parley.relay.store.StoreFixture.creation;
import static parley.relay.store.StoreFixture.entry;
import static parley.relay.store.StoreFixture.one;
import static parley.relay.store.StoreFixture.open;
import static parley.relay.store.StoreFixture.placed;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.base.Bytes;
import parley.base.Head;
import parley.protocol.port.Relay.Why;
import parley.relay.TestLog;

/**
 * Bytes that rot behind the store's back. What must hold: no wrong byte is passed on, the damage is named, the log shows a
 * true prefix and grows no other way, and who brings the very bytes again mends it.
 */
class RotTest {
    private static final int ENTRIES = 20;
    private static final int SMALL_ENTRY = 20;

    private final TestLog log = TestLog.of("room");

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    private List<Bytes> fill(CrashDisk disk, Random random) {
        LogStore store = open(disk, random);
        placed(store, creation(log));
        List<Bytes> entries = new ArrayList<>();
        for (int i = 0; i < ENTRIES; i++) {
            entries.add(StoreFixture.entry(random, 200 + random.nextInt(400)));
            placed(store, append(log, entries.getLast()));
        }
        return entries;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void one_flipped_bit_anywhere_is_named_never_passed_on_and_mended_by_a_member(long seed) {
        Random random = new Random(seed);
        CrashDisk disk = new CrashDisk();
        List<Bytes> entries = fill(disk, random);
        List<String> segments = segments(disk);
        String segment = segments.get(random.nextInt(segments.size()));
        CrashDisk rotten = disk.kill();
        rotten.rot(segment, random.nextLong(rotten.size(segment)));

        mendedByAMember(rotten, entries, random, seed);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void a_segment_that_is_cut_or_wiped_or_gone_is_named_and_mended_by_a_member(long seed) {
        Random random = new Random(seed);
        CrashDisk disk = new CrashDisk();
        List<Bytes> entries = fill(disk, random);
        CrashDisk rotten = disk.kill();
        List<String> segments = segments(rotten);
        String segment = segments.get(random.nextInt(segments.size()));
        int size = (int) rotten.size(segment);
        switch (random.nextInt(3)) {
            case 0 -> rotten.remove(segment);
            case 1 -> rotten.cut(segment, random.nextInt(size));
            default -> rotten.wipe(segment, random.nextInt(size), size);
        }
        mendedByAMember(rotten, entries, random, seed);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void a_segment_that_is_lost_with_its_index_is_named_and_nothing_wrong_is_passed_on(long seed) {
        Random random = new Random(seed);
        CrashDisk disk = new CrashDisk();
        List<Bytes> entries = fill(disk, random);
        CrashDisk rotten = disk.kill();
        List<String> segments = segments(rotten);
        int lost = random.nextInt(segments.size());
        rotten.remove(segments.get(lost));
        rotten.remove(SegmentIndex.name(lost));
        LogStore store = open(rotten, random);
        assertThat(store.damages()).as("seed %d", seed).isNotEmpty();
        List<Bytes> left = store.capabilities(log.id()).isPresent() ? all(store, log) : List.of();
        assertThat(left).as("seed %d", seed).isEqualTo(entries.subList(0, left.size()));
    }

    private static List<String> segments(CrashDisk disk) {
        return disk.all().stream().filter(name -> name.endsWith(Segment.SUFFIX)).toList();
    }

    /** A start names what is lost and shows a true prefix; whoever has the entries brings them back, for good. */
    private void mendedByAMember(CrashDisk rotten, List<Bytes> entries, Random random, long seed) {
        LogStore store = open(rotten, random);
        List<Bytes> left = store.capabilities(log.id()).isPresent() ? all(store, log) : List.of();
        assertThat(left).as("seed %d", seed).isEqualTo(entries.subList(0, left.size()));
        boolean whole = left.size() == entries.size();
        if (!whole) {
            assertThat(store.damages()).as("seed %d", seed).isNotEmpty();
        }

        placed(store, creation(log));
        for (Bytes entry : entries) {
            assertThat(one(store, append(log, entry))).as("seed %d", seed).isInstanceOf(Outcome.Placed.class);
        }
        assertThat(all(store, log)).as("seed %d", seed).isEqualTo(entries);
        assertThat(store.current(log.id())).as("seed %d", seed).isEqualTo(TestLog.chain(Head.start(log.id()), entries));

        LogStore again = open(rotten.kill(), random);
        assertThat(all(again, log)).as("seed %d, after another start", seed).isEqualTo(entries);
    }

    @Test
    void a_damaged_log_grows_no_other_way_than_by_mending() {
        Random random = new Random(5);
        CrashDisk disk = new CrashDisk();
        List<Bytes> entries = fill(disk, random);
        CrashDisk rotten = disk.kill();
        String first = Segment.name(0);
        // The second entry's body: behind the header, the creation, and the first entry.
        long body = Segment.HEADER + 3L * RecordHeader.SIZE + entries.getFirst().size() + 1;
        rotten.rot(first, body);
        LogStore store = open(rotten, random);
        assertThat(all(store, log)).containsExactly(entries.getFirst());
        assertThat(one(store, append(log, Bytes.utf8("another")))).isEqualTo(new Outcome.Refused(Why.LATER));
        assertThat(store.current(log.id()).position()).isEqualTo(1);
        placed(store, append(log, entries.get(1)));
        assertThat(all(store, log)).isEqualTo(entries);
        placed(store, append(log, Bytes.utf8("another")));
    }

    @Test
    void rot_of_one_log_does_not_touch_another() {
        Random random = new Random(6);
        CrashDisk disk = new CrashDisk();
        TestLog other = TestLog.of("another room");
        List<Bytes> entries = fill(disk, random);
        CrashDisk copy = disk.kill();
        LogStore store = open(copy, random);
        placed(store, creation(other));
        placed(store, append(other, Bytes.utf8("well")));
        CrashDisk rotten = copy.kill();
        rotten.rot(Segment.name(1), Segment.HEADER + RecordHeader.SIZE + 3);
        LogStore again = open(rotten, random);
        assertThat(all(again, log)).hasSizeLessThan(entries.size());
        assertThat(all(again, other)).containsExactly(Bytes.utf8("well"));
    }

    @Test
    void a_lost_index_or_a_rotten_one_only_costs_time() {
        Random random = new Random(8);
        CrashDisk disk = new CrashDisk();
        List<Bytes> entries = fill(disk, random);
        CrashDisk rotten = disk.kill();
        rotten.rot(SegmentIndex.name(0), 100);
        rotten.remove(SegmentIndex.name(1));
        LogStore store = open(rotten, random);
        assertThat(all(store, log)).isEqualTo(entries);
        assertThat(store.damages()).isEmpty();
    }

    /** No checksum is over an item's offset: all of its bits, and one of every seventh byte of the rest and of the watermark. */
    @Test
    void a_bit_that_flips_beside_the_segments_costs_no_entry_and_raises_no_alarm() {
        List<Bytes> entries = new ArrayList<>();
        CrashDisk whole = small(entries, 2 * ENTRIES);
        assertThat(segments(whole)).as("a full one and the newest").hasSize(2);
        for (String name : whole.all()) {
            boolean index = name.endsWith(SegmentIndex.SUFFIX);
            for (int at = 0; at < whole.size(name) && (index || name.equals(Watermark.NAME)); at++) {
                boolean offset = index && Math.floorMod(at - SegmentIndex.FRONT, SegmentIndex.ITEM) < Integer.BYTES;
                int bits = offset ? Byte.SIZE : at % 7 == 0 ? 1 : 0;
                for (int bit = 0; bit < bits; bit++) {
                    CrashDisk rotten = whole.kill();
                    rotten.rot(name, at, bit);
                    goesOn(rotten, entries, name + ", byte " + at + ", bit " + bit);
                }
            }
        }
    }

    /** What the index alone tells of an entry that rotted is told also where another of its items rotted. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(booleans = {true, false})
    void the_last_entry_is_known_by_the_index_though_the_item_before_rotted(boolean watermark) {
        for (int at : new int[] {1, Integer.BYTES + 16}) {
            List<Bytes> entries = new ArrayList<>();
            CrashDisk rotten = small(entries, ENTRIES);
            wipeHeader(rotten, ENTRIES);
            rotten.rot(SegmentIndex.name(0), item(ENTRIES - 1) + at, 1);
            if (!watermark) {
                rotten.remove(Watermark.NAME);
            }
            broughtBack(rotten, entries, "byte " + at);
        }
    }

    @Test
    void what_an_index_tells_is_found_on_either_side_of_an_offset_that_rotted() {
        for (int rot = 5; rot < ENTRIES; rot++) {
            List<Bytes> entries = new ArrayList<>();
            CrashDisk rotten = small(entries, ENTRIES);
            wipeHeader(rotten, 3);
            wipeHeader(rotten, 4);
            rotten.rot(SegmentIndex.name(0), item(rot), 7);
            broughtBack(rotten, entries, "item " + rot);
        }
    }

    private CrashDisk small(List<Bytes> entries, int count) {
        Random random = new Random(13);
        CrashDisk disk = new CrashDisk();
        LogStore store = open(disk, random);
        placed(store, creation(log));
        for (int i = 0; i < count; i++) {
            entries.add(entry(random, SMALL_ENTRY));
            placed(store, append(log, entries.getLast()));
        }
        return disk.kill();
    }

    /** Of the entry with this number, from 1 on, in a store of {@link #small} ones: the log's creation stands before them. */
    private static void wipeHeader(CrashDisk disk, int number) {
        int at = Segment.HEADER + RecordHeader.SIZE + (number - 1) * (RecordHeader.SIZE + SMALL_ENTRY);
        disk.wipe(Segment.name(0), at, at + RecordHeader.SIZE);
    }

    private static long item(int number) {
        return SegmentIndex.FRONT + (long) number * SegmentIndex.ITEM;
    }

    private void broughtBack(CrashDisk rotten, List<Bytes> entries, String when) {
        LogStore store = open(rotten, new Random(15));
        assertThat(store.damages()).as(when).isNotEmpty();
        assertThat(one(store, append(log, Bytes.utf8("another")))).as(when).isEqualTo(new Outcome.Refused(Why.LATER));
        entries.forEach(entry -> placed(store, append(log, entry)));
        assertThat(all(store, log)).as(when).isEqualTo(entries);
    }

    private void goesOn(CrashDisk rotten, List<Bytes> entries, String when) {
        Random random = new Random(14);
        LogStore store = open(rotten, random);
        assertThat(all(store, log)).as(when).isEqualTo(entries);
        assertThat(store.damages()).as(when).isEmpty();
        Bytes next = Bytes.utf8("next");
        assertThat(one(store, append(log, next))).as(when).isInstanceOf(Outcome.Placed.class);
        LogStore again = open(rotten.kill(), random);
        assertThat(all(again, log)).as(when).hasSize(entries.size() + 1).startsWith(entries.toArray(new Bytes[0]));
        assertThat(again.damages()).as(when).isEmpty();
    }

    @Test
    void a_segment_that_lost_its_first_sector_still_gives_the_records_behind() {
        Random random = new Random(9);
        CrashDisk disk = new CrashDisk();
        List<Bytes> entries = fill(disk, random);
        CrashDisk rotten = disk.kill();
        String newest = segments(rotten).getLast();
        rotten.wipe(newest, 0, 512);
        LogStore store = open(rotten, random);
        assertThat(store.damages()).extracting(Damage::what).contains("a segment's header");
        List<Bytes> lost = lost(entries, all(store, log));
        assertThat(lost).isNotEmpty();
        placed(store, append(log, lost.getFirst()));
        assertThat(all(store, log)).as("only one entry stood in that sector").isEqualTo(entries);
    }

    @Test
    void behind_a_torn_end_what_was_acknowledged_stays_where_it_is_even_without_the_next_segments_header() {
        Random random = new Random(12);
        CrashDisk disk = new CrashDisk();
        LogStore store = open(disk, random);
        placed(store, creation(log));
        placed(store, append(log, Bytes.utf8("before")));
        disk.forcesFail();
        Change halfWritten = append(log, entry(random, 700));
        assertThatThrownBy(() -> one(store, halfWritten)).isInstanceOf(StoreBroken.class);
        CrashDisk torn = disk.kill();
        byte[] segment = torn.bytes(Segment.name(0));
        int written = segment.length;
        while (segment[written - 1] == 0) {
            written--;
        }
        torn.wipe(Segment.name(0), written - 100, written);
        placed(open(torn, random), append(log, Bytes.utf8("behind")));
        CrashDisk rotten = torn.kill();
        rotten.wipe(Segment.name(1), 0, Segment.HEADER);
        LogStore again = open(rotten, random);
        assertThat(all(again, log)).containsExactly(Bytes.utf8("before"), Bytes.utf8("behind"));
        assertThat(again.damages()).extracting(Damage::what).containsExactly("a segment's header");
    }

    @Test
    void a_segment_of_which_nothing_verifies_is_named_and_kept_as_it_is() {
        Random random = new Random(10);
        CrashDisk disk = new CrashDisk();
        List<Bytes> entries = fill(disk, random);
        CrashDisk rotten = disk.kill();
        String newest = segments(rotten).getLast();
        rotten.wipe(newest, 0, (int) rotten.size(newest));
        rotten.remove(SegmentIndex.name(segments(rotten).size() - 1));
        byte[] before = rotten.bytes(newest);
        LogStore store = open(rotten, random);
        assertThat(store.damages()).extracting(Damage::what).contains("a segment without any record that verifies");
        for (Bytes entry : lost(entries, all(store, log))) {
            placed(store, append(log, entry));
        }
        assertThat(all(store, log)).isEqualTo(entries);
        assertThat(rotten.bytes(newest)).isEqualTo(before);
        LogStore again = open(rotten.kill(), random);
        assertThat(all(again, log)).isEqualTo(entries);
    }

    @Test
    void what_an_author_put_into_an_entry_is_no_record_even_without_the_segments_header() {
        Random random = new Random(11);
        CrashDisk disk = new CrashDisk();
        LogStore store = open(disk, random);
        placed(store, creation(log));
        ByteBuffer forged = ByteBuffer.allocate(4 * RecordHeader.SIZE);
        for (int i = 0; i < 4; i++) {
            Head head = store.current(log.id());
            new RecordHeader(0, 0, 9, 0, 1, RecordHeader.Kind.ENTRY, log.id(), 1 + i, head.hash(), head.hash())
                    .write(0x5eed, forged);
        }
        List<Bytes> entries = List.of(Bytes.wrap(forged.array()), Bytes.utf8("honest"));
        entries.forEach(entry -> placed(store, append(log, entry)));
        CrashDisk rotten = disk.kill();
        rotten.wipe(Segment.name(0), 0, Segment.HEADER);
        LogStore again = open(rotten, random);
        assertThat(all(again, log)).isEqualTo(entries);
    }

    private static List<Bytes> lost(List<Bytes> entries, List<Bytes> left) {
        assertThat(left).isEqualTo(entries.subList(0, left.size()));
        return entries.subList(left.size(), entries.size());
    }
}
