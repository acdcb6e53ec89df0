package parley.protocol.blob;

import java.util.List;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.FileLimit;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Secret;

/**
 * What an event says of an attachment: its key, its length, and the hash of the file and of every blob.
 *
 * @param fileKey 32 random bytes, of this file only
 * @param length of the file in bytes, at most {@link #MOST_LENGTH}
 * @param plain {@code H("file", length, H("chunk", chunk) …)}
 * @param blobs {@code H("blob", blob)}, in order; where the relay keeps each
 */
public record Manifest(Secret fileKey, long length, Hash plain, List<Hash> blobs) {
    public static final int FILE_KEY = 32;
    public static final long MOST_LENGTH = FileLimit.MOST_BYTES;
    public static final int MOST_BLOBS = Math.toIntExact((MOST_LENGTH + Blobs.CHUNK - 1) / Blobs.CHUNK);

    private static final int VERSION = 1;

    public Manifest {
        blobs = List.copyOf(blobs);
        if (fileKey.size() != FILE_KEY || length < 0 || length > MOST_LENGTH || blobs.size() != blobsFor(length)) {
            throw new IllegalArgumentException("not a manifest");
        }
    }

    /** Blobs that a file of this length takes; an empty file takes one. */
    public static int blobsFor(long length) {
        return Math.toIntExact(Math.max(1, Math.ceilDiv(length, Blobs.CHUNK)));
    }

    /** Bytes of the file in the blob at this place. */
    public static int chunkBytes(long length, int index) {
        return Math.toIntExact(Math.min(Blobs.CHUNK, length - (long) index * Blobs.CHUNK));
    }

    static Hash plainOf(long length, List<Hash> chunks) {
        Bytes[] fields = new Bytes[chunks.size() + 1];
        fields[0] = Hash.number(length);
        for (int i = 0; i < chunks.size(); i++) {
            fields[i + 1] = chunks.get(i).value();
        }
        return Hash.of("file", fields);
    }

    static Hash chunkHash(Bytes chunk) {
        return Hash.of("chunk", chunk);
    }

    public void write(CanonicalWriter out) {
        out.u8(VERSION).secret(fileKey).u64(length).hash(plain).list(blobs, CanonicalWriter::hash);
    }

    public static Manifest read(CanonicalReader in) throws Malformed {
        in.version(VERSION);
        Secret key = in.secret(FILE_KEY);
        long length = in.u64();
        Hash plain = in.hash();
        List<Hash> blobs = in.list(MOST_BLOBS, CanonicalReader::hash);
        if (length > MOST_LENGTH || blobs.size() != blobsFor(length)) {
            throw new Malformed("a length that its blobs don't have");
        }
        return new Manifest(key, length, plain, blobs);
    }
}
