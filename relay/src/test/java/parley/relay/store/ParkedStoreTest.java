package parley.relay.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.relay.store.Invitations.Parked;

/** Invitations in files when there are many, and when many call at once. */
class ParkedStoreTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final Bytes SEALED = Bytes.utf8("sealed");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final WatchedDisk disk = new WatchedDisk();
    private final ParkedStore parked = new ParkedStore(disk, now::get);

    /** Counts files that are opened and folders that are listed, and can hold up who opens one. */
    private static final class WatchedDisk implements Disk {
        private final CrashDisk disk = new CrashDisk();
        private final AtomicInteger looks = new AtomicInteger();
        private final CountDownLatch held = new CountDownLatch(1);
        private final CountDownLatch arrived = new CountDownLatch(1);
        private volatile String holds = "";
        private volatile String unreadable = "";

        @Override
        public List<String> list(String folder) throws IOException {
            looks.incrementAndGet();
            return disk.list(folder);
        }

        @Override
        public DiskFile open(String name) throws IOException {
            looks.incrementAndGet();
            if (name.equals(unreadable)) {
                throw new IOException("input/output error");
            }
            if (name.equals(holds)) {
                arrived.countDown();
                try {
                    held.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
            return disk.open(name);
        }

        @Override
        public boolean exists(String name) {
            return disk.exists(name);
        }

        @Override
        public void rename(String from, String to) throws IOException {
            disk.rename(from, to);
        }

        @Override
        public void delete(String name) throws IOException {
            disk.delete(name);
        }

        @Override
        public void forceFolder(String folder) throws IOException {
            disk.forceFolder(folder);
        }

        @Override
        public long bytesBelow(String folder, Instant before) {
            return disk.bytesBelow(folder, before);
        }

        @Override
        public long freeBytes() {
            return disk.freeBytes();
        }
    }

    private void put(String name, Bytes content) throws IOException {
        try (DiskFile file = disk.open("parked/" + name)) {
            file.write(0, ByteBuffer.wrap(content.toArray()));
        }
    }

    private void fillWithExpired() throws IOException {
        for (int i = 0; i < Invitations.MOST_PARKED; i++) {
            String name = Hash.of("stranger", Hash.number(i)).toHex();
            put(name, ParkedFile.bytes(name, NOW, SEALED));
        }
    }

    @Test
    void a_full_place_takes_no_more_and_says_so_without_a_look_at_what_lies_there() throws IOException {
        parked.park(Hash.of("words"), SEALED);
        disk.delete("parked/" + Hash.of("words").toHex());
        fillWithExpired();
        ParkedStore full = new ParkedStore(disk, now::get);
        assertThat(full.count()).isEqualTo(Invitations.MOST_PARKED);
        int before = disk.looks.get();
        for (int i = 0; i < 100; i++) {
            assertThat(full.park(Hash.of("one more", Hash.number(i)), SEALED)).isEqualTo(Parked.FULL);
        }
        assertThat(disk.looks).as("files opened, folders listed").hasValue(before);
        full.dropExpired();
        assertThat(full.park(Hash.of("one more"), SEALED)).isEqualTo(Parked.KEPT);
        assertThat(full.count()).isOne();
    }

    @Test
    void who_collects_does_not_wait_for_somebody_who_parks() throws Exception {
        Hash mine = Hash.of("my words");
        Hash slow = Hash.of("slow words");
        parked.park(mine, SEALED);
        disk.holds = "parked/" + slow.toHex() + ".new";
        CompletableFuture<Parked> parking = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return parked.park(slow, SEALED);
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                },
                task -> Thread.ofPlatform().daemon().start(task));
        disk.arrived.await();
        CompletableFuture<Bytes> collected = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return parked.collect(mine).orElseThrow();
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                },
                task -> Thread.ofPlatform().daemon().start(task));
        try {
            assertThat(collected.get(60, TimeUnit.SECONDS)).isEqualTo(SEALED);
            assertThat(parking).isNotDone();
        } finally {
            disk.held.countDown();
        }
        assertThat(parking.get(60, TimeUnit.SECONDS)).isEqualTo(Parked.KEPT);
    }

    @Test
    void one_that_the_disk_does_not_give_holds_up_the_deletion_of_no_other() throws IOException {
        for (int i = 0; i < 10; i++) {
            parked.park(Hash.of("words", Hash.number(i)), SEALED);
        }
        disk.unreadable = "parked/" + Hash.of("words", Hash.number(4)).toHex();
        now.set(NOW.plus(Invitations.KEPT));
        assertThatThrownBy(parked::dropExpired).hasMessage("input/output error");
        assertThat(parked.count()).isOne();
        assertThat(disk.exists(disk.unreadable)).isTrue();
    }

    @Test
    void how_many_there_are_is_true_after_a_restart_and_when_one_takes_the_place_of_an_expired_one()
            throws IOException {
        parked.park(Hash.of("words"), SEALED);
        parked.park(Hash.of("other words"), SEALED);
        parked.park(Hash.of("words"), SEALED);
        assertThat(parked.count()).isEqualTo(2);
        disk.open("parked/" + Hash.of("half").toHex() + ".new").close();
        ParkedStore again = new ParkedStore(disk, now::get);
        assertThat(again.count())
                .as("what was half written when a relay died is none")
                .isEqualTo(2);
        again.dropExpired();
        assertThat(disk.disk.all()).as("nor is it left lying").noneMatch(name -> name.endsWith(".new"));
        assertThat(again.count()).isEqualTo(2);
        now.set(NOW.plus(Invitations.KEPT));
        assertThat(again.park(Hash.of("words"), SEALED)).isEqualTo(Parked.KEPT);
        assertThat(again.count()).isEqualTo(2);
        again.dropExpired();
        assertThat(again.count()).isOne();
        assertThat(again.collect(Hash.of("words"))).contains(SEALED);
    }
}
