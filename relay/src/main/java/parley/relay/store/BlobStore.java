package parley.relay.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.LogId;
import parley.protocol.port.Relay;

/** Attachments' sealed blobs as files beside the logs. */
public final class BlobStore implements Blobs {
    private static final Logger LOG = LoggerFactory.getLogger(BlobStore.class);
    static final String FOLDER = "blobs";

    /** Two writers of one blob wait for each other, others don't. */
    private static final int LOCKS = 64;

    private final Disk disk;
    private final Object[] locks = new Object[LOCKS];
    private final Map<LogId, AtomicInteger> counts = new ConcurrentHashMap<>();

    /** Damaged ones that were named and still lie there: each is named once, not whenever somebody asks for it. */
    private final Set<String> damaged = ConcurrentHashMap.newKeySet();

    private final AtomicInteger damages = new AtomicInteger();

    public BlobStore(Disk disk) {
        this.disk = disk;
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new Object();
        }
    }

    @Override
    public boolean put(LogId log, Bytes blob) throws IOException {
        Hash hash = Relay.blobHash(blob);
        synchronized (locks[Math.floorMod(hash.hashCode(), LOCKS)]) {
            if (get(log, hash).isPresent()) {
                disk.forceFolder(folder(log)); // Who put it before may have died, or failed, between the name and this.
                return true;
            }
            boolean replaces = disk.exists(path(log, hash)); // One that rotted.
            AtomicInteger count = count(log);
            if (!replaces && count.get() >= MOST_BLOBS_PER_LOG) {
                return false;
            }
            Files.put(disk, folder(log), hash.toHex(), blob);
            if (!replaces) {
                count.incrementAndGet();
            }
            damaged.remove(path(log, hash));
            return true;
        }
    }

    @Override
    public Optional<Bytes> get(LogId log, Hash hash) throws IOException {
        Optional<Bytes> blob = Files.get(disk, path(log, hash), Relay.MOST_BLOB_BYTES);
        if (blob.isPresent() && !Relay.blobHash(blob.get()).equals(hash)) {
            if (damaged.add(path(log, hash))) {
                damages.incrementAndGet();
                LOG.warn(
                        "A blob of log {} is damaged; it is kept as it is and not given out.",
                        log.hash().brief());
            }
            return Optional.empty();
        }
        return blob;
    }

    /** Blobs that were found damaged since the start. */
    int damages() {
        return damages.get();
    }

    @Override
    public void erase(LogId log) throws IOException {
        if (!disk.exists(folder(log)) && disk.list(folder(log)).isEmpty()) {
            return;
        }
        for (String name : disk.list(folder(log))) {
            disk.delete(folder(log) + "/" + name);
            damaged.remove(folder(log) + "/" + name);
        }
        disk.forceFolder(folder(log));
        disk.deleteFolder(folder(log));
        disk.forceFolder(FOLDER);
        counts.remove(log);
    }

    /** Of all gone logs whose blobs may be there; one that can't be erased holds up no other, and is tried again next time. */
    void erase(GoneLogs gone) throws IOException {
        List<LogId> failed = new ArrayList<>();
        Optional<IOException> first = Optional.empty();
        for (LogId log = gone.nextWithBlobs(); log != null; log = gone.nextWithBlobs()) {
            try {
                erase(log);
            } catch (IOException e) {
                failed.add(log);
                first = first.or(() -> Optional.of(e));
            }
        }
        failed.forEach(gone::hasBlobs);
        if (first.isPresent()) {
            throw first.get();
        }
    }

    private AtomicInteger count(LogId log) throws IOException {
        AtomicInteger known = counts.get(log);
        if (known == null) {
            AtomicInteger counted = new AtomicInteger(disk.list(folder(log)).size());
            AtomicInteger before = counts.putIfAbsent(log, counted);
            known = before == null ? counted : before;
        }
        return known;
    }

    private static String path(LogId log, Hash hash) {
        return folder(log) + "/" + hash.toHex();
    }

    private static String folder(LogId log) {
        return FOLDER + "/" + log.toHex();
    }

    /** Small files that appear whole or not at all. */
    static final class Files {
        /** Ends the name of a file until it is whole. */
        static final String MAKING = ".new";

        private Files() {}

        static void put(Disk disk, String folder, String name, Bytes content) throws IOException {
            String making = folder + "/" + name + MAKING;
            try (DiskFile file = disk.open(making)) {
                file.truncate(0);
                file.write(0, ByteBuffer.wrap(content.toArray()));
                file.force();
            } catch (DiskFull e) {
                disk.delete(making);
                throw e;
            }
            disk.rename(making, folder + "/" + name);
            disk.forceFolder(folder);
        }

        /** Empty when there is no such file. Of one larger than any of its kind so much that it is seen to be none of them. */
        static Optional<Bytes> get(Disk disk, String name, int most) throws IOException {
            if (!disk.exists(name)) {
                return Optional.empty();
            }
            try (DiskFile file = disk.open(name)) {
                ByteBuffer content = ByteBuffer.allocate((int) Math.min(file.size(), most + 1L));
                int read = file.read(0, content);
                return Optional.of(Bytes.wrap(content.array()).slice(0, read));
            }
        }
    }
}
