package parley.protocol.pouch;

import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Head;
import parley.base.LogId;
import parley.base.Malformed;
import parley.protocol.entry.SizeClass;
import parley.protocol.port.SignedHead;

/** One thing in a pouch. It holds no key: to one without keys it is as readable as the relay's own files. */
public sealed interface PouchItem {
    /**
     * An entry that a relay placed; must extend the reader's chain.
     *
     * @param position from 1
     */
    record Placed(LogId log, long position, Bytes entry) implements PouchItem {}

    /**
     * An entry that no relay placed yet; not said until one does.
     *
     * @param base what it must be appended with; empty for inboxes
     */
    record Unplaced(LogId log, Optional<Head> base, Bytes entry) implements PouchItem {}

    /** A relay's word for a head. */
    record Signed(SignedHead head) implements PouchItem {}

    /** The largest item: an entry of the largest class, or an inbox's, with its place. */
    int MOST_BYTES = SizeClass.MOST_BYTES + 512;

    default Bytes encoded() {
        CanonicalWriter out = new CanonicalWriter();
        switch (this) {
            case Placed(LogId log, long position, Bytes entry) ->
                out.u8(1).hash(log.hash()).u64(position).field(entry);
            case Unplaced(LogId log, Optional<Head> base, Bytes entry) ->
                out.u8(2).hash(log.hash()).optional(base, CanonicalWriter::head).field(entry);
            case Signed(SignedHead head) -> head.write(out.u8(3));
        }
        return out.bytes();
    }

    static Optional<PouchItem> decode(Bytes encoded) {
        return CanonicalReader.whole(encoded, PouchItem::read);
    }

    private static PouchItem read(CanonicalReader in) throws Malformed {
        return switch (in.u8()) {
            case 1 -> {
                LogId log = new LogId(in.hash());
                long position = in.u64();
                if (position == 0) {
                    throw new Malformed("the first entry stands at 1");
                }
                yield new Placed(log, position, in.field(SizeClass.MOST_BYTES));
            }
            case 2 ->
                new Unplaced(new LogId(in.hash()), in.optional(CanonicalReader::head), in.field(SizeClass.MOST_BYTES));
            case 3 -> new Signed(SignedHead.read(in));
            default -> throw new Malformed("unknown kind of item");
        };
    }
}
