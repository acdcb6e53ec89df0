package parley.protocol.seat;

import java.util.OptionalLong;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Head;
import parley.base.Malformed;
import parley.base.Secret;
import parley.protocol.entry.Part;
import parley.protocol.entry.SizeClass;

/**
 * The one entry of ours in a room that is sealed and not yet read back: after a crash these very bytes go again
 * (protocol.md, "Appending").
 *
 * @param key zeros for cover, whose key nobody keeps
 * @param ticket empty for epoch and cover entries
 * @param sending its number in the outbox; {@link #WAITS} until its slot in a quiet room
 */
record Unplaced(
        int epoch, Bytes entry, Hash hash, Head base, Secret key, Part part, OptionalLong ticket, long sending) {
    /** No outbox counts so far. */
    static final long WAITS = Long.MAX_VALUE;

    void write(CanonicalWriter out) {
        out.u32(epoch).field(entry).hash(hash).head(base).secret(key);
        part.write(out);
        out.u64(ticket.isPresent() ? ticket.getAsLong() + 1 : 0).u64(sending);
    }

    static Unplaced read(CanonicalReader in) throws Malformed {
        int epoch = in.u32();
        Bytes entry = in.field(SizeClass.MOST_BYTES);
        Hash hash = in.hash();
        Head base = in.head();
        Secret key = in.secret(Desk.SECRET);
        Part part = Part.read(in, SizeClass.MOST_BYTES);
        long ticket = in.u64();
        return new Unplaced(
                epoch,
                entry,
                hash,
                base,
                key,
                part,
                ticket == 0 ? OptionalLong.empty() : OptionalLong.of(ticket - 1),
                in.u64());
    }

    Unplaced resent(long number) {
        return new Unplaced(epoch, entry, hash, base, key, part, ticket, number);
    }
}
