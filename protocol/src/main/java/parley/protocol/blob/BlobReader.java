package parley.protocol.blob;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;

/**
 * Opens the blobs of one attachment in order, and says at the end whether the file is the one that the event named.
 *
 * <p>A missing or wrong blob is nobody's state: the caller asks for it again, and no fold waits. What was opened must not
 * be shown as the file before {@link #whole} says so. Not thread-safe.
 */
public final class BlobReader {
    private final Manifest manifest;
    private final List<Hash> chunks = new ArrayList<>();

    public BlobReader(Manifest manifest) {
        this.manifest = manifest;
    }

    /** What the relay is to be asked for next; empty when all blobs were opened. */
    public Optional<Hash> next() {
        return chunks.size() == manifest.blobs().size()
                ? Optional.empty()
                : Optional.of(manifest.blobs().get(chunks.size()));
    }

    /** The next bytes of the file; empty, and nothing changed, when this isn't the next blob. */
    public Optional<Bytes> open(Bytes blob) {
        int index = chunks.size();
        if (index == manifest.blobs().size()
                || !Blobs.hashOf(blob).equals(manifest.blobs().get(index))) {
            return Optional.empty();
        }
        int size = Manifest.chunkBytes(manifest.length(), index);
        Optional<Bytes> chunk =
                Blobs.open(manifest.fileKey(), index, index == manifest.blobs().size() - 1, size, blob);
        chunk.ifPresent(bytes -> chunks.add(Manifest.chunkHash(bytes)));
        return chunk;
    }

    /** The next chunk once more, opened by an earlier reader of this manifest and kept since: a fetch goes on after a restart. */
    public void again(Bytes chunk) {
        int index = chunks.size();
        if (index == manifest.blobs().size() || chunk.size() != Manifest.chunkBytes(manifest.length(), index)) {
            throw new IllegalArgumentException("the next chunk has another size");
        }
        chunks.add(Manifest.chunkHash(chunk));
    }

    /** All blobs were opened and the file is the one that the manifest names. */
    public boolean whole() {
        return next().isEmpty() && Manifest.plainOf(manifest.length(), chunks).equals(manifest.plain());
    }
}
