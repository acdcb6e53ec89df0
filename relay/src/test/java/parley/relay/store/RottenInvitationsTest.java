package parley.relay.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.LogId;
import parley.protocol.port.Relay;
import parley.relay.TestLog;
import parley.relay.store.Invitations.Parked;

/** That an invitation lies there was acknowledged: neither rot nor a wrong clock lets it go, and what is lost is told. */
class RottenInvitationsTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final Instant OVER = NOW.plus(Invitations.KEPT);
    private static final Hash WORDS = Hash.of("words");
    private static final String NAME = WORDS.toHex();
    private static final Bytes SEALED = Bytes.utf8("sealed");

    @TempDir
    Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final Told told = new Told();

    /** What the operator is told by the store, in this thread. */
    private static final class Told extends Handler {
        private final Logger logger = Logger.getLogger(ParkedStore.class.getPackageName());
        private final Thread here = Thread.currentThread();
        private final List<String> lines = new ArrayList<>();

        @Override
        public void publish(LogRecord line) {
            if (Thread.currentThread() == here) {
                lines.add(line.getMessage());
            }
        }

        @Override
        public void flush() {
            // Nothing waits.
        }

        @Override
        public void close() {
            logger.setUseParentHandlers(true);
            logger.removeHandler(this);
        }
    }

    @BeforeEach
    void listen() {
        told.logger.addHandler(told);
        told.logger.setUseParentHandlers(false); // Some thousand lines.
    }

    @AfterEach
    void listenNoMore() {
        told.close();
    }

    private ParkedStore store() {
        return new ParkedStore(new FileDisk(folder), now::get);
    }

    private Path file(String name) {
        return folder.resolve("parked").resolve(name);
    }

    /** As the relay's own clock had it when it wrote, which in a test isn't the system's. */
    private void put(String name, byte[] content, Instant changed) throws IOException {
        Files.createDirectories(folder.resolve("parked"));
        Files.write(file(name), content);
        Files.setLastModifiedTime(file(name), FileTime.from(changed));
    }

    private static byte[] whole() {
        return ParkedFile.bytes(NAME, OVER, SEALED).toArray();
    }

    private static byte[] keptOfVersion1() throws IOException {
        try (InputStream kept =
                Objects.requireNonNull(RottenInvitationsTest.class.getResourceAsStream("kept/parked-1"))) {
            return kept.readAllBytes();
        }
    }

    private static byte[] flipped(byte[] content, int bit) {
        byte[] rotten = content.clone();
        rotten[bit / 8] ^= (byte) (1 << bit % 8);
        return rotten;
    }

    private static byte[] rotten() {
        return flipped(whole(), whole().length * 8 - 1);
    }

    /** Asked for and swept at every time at which it may lie there, and after it. */
    private void stays(String which) throws IOException {
        ParkedStore store = store();
        for (Instant at : List.of(Instant.EPOCH, NOW, OVER.minusSeconds(1), OVER)) {
            now.set(at);
            store.dropExpired();
            assertThat(store.collect(WORDS)).as(which).isEmpty();
        }
        assertThat(file(NAME)).as(which).exists();
        assertThat(store.damages()).as(which).isOne();
    }

    @Test
    void whatever_bit_flips_the_file_is_kept_and_not_given_out_and_counts_as_damaged() throws IOException {
        for (int bit = 0; bit < whole().length * 8; bit++) {
            put(NAME, flipped(whole(), bit), NOW);
            stays("bit " + bit);
        }
    }

    @Test
    void wherever_it_was_cut_the_file_is_kept_and_so_is_one_that_grew() throws IOException {
        for (int size = 0; size < whole().length; size++) {
            put(NAME, Bytes.wrap(whole()).slice(0, size).toArray(), NOW);
            stays("cut to " + size);
        }
        put(NAME, Bytes.concat(Bytes.wrap(whole()), Bytes.wrap(new byte[1])).toArray(), NOW);
        stays("a byte more");
        put(NAME, new byte[ParkedFile.MOST_BYTES + 1], NOW);
        stays("more than any has");
    }

    @Test
    void a_file_under_the_name_of_another_is_not_given_out() throws IOException {
        put(NAME, ParkedFile.bytes(Hash.of("other words").toHex(), OVER, SEALED).toArray(), NOW);
        stays("another's");
    }

    @Test
    void what_is_brought_back_in_time_is_given_out_as_before() throws IOException {
        ParkedStore store = store();
        store.park(WORDS, SEALED);
        byte[] written = Files.readAllBytes(file(NAME));
        assertThat(written).isEqualTo(whole());
        put(NAME, rotten(), NOW);
        now.set(OVER.minusSeconds(1));
        store.dropExpired();
        assertThat(store.collect(WORDS)).isEmpty();
        put(NAME, written, NOW);
        assertThat(store.collect(WORDS)).contains(SEALED);
    }

    @Test
    void a_clock_that_begins_in_1970_or_stands_years_back_deletes_nothing() throws IOException {
        store().park(WORDS, SEALED);
        for (Instant wrong : List.of(Instant.EPOCH, NOW.minus(Duration.ofHours(25)), NOW.minus(Duration.ofDays(900)))) {
            now.set(wrong);
            store().dropExpired();
        }
        now.set(NOW);
        assertThat(store().collect(WORDS)).contains(SEALED);
        assertThat(told.lines).isEmpty();
    }

    @Test
    void what_goes_long_after_its_time_goes_with_a_word_for_the_clock_may_be_wrong() throws IOException {
        ParkedStore store = store();
        store.park(WORDS, SEALED);
        now.set(OVER.plus(Duration.ofHours(1)));
        store.dropExpired();
        assertThat(store.count()).isZero();
        assertThat(told.lines).isEmpty();
        store.park(WORDS, SEALED);
        store.park(Hash.of("other words"), SEALED);
        now.set(NOW.plus(Duration.ofDays(3000)));
        store.dropExpired();
        assertThat(store.count()).isZero();
        assertThat(told.lines)
                .singleElement()
                .asString()
                .startsWith("2 parked invitations were deleted more than a day");
    }

    @Test
    void a_damaged_one_is_named_once_by_its_first_digits_and_goes_when_none_may_wait_so_long() throws IOException {
        put(NAME, rotten(), NOW);
        ParkedStore store = store();
        now.set(OVER);
        store.dropExpired();
        store.dropExpired();
        store.collect(WORDS);
        assertThat(told.lines).singleElement().asString().contains(" " + NAME.substring(0, 8) + " ");
        assertThat(told.lines.getFirst()).doesNotContain(NAME.substring(0, 9));
        assertThat(store.count()).isOne();
        now.set(OVER.plusSeconds(1));
        store.dropExpired();
        assertThat(file(NAME)).doesNotExist();
        assertThat(store.count()).isZero();
        assertThat(store.damages()).as("since the start").isOne();
    }

    @Test
    void a_damaged_one_gives_its_place_to_who_parks_there_anew() throws IOException {
        put(NAME, rotten(), NOW);
        ParkedStore store = store();
        assertThat(store.park(WORDS, SEALED)).isEqualTo(Parked.KEPT);
        assertThat(store.count()).isOne();
        assertThat(store.collect(WORDS)).contains(SEALED);
        put(NAME, rotten(), NOW);
        store.collect(WORDS);
        assertThat(store.damages()).as("it rotted again").isEqualTo(2);
    }

    @Test
    void the_status_counts_damaged_ones() throws IOException {
        put(NAME, rotten(), NOW);
        try (Stores stores = Stores.inFiles(
                new FileDisk(folder), new Random(1)::nextBytes, StoreFixture.SMALL, Runnable::run, now::get)) {
            stores.invitations().dropExpired();
            now.set(OVER);
            stores.invitations().dropExpired();
            assertThat(stores.condition().amounts().orElseThrow().damaged()).isOne();
        }
    }

    @Test
    void a_file_of_version_1_is_read_and_goes_when_its_time_is_over() throws IOException {
        put(NAME, keptOfVersion1(), NOW);
        ParkedStore store = store();
        store.dropExpired();
        assertThat(store.collect(WORDS)).contains(SEALED);
        assertThat(store.park(WORDS, SEALED)).isEqualTo(Parked.KEPT);
        assertThat(store.park(WORDS, Bytes.utf8("other"))).isEqualTo(Parked.TAKEN);
        assertThat(file(NAME)).as("not written anew").hasBinaryContent(keptOfVersion1());
        now.set(OVER.minusSeconds(1));
        store.dropExpired();
        assertThat(store.collect(WORDS)).contains(SEALED);
        now.set(OVER.plusSeconds(1));
        assertThat(store.collect(WORDS)).isEmpty();
        store.dropExpired();
        assertThat(store.count()).isZero();
        assertThat(told.lines).isEmpty();
    }

    /** No hash covers when it expires, so the file system is asked too. */
    @Test
    void a_file_of_version_1_stays_whatever_bit_flips_until_none_may_wait_so_long() throws IOException {
        for (int bit = 0; bit < keptOfVersion1().length * 8; bit++) {
            put(NAME, flipped(keptOfVersion1(), bit), NOW);
            for (Instant at : List.of(Instant.EPOCH, NOW, OVER)) {
                now.set(at);
                store().dropExpired();
                assertThat(file(NAME)).as("bit %d at %s", bit, at).exists();
            }
            for (Instant at : List.of(OVER.plusSeconds(1), OVER.plus(Duration.ofDays(16)))) {
                now.set(at);
                store().dropExpired();
            }
            assertThat(file(NAME)).as("bit %d", bit).doesNotExist();
        }
    }

    @Test
    void a_block_of_a_file_that_grew_beyond_all_size_is_told_as_damaged() throws IOException {
        BlobStore blobs = new BlobStore(new FileDisk(folder));
        LogId log = TestLog.of("room").id();
        Bytes block = Bytes.utf8("block");
        Hash hash = Relay.blobHash(block);
        blobs.put(log, block);
        Files.write(
                folder.resolve("blobs").resolve(log.toHex()).resolve(hash.toHex()),
                new byte[Relay.MOST_BLOB_BYTES + 1]);
        assertThat(blobs.get(log, hash)).isEmpty();
        assertThat(told.lines).singleElement().asString().contains(log.hash().brief());
    }
}
