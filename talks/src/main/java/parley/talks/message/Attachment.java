package parley.talks.message;

import java.util.Optional;
import parley.base.Bytes;
import parley.base.FileLimit;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Refusal;
import parley.talks.Why;
import parley.talks.event.EventReader;
import parley.talks.event.EventWriter;
import parley.talks.text.FileName;

/**
 * A file that goes with a message; its contents lie in sealed blobs beside the log.
 *
 * @param name clean in the sense of {@link FileName}
 * @param size plain bytes, at least 0
 * @param manifest what the sealed room needs to fetch and check the blobs; opaque here
 */
public record Attachment(String name, FileType type, long size, Bytes manifest) {
    /** One hash for each 64 KiB of the largest file, and 1 KiB for what stands before them. */
    public static final int MOST_MANIFEST_BYTES =
            Math.toIntExact(FileLimit.MOST_BYTES / (64 * 1024)) * Hash.SIZE + 1024;

    public static final long MOST_SIZE = FileLimit.MOST_BYTES;

    public Optional<Refusal> objection() {
        return FileName.isClean(name) && size >= 0 && size <= MOST_SIZE && manifest.size() <= MOST_MANIFEST_BYTES
                ? Optional.empty()
                : Why.MESSAGE_ATTACHMENT.refuses(FileName.clean(name));
    }

    public void write(EventWriter out) {
        out.fields(4).text("name", name).word("type", type).number("size", size).bytes("manifest", manifest);
    }

    public static Attachment read(EventReader in) throws Malformed {
        in.fields(4);
        return new Attachment(
                in.text("name", FileName.MOST_BYTES),
                in.word("type", FileType.values()),
                in.number("size"),
                in.bytes("manifest", MOST_MANIFEST_BYTES));
    }
}
