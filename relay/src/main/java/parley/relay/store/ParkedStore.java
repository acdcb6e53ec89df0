package parley.relay.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.protocol.port.Relay;

/**
 * Sealed invitations that wait to be collected, one small file each: expiry, hash, bytes.
 *
 * <p>How many there are is counted once and then known, so that a full place says so without a look at the disk. What has expired
 * makes room when {@link #dropExpired} deletes it.
 */
public final class ParkedStore implements Invitations {
    private static final Logger LOG = LoggerFactory.getLogger(ParkedStore.class);
    static final String FOLDER = "parked";
    private static final int FILE_BYTES = Relay.MOST_PARKED_BYTES + 64;

    /** A clock that was set back by no more makes nothing of what was parked before look changed. */
    private static final Duration CLOCK_SLACK = Duration.ofDays(1);

    /** Who parks or collects one invitation waits for nobody who is at another. */
    private static final int LOCKS = 64;

    private final Disk disk;
    private final InstantSource clock;
    private final Object[] locks = new Object[LOCKS];
    private @Nullable AtomicInteger counted;

    public ParkedStore(Disk disk, InstantSource clock) {
        this.disk = disk;
        this.clock = clock;
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new Object();
        }
    }

    private record Item(Instant expires, Hash hash, Bytes sealed) {}

    private Object lock(String name) {
        return locks[Math.floorMod(name.hashCode(), LOCKS)];
    }

    private static String path(String name) {
        return FOLDER + "/" + name;
    }

    @Override
    public Parked park(Hash locator, Bytes sealed) throws IOException {
        String name = locator.toHex();
        AtomicInteger count = counter();
        synchronized (lock(name)) {
            Optional<Item> there = item(name);
            if (there.isPresent()) {
                disk.forceFolder(FOLDER); // Who put it before may have died, or failed, between the name and this.
                return there.get().sealed().equals(sealed) ? Parked.KEPT : Parked.TAKEN;
            }
            boolean replaces = disk.exists(path(name));
            if (!replaces && count.incrementAndGet() > MOST_PARKED) {
                count.decrementAndGet();
                return Parked.FULL;
            }
            Bytes content = new CanonicalWriter()
                    .u64(clock.instant().plus(KEPT).getEpochSecond())
                    .hash(Relay.parkedHash(sealed))
                    .field(sealed)
                    .bytes();
            try {
                BlobStore.Files.put(disk, FOLDER, name, content);
            } finally {
                if (!replaces && !disk.exists(path(name))) {
                    count.decrementAndGet();
                }
            }
            return Parked.KEPT;
        }
    }

    @Override
    public Optional<Bytes> collect(Hash locator) throws IOException {
        synchronized (lock(locator.toHex())) {
            return item(locator.toHex()).map(Item::sealed);
        }
    }

    @Override
    public void dropExpired() throws IOException {
        AtomicInteger count = counter();
        for (String name : disk.list(FOLDER)) {
            if (name.endsWith(BlobStore.Files.MAKING)) {
                dropLeftover(name);
                continue;
            }
            synchronized (lock(name)) {
                if (disk.exists(path(name)) && isOver(path(name))) {
                    disk.delete(path(name));
                    count.decrementAndGet();
                }
            }
        }
    }

    /** What was being written when a relay died, or its disk failed. */
    private void dropLeftover(String making) throws IOException {
        synchronized (lock(making.substring(0, making.length() - BlobStore.Files.MAKING.length()))) {
            disk.delete(path(making)); // Nobody writes it now: who does holds that lock.
        }
    }

    /** Reads no more than when it expires: there may be thousands. What lies longer than any may was changed. */
    private boolean isOver(String path) throws IOException {
        ByteBuffer expires = ByteBuffer.allocate(Long.BYTES);
        try (DiskFile file = disk.open(path)) {
            file.read(0, expires);
        }
        long left = expires.hasRemaining()
                ? 0
                : expires.getLong(0) - clock.instant().getEpochSecond();
        return left <= 0 || left > KEPT.plus(CLOCK_SLACK).toSeconds();
    }

    @Override
    public int count() throws IOException {
        return counter().get();
    }

    /** Counts before this process parks anything. */
    private synchronized AtomicInteger counter() throws IOException {
        AtomicInteger known = counted;
        if (known == null) {
            known = new AtomicInteger((int) disk.list(FOLDER).stream()
                    .filter(name -> !name.endsWith(BlobStore.Files.MAKING))
                    .count());
            counted = known;
        }
        return known;
    }

    private Optional<Item> item(String name) throws IOException {
        Optional<Bytes> content = BlobStore.Files.get(disk, path(name), FILE_BYTES);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        Optional<Item> item = parse(content.get()).or(ParkedStore::damaged);
        if (item.isEmpty() || !item.get().expires().isAfter(clock.instant())) {
            return Optional.empty();
        }
        return item;
    }

    private static Optional<Item> damaged() {
        LOG.warn("A parked invitation is damaged; it is not given out.");
        return Optional.empty();
    }

    private static Optional<Item> parse(Bytes content) {
        try {
            CanonicalReader in = new CanonicalReader(content);
            long expires = in.u64();
            if (expires > Instant.MAX.getEpochSecond()) {
                return Optional.empty();
            }
            Item item = new Item(Instant.ofEpochSecond(expires), in.hash(), in.field(Relay.MOST_PARKED_BYTES));
            in.end();
            return Relay.parkedHash(item.sealed()).equals(item.hash()) ? Optional.of(item) : Optional.empty();
        } catch (Malformed e) {
            return Optional.empty();
        }
    }
}
