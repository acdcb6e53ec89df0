package parley.protocol.entry;

import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Head;
import parley.base.Malformed;
import parley.base.PrincipalId;
import parley.base.RoomId;
import parley.base.TableId;

/**
 * What an entry says of itself, inside the seal; always {@code 357} bytes.
 *
 * @param opening H(opening) of this epoch
 * @param seq this member's entries in this log, counted from 0
 * @param prevOwn H of this member's previous entry in this log; {@link #NO_PREVIOUS} when {@code seq} is 0
 * @param base a head of this log that the author had folded or read when it sealed
 * @param state what the author's fold came to, a claim
 * @param commit commits to K: 32 further bytes of the body's key derivation
 * @param bodyHash {@code H("body", body)}
 */
public record Header(
        TableId table,
        RoomId room,
        int epoch,
        Hash opening,
        PrincipalId author,
        int incarnation,
        long seq,
        Hash prevOwn,
        Head base,
        StateClaim state,
        Kind kind,
        Hash commit,
        Hash bodyHash) {
    /** Stands where there is no previous entry. */
    public static final Hash NO_PREVIOUS = Hash.of("no-previous");

    private static final Hash NOTHING = new Hash(Bytes.wrap(new byte[Hash.SIZE]));
    private static final int TALK = 1;
    private static final int EPOCH = 2;
    private static final int COVER = 3;

    /**
     * The author's state: compared where fold versions are equal, never a verdict.
     *
     * @param through position in this log that was folded, at most the base's
     */
    public record StateClaim(long through, Hash digest, int foldVersion) {}

    /** What an entry is for. */
    public sealed interface Kind {}

    /** Its body is an event, or a part of one. */
    public record Talk() implements Kind {}

    /** Its body holds the next epoch's secrets; it counts when the fold before it ratified this proposal. */
    public record Epoch(Hash proposal) implements Kind {}

    /** It says nothing: no slots, nobody opens it. */
    public record Cover() implements Kind {}

    public Bytes encoded() {
        CanonicalWriter out = new CanonicalWriter();
        write(out);
        return out.bytes();
    }

    void write(CanonicalWriter out) {
        out.hash(table.hash()).hash(room.hash()).u32(epoch).hash(opening);
        out.hash(author.hash()).u32(incarnation).u64(seq).hash(prevOwn).head(base);
        out.u64(state.through()).hash(state.digest()).u32(state.foldVersion());
        switch (kind) {
            case Talk() -> out.u8(TALK).hash(NOTHING);
            case Epoch(Hash proposal) -> out.u8(EPOCH).hash(proposal);
            case Cover() -> out.u8(COVER).hash(NOTHING);
        }
        out.hash(commit).hash(bodyHash);
    }

    static Header read(CanonicalReader in) throws Malformed {
        return new Header(
                new TableId(in.hash()),
                new RoomId(in.hash()),
                in.u32(),
                in.hash(),
                new PrincipalId(in.hash()),
                in.u32(),
                in.u64(),
                in.hash(),
                in.head(),
                new StateClaim(in.u64(), in.hash(), in.u32()),
                readKind(in),
                in.hash(),
                in.hash());
    }

    private static Kind readKind(CanonicalReader in) throws Malformed {
        int code = in.u8();
        Hash proposal = in.hash();
        if (code == EPOCH) {
            return new Epoch(proposal);
        }
        if (!proposal.equals(NOTHING)) {
            throw new Malformed("a proposal where none belongs");
        }
        return switch (code) {
            case TALK -> new Talk();
            case COVER -> new Cover();
            default -> throw new Malformed("unknown kind of entry");
        };
    }
}
