package parley.node.vault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Secret;
import parley.protocol.crypto.Kdf;

/**
 * A small file beside the vault that remembers which generation the vault last wrote, so that a vault put back from an
 * earlier copy is noticed (protocol.md, "Restore, clone, rollback").
 *
 * <p>It is written after each commit and not forced to disk: after a power loss it may lag behind the vault, but it never
 * runs ahead of it. So a mark ahead of the vault, or no mark at all, means that somebody put the vault back. Two places are
 * written in turn, each with its own check, so that a torn write leaves the other. Doesn't notice that vault and mark were put
 * back together. Used by one thread at a time.
 */
final class GenerationMark implements AutoCloseable {
    private static final int PLACE = 2 * Long.BYTES + Hash.SIZE;

    private final FileChannel file;
    private final Secret key;

    private GenerationMark(FileChannel file, Secret key) {
        this.file = file;
        this.key = key;
    }

    /** @param generation of the last commit; {@code boots} how often the vault has been unlocked */
    record Mark(long generation, long boots) {}

    static GenerationMark open(Path path, Secret master, Bytes vaultId) throws IOException {
        boolean fresh = !Files.exists(path);
        FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (fresh) {
            DataFolder.onlyForOwner(path);
        }
        return new GenerationMark(file, Kdf.derive(master, "vault/mark", 32, vaultId));
    }

    /** The latest mark that was written whole. */
    Optional<Mark> read() throws IOException {
        Optional<Mark> first = readPlace(0);
        Optional<Mark> second = readPlace(1);
        if (first.isPresent() && second.isPresent()) {
            return first.get().generation() >= second.get().generation() ? first : second;
        }
        return first.or(() -> second);
    }

    void write(Mark mark) throws IOException {
        Bytes content =
                new CanonicalWriter().u64(mark.generation()).u64(mark.boots()).bytes();
        ByteBuffer out = ByteBuffer.wrap(Bytes.concat(content, check(content)).toArray());
        long at = mark.generation() % 2 * PLACE;
        while (out.hasRemaining()) {
            at += file.write(out, at);
        }
    }

    void force() throws IOException {
        file.force(true);
    }

    private Optional<Mark> readPlace(int place) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(PLACE);
        while (in.hasRemaining()) {
            if (file.read(in, (long) place * PLACE + in.position()) < 0) {
                return Optional.empty();
            }
        }
        Bytes all = Bytes.wrap(in.array());
        Bytes content = all.slice(0, 2 * Long.BYTES);
        if (!check(content).equals(all.slice(2 * Long.BYTES, PLACE))) {
            return Optional.empty();
        }
        try {
            CanonicalReader numbers = new CanonicalReader(content);
            return Optional.of(new Mark(numbers.u64(), numbers.u64()));
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    private Bytes check(Bytes content) {
        try (Secret tag = Kdf.derive(key, "vault/mark-check", Hash.SIZE, content)) {
            return tag.revealBytes();
        }
    }

    @Override
    public void close() {
        key.close();
        try {
            file.close();
        } catch (IOException e) {
            // The mark may lag behind: nothing depends on this last close.
            return;
        }
    }
}
