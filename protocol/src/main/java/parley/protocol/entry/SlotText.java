package parley.protocol.entry;

import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Secret;

/**
 * What a slot's message says to one member: this is the key of that entry.
 *
 * @param binding E, which names log, nonce and header: the key opens nothing else
 * @param key K
 */
public record SlotText(Hash binding, Secret key) {
    private static final String LABEL = "slot";

    public SlotText {
        if (key.size() != Layout.KEY) {
            throw new IllegalArgumentException("not the key of an entry");
        }
    }

    public Bytes encoded() {
        return new CanonicalWriter().text(LABEL).hash(binding).secret(key).bytes();
    }

    /** Empty for anything that isn't a slot's text, such as a message of another channel. */
    public static Optional<SlotText> decode(Bytes text) {
        return CanonicalReader.whole(text, in -> {
            if (!in.text(LABEL.length()).equals(LABEL)) {
                throw new Malformed("not a slot's text");
            }
            return new SlotText(in.hash(), in.secret(Layout.KEY));
        });
    }
}
