package parley.protocol.blob;

import java.util.ArrayList;
import java.util.List;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Secret;

/**
 * Seals a file chunk by chunk, holding one chunk at a time, and ends with its manifest.
 *
 * <p>Deterministic for one key and file: after a crash the same key and the same file give the same blobs, so an upload
 * goes on where it was. The file must not change between two runs under one key. Not thread-safe.
 */
public final class BlobWriter {
    private final Secret fileKey;
    private final long length;
    private final List<Hash> chunks = new ArrayList<>();
    private final List<Hash> blobs = new ArrayList<>();

    /**
     * @param fileKey fresh, {@link Manifest#FILE_KEY} random bytes
     * @param length at most {@link Manifest#MOST_LENGTH}
     */
    public BlobWriter(Secret fileKey, long length) {
        if (fileKey.size() != Manifest.FILE_KEY || length < 0 || length > Manifest.MOST_LENGTH) {
            throw new IllegalArgumentException("no attachment has " + length + " bytes");
        }
        this.fileKey = fileKey;
        this.length = length;
    }

    /** Bytes that the next {@link #seal} takes. */
    public int nextChunk() {
        return Manifest.chunkBytes(length, blobs.size());
    }

    public boolean done() {
        return blobs.size() == Manifest.blobsFor(length);
    }

    /** The next blob. */
    public Bytes seal(Bytes chunk) {
        if (done() || chunk.size() != nextChunk()) {
            throw new IllegalArgumentException("the next chunk has another size");
        }
        int index = blobs.size();
        Bytes blob = Blobs.seal(fileKey, index, index == Manifest.blobsFor(length) - 1, chunk);
        chunks.add(Manifest.chunkHash(chunk));
        blobs.add(Blobs.hashOf(blob));
        return blob;
    }

    /** Once {@link #done}. */
    public Manifest manifest() {
        return new Manifest(fileKey, length, Manifest.plainOf(length, chunks), blobs);
    }
}
