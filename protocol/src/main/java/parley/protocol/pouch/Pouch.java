package parley.protocol.pouch;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import parley.base.Bytes;
import parley.base.CanonicalWriter;
import parley.base.Hash;

/**
 * The pouch file: a first line, items each with its length, an end mark, and a hash that shows damage.
 *
 * <p>Guarantees that reading holds one item in memory at a time, stops at {@link #MOST_ITEMS}, and that a file which was
 * cut, damaged or lengthened is told as such. Doesn't say that what it holds is true: every item goes through the same
 * checks as if a relay had sent it. Because the end is known only at the end, callers act on items inside one transaction,
 * or only on those that prove themselves. {@code docs/protocol.md}, "Pouch".
 */
public final class Pouch {
    /** More than a table writes in years; bounds what a stick can make a node read. */
    public static final int MOST_ITEMS = 1_000_000;

    private static final Bytes MAGIC = Bytes.utf8("parley pouch 1\n");
    private static final int LENGTH = 4;

    private Pouch() {}

    /** How reading a file ended. */
    public enum Ending {
        WHOLE,
        /** Not a pouch, or damaged: what came before the damage may still prove itself. */
        BROKEN
    }

    public static Bytes write(List<PouchItem> items) {
        if (items.size() > MOST_ITEMS) {
            throw new IllegalArgumentException("a pouch holds at most " + MOST_ITEMS + " items");
        }
        CanonicalWriter out = new CanonicalWriter().raw(MAGIC);
        Hash running = Hash.of("pouch", MAGIC);
        for (PouchItem item : items) {
            Bytes encoded = item.encoded();
            running = next(running, encoded);
            out.field(encoded);
        }
        return out.u32(0).hash(running).bytes();
    }

    /** Hands over item by item, then says whether the file was whole. */
    public static Ending read(InputStream in, Consumer<PouchItem> to) throws IOException {
        if (!Bytes.wrap(in.readNBytes(MAGIC.size())).equals(MAGIC)) {
            return Ending.BROKEN;
        }
        Hash running = Hash.of("pouch", MAGIC);
        for (int count = 0; count <= MOST_ITEMS; count++) {
            int length = length(in);
            if (length == 0) {
                return Bytes.wrap(in.readNBytes(Hash.SIZE)).equals(running.value()) && in.read() < 0
                        ? Ending.WHOLE
                        : Ending.BROKEN;
            }
            if (length < 0 || length > PouchItem.MOST_BYTES) {
                return Ending.BROKEN;
            }
            Bytes encoded = Bytes.wrap(in.readNBytes(length));
            Optional<PouchItem> item = PouchItem.decode(encoded);
            if (encoded.size() != length || item.isEmpty()) {
                return Ending.BROKEN;
            }
            running = next(running, encoded);
            to.accept(item.get());
        }
        return Ending.BROKEN;
    }

    private static Hash next(Hash running, Bytes item) {
        return Hash.of("pouch", running.value(), item);
    }

    /** The next item's length, or −1 where there is none. */
    private static int length(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(LENGTH);
        if (bytes.length < LENGTH) {
            return -1;
        }
        int length = 0;
        for (byte b : bytes) {
            length = (length << 8) | (b & 0xff);
        }
        return length;
    }
}
