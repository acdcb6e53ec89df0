package parley.relay.store;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.relay.store.StoreFixture.all;
import static parley.relay.store.StoreFixture.append;
import static parley.relay.store.StoreFixture.creation;
import static parley.relay.store.StoreFixture.open;
import static parley.relay.store.StoreFixture.placed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.protocol.port.Relay;
import parley.relay.TestLog;

/** Whoever can write on the relay's disk, and what its files are not believed. */
class HostileDiskTest {
    private static final String SEGMENT = Segment.name(0);

    private final TestLog log = TestLog.of("room");
    private final CrashDisk disk = new CrashDisk();

    private CrashDisk filled() {
        LogStore store = open(disk);
        placed(store, creation(log));
        placed(store, append(log, Bytes.utf8("first")));
        placed(store, append(log, Bytes.utf8("other")));
        CrashDisk copy = disk.kill();
        copy.remove(SegmentIndex.name(0));
        return copy;
    }

    /** A record with a checksum that holds, under the mark of the segment. */
    private static void forge(CrashDisk at, long offset, RecordHeader header, Bytes body) throws IOException {
        DiskFile file = at.open(SEGMENT);
        long mark = Segment.front(file, 0).orElseThrow().mark();
        ByteBuffer record = ByteBuffer.allocate(header.recordSize());
        header.write(mark, record);
        body.putInto(record);
        file.write(offset, record.flip());
        file.force();
    }

    @Test
    void capabilities_that_were_exchanged_on_the_disk_open_nothing() throws IOException {
        CrashDisk changed = filled();
        Hash mine = TestLog.of("mine").capabilityHash();
        forge(
                changed,
                Segment.HEADER,
                new RecordHeader(0, 0, 1, 0, 1, RecordHeader.Kind.CREATE, log.id(), 0, mine, mine),
                Bytes.EMPTY);
        LogStore store = open(changed);
        assertThat(store.capabilities(log.id())).isEmpty();
        assertThat(store.damages()).extracting(Damage::what).contains("a creation of another log");
    }

    @Test
    void an_entry_that_was_put_behind_the_last_in_place_of_another_is_not_served() throws IOException {
        CrashDisk changed = filled();
        Bytes forged = Bytes.utf8("forged");
        int entry = RecordHeader.SIZE + "first".length();
        Hash nowhere = Hash.of("another history");
        forge(
                changed,
                Segment.HEADER + RecordHeader.SIZE + 2L * entry,
                new RecordHeader(
                        forged.size(),
                        RecordHeader.crc(forged),
                        4,
                        0,
                        1,
                        RecordHeader.Kind.ENTRY,
                        log.id(),
                        2,
                        nowhere,
                        Relay.entryHash(forged)),
                forged);
        LogStore store = open(changed);
        List<Bytes> honest = List.of(Bytes.utf8("first"), Bytes.utf8("other"));
        assertThat(all(store, log)).isEqualTo(honest);
        assertThat(store.current(log.id())).isEqualTo(TestLog.chain(Head.start(log.id()), honest));
        assertThat(store.damages()).extracting(Damage::what).contains("an entry that does not continue its log");
    }

    @Test
    void the_end_of_a_log_that_was_cut_off_is_missed() {
        CrashDisk changed = filled();
        changed.cut(SEGMENT, Segment.HEADER + 2 * RecordHeader.SIZE + "first".length());
        LogStore store = open(changed);
        assertThat(all(store, log)).containsExactly(Bytes.utf8("first"));
        assertThat(store.damages()).extracting(Damage::what).containsExactly("a segment's end is missing");
    }

    @Test
    void a_block_of_a_file_that_was_changed_is_not_given_out() throws IOException {
        BlobStore blobs = new BlobStore(disk);
        Bytes blob = Bytes.utf8("a file's block");
        Hash hash = Relay.blobHash(blob);
        blobs.put(log.id(), blob);
        disk.rot("blobs/" + log.id().toHex() + "/" + hash.toHex(), 3);
        assertThat(blobs.get(log.id(), hash)).isEmpty();
        assertThat(blobs.get(log.id(), hash)).isEmpty();
        assertThat(blobs.damages()).as("counted, once").isEqualTo(1);
        blobs.put(log.id(), blob);
        assertThat(blobs.get(log.id(), hash)).contains(blob);
        disk.rot("blobs/" + log.id().toHex() + "/" + hash.toHex(), 3);
        assertThat(blobs.get(log.id(), hash)).isEmpty();
        assertThat(blobs.damages()).as("it rotted again").isEqualTo(2);
    }

    @Test
    void an_invitation_that_was_changed_is_not_given_out() throws IOException {
        ParkedStore parked = new ParkedStore(disk, () -> Instant.EPOCH);
        Hash locator = Hash.of("locator");
        String file = "parked/" + locator.toHex();
        parked.park(locator, Bytes.utf8("sealed"));
        for (int at = 0; at < disk.size(file); at++) {
            disk.rot(file, at);
            assertThat(parked.collect(locator)).as("byte %d", at).isEmpty();
            disk.rot(file, at);
        }
        assertThat(parked.collect(locator)).isPresent();
    }

    @Test
    void one_log_takes_no_more_blocks_than_its_share() throws IOException {
        for (int i = 0; i < Blobs.MOST_BLOBS_PER_LOG; i++) {
            disk.open("blobs/" + log.id().toHex() + "/" + i).close();
        }
        BlobStore blobs = new BlobStore(disk);
        assertThat(blobs.put(log.id(), Bytes.utf8("one more"))).isFalse();
        assertThat(blobs.put(TestLog.of("another").id(), Bytes.utf8("its first")))
                .isTrue();
    }

    @Test
    void a_block_that_was_changed_is_brought_again_also_where_no_other_has_room() throws IOException {
        for (int i = 2; i < Blobs.MOST_BLOBS_PER_LOG; i++) {
            disk.open("blobs/" + log.id().toHex() + "/" + i).close();
        }
        BlobStore blobs = new BlobStore(disk);
        Bytes blob = Bytes.utf8("a file's block");
        Hash hash = Relay.blobHash(blob);
        assertThat(blobs.put(log.id(), blob)).isTrue();
        disk.rot("blobs/" + log.id().toHex() + "/" + hash.toHex(), 3);
        assertThat(blobs.put(log.id(), blob)).isTrue();
        assertThat(blobs.get(log.id(), hash)).contains(blob);
        assertThat(blobs.put(log.id(), Bytes.utf8("the last"))).isTrue();
        disk.rot("blobs/" + log.id().toHex() + "/" + hash.toHex(), 3);
        assertThat(blobs.put(log.id(), blob)).as("though there is no more room").isTrue();
        assertThat(blobs.put(log.id(), Bytes.utf8("one more"))).isFalse();
    }
}
