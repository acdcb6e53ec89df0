package parley.relay.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.protocol.port.Relay;

/** Sealed invitations that wait to be collected, one small file each: expiry, hash, bytes. */
public final class ParkedStore implements Invitations {
    static final String FOLDER = "parked";
    private static final int FILE_BYTES = Relay.MOST_PARKED_BYTES + 64;

    private final Disk disk;
    private final InstantSource clock;

    public ParkedStore(Disk disk, InstantSource clock) {
        this.disk = disk;
        this.clock = clock;
    }

    private record Item(Instant expires, Hash hash, Bytes sealed) {}

    @Override
    public synchronized Parked park(Hash locator, Bytes sealed) throws IOException {
        Optional<Item> there = item(locator.toHex());
        if (there.isPresent()) {
            disk.forceFolder(FOLDER); // Who put it before may have died, or failed, between the name and this.
            return there.get().sealed().equals(sealed) ? Parked.KEPT : Parked.TAKEN;
        }
        if (disk.list(FOLDER).size() >= MOST_PARKED) {
            for (String name : disk.list(FOLDER)) {
                item(name); // Deletes it when it has expired.
            }
            if (disk.list(FOLDER).size() >= MOST_PARKED) {
                return Parked.FULL;
            }
        }
        Bytes content = new CanonicalWriter()
                .u64(clock.instant().plus(KEPT).getEpochSecond())
                .hash(Relay.parkedHash(sealed))
                .field(sealed)
                .bytes();
        BlobStore.Files.put(disk, FOLDER, locator.toHex(), content);
        return Parked.KEPT;
    }

    @Override
    public synchronized Optional<Bytes> collect(Hash locator) throws IOException {
        return item(locator.toHex()).map(Item::sealed);
    }

    @Override
    public void dropExpired() throws IOException {
        for (String name : disk.list(FOLDER)) {
            dropIfExpired(name);
        }
    }

    /** Reads no more than when it expires: there may be thousands. What lies longer than any may was changed. */
    private synchronized void dropIfExpired(String name) throws IOException {
        String path = FOLDER + "/" + name;
        if (!disk.exists(path)) {
            return;
        }
        ByteBuffer expires = ByteBuffer.allocate(Long.BYTES);
        try (DiskFile file = disk.open(path)) {
            file.read(0, expires);
        }
        long now = clock.instant().getEpochSecond();
        long left = expires.hasRemaining() ? 0 : expires.getLong(0) - now;
        if (left <= 0 || left > KEPT.toSeconds()) {
            disk.delete(path);
        }
    }

    @Override
    public int count() throws IOException {
        return disk.list(FOLDER).size();
    }

    private Optional<Item> item(String name) throws IOException {
        Optional<Bytes> content = BlobStore.Files.get(disk, FOLDER + "/" + name, FILE_BYTES);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        Optional<Item> item = parse(content.get());
        if (item.isEmpty() || !item.get().expires().isAfter(clock.instant())) {
            disk.delete(FOLDER + "/" + name);
            return Optional.empty();
        }
        return item;
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
