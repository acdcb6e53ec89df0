package parley.protocol.blob;

import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.Hash;
import parley.base.Secret;
import parley.protocol.crypto.Aead;
import parley.protocol.entry.Padding;

/**
 * One sealed blob of an attachment: always {@link #BYTES} long, bound to its place and to being the last or not.
 *
 * <p>Guarantees that a blob opens only under its file's key, at its place. Doesn't bind the key: {@link Manifest} holds the
 * hash of every blob and of the plain file, so that one blob that opens under two keys shows nobody two files.
 * {@code docs/protocol.md}, "Attachments".
 */
final class Blobs {
    /** Large enough that 100 MiB is 1,600 requests, small enough to be lost and asked for again. */
    static final int BYTES = 65_536;
    /** Bytes of the file in one blob. */
    static final int CHUNK = BYTES - Aead.OVERHEAD;

    private static final String LABEL = "blob";

    private Blobs() {}

    static Bytes seal(Secret fileKey, int index, boolean last, Bytes chunk) {
        return key(fileKey, index, last).seal(Bytes.EMPTY, Padding.add(chunk, CHUNK));
    }

    /** The chunk; empty when the blob is another one's, or its padding isn't zero. */
    static Optional<Bytes> open(Secret fileKey, int index, boolean last, int size, Bytes blob) {
        return key(fileKey, index, last)
                .open(Bytes.EMPTY, blob)
                .flatMap(padded -> CanonicalReader.whole(padded, in -> {
                    Bytes chunk = in.raw(size);
                    Padding.end(in);
                    return chunk;
                }));
    }

    static Hash hashOf(Bytes blob) {
        return Hash.of("blob", blob);
    }

    private static Aead key(Secret fileKey, int index, boolean last) {
        return Aead.once(fileKey, LABEL, Hash.number(index), Bytes.wrap(new byte[] {(byte) (last ? 1 : 0)}));
    }
}
