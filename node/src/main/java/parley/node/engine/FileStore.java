package parley.node.engine;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Randomness;
import parley.base.Refusal;
import parley.base.Secret;
import parley.node.vault.ForcedFolder;
import parley.protocol.blob.Manifest;
import parley.protocol.crypto.Aead;

/**
 * Attachments on disk, chunk by chunk, each sealed under a key of the vault.
 *
 * <p>Guarantees that no plaintext of a file lies on disk and that a chunk opens only at its place in its file. Files have
 * random names and whole chunks, so that they show how many chunks a file has and nothing else. The vault's cells say how many
 * chunks count; what lies beyond was cut off by a crash and is written again. Thread-safe.
 */
final class FileStore implements AutoCloseable {
    /** Bytes of a file in one chunk: what goes into one blob. */
    static final int CHUNK = Manifest.chunkBytes(Manifest.MOST_LENGTH, 0);

    private static final int NONCE = 24;
    private static final int SLOT = NONCE + CHUNK + Aead.OVERHEAD;

    private static final Logger LOG = LoggerFactory.getLogger(FileStore.class);

    private final Path folder;
    private final ForcedFolder.Force force;
    private final Secret key;
    private final Randomness randomness;
    private boolean closed;

    FileStore(Path folder, Secret key, Randomness randomness) {
        this(folder, key, randomness, ForcedFolder::force);
    }

    FileStore(Path folder, Secret key, Randomness randomness, ForcedFolder.Force force) {
        this.force = force;
        this.folder = folder;
        this.key = key;
        this.randomness = randomness;
    }

    /** Keeps chunks that follow one another, and returns once they survive power loss. */
    void write(Hash file, int first, Iterable<Bytes> chunks) throws IOException {
        needOpen(); // So that nothing is made there for a node that was locked, but for an empty file at worst.
        boolean fresh = first == 0 || !Files.exists(path(file));
        Files.createDirectories(folder);
        try (FileChannel out = FileChannel.open(path(file), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            int index = first;
            for (Bytes chunk : chunks) {
                // A fresh nonce each time: the same place may be written again with other bytes after a crash.
                Bytes nonce = randomness.bytes(NONCE);
                Bytes padded = Bytes.concat(chunk, Bytes.wrap(new byte[CHUNK - chunk.size()]));
                Bytes slot = Bytes.concat(nonce, seal(file, index, nonce).seal(Bytes.EMPTY, padded));
                ByteBuffer buffer = ByteBuffer.wrap(slot.toArray());
                long at = (long) index * SLOT;
                while (buffer.hasRemaining()) {
                    at += out.write(buffer, at);
                }
                index++;
            }
            out.force(true);
        }
        if (fresh) {
            // Or the vault would count chunks of a file that no folder names.
            force.folderOf(path(file));
            force.folderOf(folder);
        }
    }

    /** A chunk of this size; empty when it isn't there or isn't what was written. */
    Optional<Bytes> read(Hash file, int index, int size) throws IOException {
        try (FileChannel in = FileChannel.open(path(file), StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.allocate(SLOT);
            while (buffer.hasRemaining()) {
                if (in.read(buffer, (long) index * SLOT + buffer.position()) < 0) {
                    return Optional.empty();
                }
            }
            Bytes slot = Bytes.wrap(buffer.array());
            return seal(file, index, slot.slice(0, NONCE))
                    .open(Bytes.EMPTY, slot.slice(NONCE, SLOT))
                    .map(padded -> padded.slice(0, size));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** The names of all files that lie here. */
    Set<Hash> files() throws IOException {
        if (!Files.isDirectory(folder)) {
            return Set.of();
        }
        Set<Hash> names = new HashSet<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path one : all) {
                Optional<Hash> name = Uploads.id(one.getFileName().toString());
                name.ifPresent(names::add);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }

    boolean has(Hash file) {
        return Files.isRegularFile(path(file));
    }

    void delete(Hash file) throws IOException {
        Files.deleteIfExists(path(file));
    }

    /** What to tell people of a file that could be neither kept nor read; the log names the error's kind and no file. */
    synchronized Refusal refusal(IOException why) {
        if (closed) {
            return Refusal.of("gate.locked");
        }
        LOG.warn("an attachment's file failed: {}", why.getClass().getSimpleName());
        // By the room that is left, not by the system's message: that one is in the language of the machine.
        Path parent = folder.toAbsolutePath().getParent();
        File at = (parent == null || Files.isDirectory(folder) ? folder : parent).toFile();
        return Refusal.of(at.getUsableSpace() < SLOT ? "vault.full" : "vault.failed");
    }

    /** Erases the key, which this store was given; what still runs reads and writes nothing more. */
    @Override
    public synchronized void close() {
        closed = true;
        key.close();
    }

    private synchronized Aead seal(Hash file, int index, Bytes nonce) throws IOException {
        needOpen();
        return Aead.once(key, "vault/file", file.value(), Hash.number(index), nonce);
    }

    private synchronized void needOpen() throws IOException {
        if (closed) {
            throw new IOException("locked");
        }
    }

    private Path path(Hash file) {
        return folder.resolve(file.toHex());
    }
}
