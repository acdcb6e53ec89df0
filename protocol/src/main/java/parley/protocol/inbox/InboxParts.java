package parley.protocol.inbox;

import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Malformed;
import parley.protocol.entry.Part;

/**
 * Cuts a message into the texts of as many session messages as it needs, and reads such a text.
 *
 * <p>Parts are cut before they are encrypted, so that each is known to come from the peer before it is kept: nobody else
 * can make a node keep anything.
 */
public final class InboxParts {
    /** What a session may add to a text and still fit: a first message adds under 1,900 bytes. */
    public static final int SESSION_OVERHEAD = 2_048;

    private static final String LABEL = "inbox";
    private static final int PART_OVERHEAD = 4 + LABEL.length() + 32 + 4 + 4 + 4;
    /** Bytes of a message in one inbox entry. */
    public static final int PIECE = InboxSeal.MOST_MESSAGE - SESSION_OVERHEAD - PART_OVERHEAD;

    private InboxParts() {}

    /** Texts to encrypt, in order. */
    public static List<Bytes> split(InboxMessage message) {
        return Part.split(InboxCodec.encode(message), PIECE).stream()
                .map(InboxParts::encode)
                .toList();
    }

    public static Optional<Part> decode(Bytes text) {
        return CanonicalReader.whole(text, in -> {
            if (!in.text(LABEL.length()).equals(LABEL)) {
                throw new Malformed("a text of another channel");
            }
            return Part.read(in, PIECE);
        });
    }

    private static Bytes encode(Part part) {
        CanonicalWriter out = new CanonicalWriter().text(LABEL);
        part.write(out);
        return out.bytes();
    }
}
