package parley.protocol.entry;

import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.Malformed;

/** Zeros up to a fixed size: the one padding of all formats, checked to the last bit so that it can carry nothing. */
public final class Padding {
    private Padding() {}

    /** @throws IllegalArgumentException if the text is longer than {@code size} */
    public static Bytes add(Bytes text, int size) {
        if (text.size() > size) {
            throw new IllegalArgumentException(text.size() + " bytes don't fit " + size);
        }
        return Bytes.concat(text, Bytes.wrap(new byte[size - text.size()]));
    }

    /** The rest of the source is zeros. */
    public static void end(CanonicalReader in) throws Malformed {
        Bytes rest = in.raw(in.remaining());
        for (int i = 0; i < rest.size(); i++) {
            if (rest.at(i) != 0) {
                throw new Malformed("padding that isn't zero");
            }
        }
    }
}
