package parley.relay.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.base.Bytes;
import parley.base.Hash;

/**
 * Sealed invitations that wait to be collected, a {@link ParkedFile} each.
 *
 * <p>How many there are is counted once and then known, so that a full place says so without a look at the disk. What has expired
 * makes room when {@link #dropExpired} deletes it.
 *
 * <p>That they will lie there was acknowledged, so none goes because its file rotted or the clock is behind: only what verifies and is
 * over does. What doesn't verify is named to the operator and kept for as long as any invitation may wait, in case it can be brought
 * back; until then it takes the place of one.
 */
public final class ParkedStore implements Invitations {
    private static final Logger LOG = LoggerFactory.getLogger(ParkedStore.class);
    static final String FOLDER = "parked";

    /** A file whose expiry lies further ahead than a right clock can have put it is looked at whole: a bit of it may have flipped. */
    private static final Duration CLOCK_SLACK = Duration.ofDays(1);

    /** A sweep every half an hour finds nothing that was over for so long, unless a clock was wrong or the relay off. */
    private static final Duration LATE = Duration.ofDays(1);

    /** As many digits of a locator as of any name in the log: enough to find the file, too few to collect it. */
    private static final int NAMED_BY = 8;

    /** Who parks or collects one invitation waits for nobody who is at another. */
    private static final int LOCKS = 64;

    private final Disk disk;
    private final InstantSource clock;
    private final Object[] locks = new Object[LOCKS];

    /** Damaged ones that were named and still lie there: each is named once, not by every sweep. */
    private final Set<String> named = ConcurrentHashMap.newKeySet();

    private final AtomicInteger damages = new AtomicInteger();
    private @Nullable AtomicInteger counted;

    public ParkedStore(Disk disk, InstantSource clock) {
        this.disk = disk;
        this.clock = clock;
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new Object();
        }
    }

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
            Optional<ParkedFile> there = waiting(name);
            if (there.isPresent()) {
                disk.forceFolder(FOLDER); // Who put it before may have died, or failed, between the name and this.
                return there.get().sealed().equals(sealed) ? Parked.KEPT : Parked.TAKEN;
            }
            boolean replaces = disk.exists(path(name));
            if (!replaces && count.incrementAndGet() > MOST_PARKED) {
                count.decrementAndGet();
                return Parked.FULL;
            }
            try {
                BlobStore.Files.put(
                        disk,
                        FOLDER,
                        name,
                        ParkedFile.bytes(name, clock.instant().plus(KEPT), sealed));
                named.remove(name);
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
            return waiting(locator.toHex()).map(ParkedFile::sealed);
        }
    }

    /** One that can't be read or deleted holds up no other, and is tried again next time. */
    @Override
    public void dropExpired() throws IOException {
        AtomicInteger count = counter();
        Optional<IOException> failed = Optional.empty();
        int late = 0;
        for (String name : disk.list(FOLDER)) {
            try {
                if (name.endsWith(BlobStore.Files.MAKING)) {
                    dropLeftover(name);
                } else if (dropIfOver(name, count)) {
                    late++;
                }
            } catch (IOException e) {
                failed = failed.or(() -> Optional.of(e));
            }
        }
        if (late > 0) {
            LOG.warn(
                    "{} parked invitations were deleted more than a day after their time: the relay was off, or its clock is wrong or was"
                            + " when they were parked.",
                    late);
        }
        if (failed.isPresent()) {
            throw failed.get();
        }
    }

    /** What was being written when a relay died, or its disk failed. */
    private void dropLeftover(String making) throws IOException {
        synchronized (lock(making.substring(0, making.length() - BlobStore.Files.MAKING.length()))) {
            disk.delete(path(making)); // Nobody writes it now: who does holds that lock.
        }
    }

    /** Answers whether one went that should have gone a day before. */
    private boolean dropIfOver(String name, AtomicInteger count) throws IOException {
        synchronized (lock(name)) {
            if (!disk.exists(path(name)) || seemsToWait(name)) {
                return false;
            }
            Optional<ParkedFile> file = verified(name);
            if (!isOver(name, file)) {
                return false;
            }
            disk.delete(path(name));
            named.remove(name);
            count.decrementAndGet();
            return file.isPresent() && file.get().expires().plus(LATE).isBefore(clock.instant());
        }
    }

    /** Reads no more than when it expires: there may be thousands. If that rotted, it is seen when the time comes that stands there now. */
    private boolean seemsToWait(String name) throws IOException {
        ByteBuffer front = ByteBuffer.allocate(ParkedFile.FRONT);
        try (DiskFile file = disk.open(path(name))) {
            file.read(0, front);
        }
        OptionalLong expires =
                ParkedFile.expirySeconds(Bytes.wrap(front.array()).slice(0, front.position()));
        return expires.isPresent() && mayWait(expires.getAsLong());
    }

    private boolean mayWait(long expires) {
        long left = expires - clock.instant().getEpochSecond();
        return left > 0 && left <= KEPT.plus(CLOCK_SLACK).toSeconds();
    }

    /**
     * What no hash vouches for must also have lain there, by the file system's word, for as long as any invitation may wait: an
     * expiry alone may have rotted, and what doesn't verify has none.
     */
    private boolean isOver(String name, Optional<ParkedFile> file) throws IOException {
        if (file.isPresent() && file.get().vouched()) {
            return !file.get().expires().isAfter(clock.instant());
        }
        if (!disk.lastChanged(path(name)).isBefore(clock.instant().minus(KEPT))) {
            return false;
        }
        return file.stream().noneMatch(it -> mayWait(it.expires().getEpochSecond()));
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

    /** Files that were found damaged since the start. */
    int damages() {
        return damages.get();
    }

    private Optional<ParkedFile> waiting(String name) throws IOException {
        return verified(name).filter(file -> file.expires().isAfter(clock.instant()));
    }

    private Optional<ParkedFile> verified(String name) throws IOException {
        Optional<Bytes> content = BlobStore.Files.get(disk, path(name), ParkedFile.MOST_BYTES);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        Optional<ParkedFile> file = ParkedFile.read(name, content.get());
        if (file.isEmpty() && named.add(name)) {
            damages.incrementAndGet();
            LOG.warn(
                    "The parked invitation {} is damaged; it is not given out, and kept until no invitation may wait so long.",
                    name.substring(0, Math.min(NAMED_BY, name.length())));
        }
        return file;
    }
}
