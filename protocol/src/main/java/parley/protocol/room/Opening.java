package parley.protocol.room;

import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Head;
import parley.base.Malformed;
import parley.base.RoomId;
import parley.base.TableId;
import parley.protocol.port.LogRef;

/**
 * What one epoch begins from. Every header carries its hash, so that a fork before an end shows at the first entry after.
 *
 * <p>Every node that folded the end makes it from its own fold; a newcomer gets it and checks it against the room words.
 * Holds no secret. {@code docs/protocol.md}, "Openings".
 *
 * @param epoch from 0
 * @param log where the epoch's entries are
 * @param headerKeyHash names HKe
 * @param before H(opening) of the epoch before; of epoch 0 H(founding)
 * @param end head of the log before at the epoch entry that counted; of epoch 0 {@link #NO_END}
 * @param behind entries in all earlier logs together, so that positions count through the whole room
 */
public record Opening(
        TableId table,
        RoomId room,
        int epoch,
        LogRef log,
        Hash headerKeyHash,
        Roster roster,
        Hash before,
        Head end,
        long behind) {
    private static final int VERSION = 1;
    /** 5,000 entries or 30 days an epoch: a million epochs is no talk. Bounds what a hostile opening makes others count. */
    public static final int MOST_EPOCH = 1_000_000;
    /** A million epochs of a million entries. Positions are sums of this and a place in a log, so it stays far from 2^63. */
    public static final long MOST_BEHIND = 1_000_000L * 1_000_000L;
    /** What stands before the first log. */
    public static final Head NO_END = new Head(0, Hash.of("no-end"));

    static Opening first(Founding founding) {
        EpochSecrets secrets = founding.secrets();
        return new Opening(
                founding.plan().table(),
                founding.plan().room(),
                0,
                secrets.log(),
                secrets.headerKeyHash(),
                founding.roster(),
                founding.hash(),
                NO_END,
                0);
    }

    /** The opening after this one, whose log ended at {@code end}. */
    public Opening next(EpochSecrets secrets, Roster roster, Head end) {
        return new Opening(
                table,
                room,
                Math.addExact(epoch, 1),
                secrets.log(),
                secrets.headerKeyHash(),
                roster,
                hash(),
                end,
                Math.addExact(behind, end.position()));
    }

    public Hash hash() {
        return Hash.of("opening", encoded());
    }

    public Bytes encoded() {
        CanonicalWriter out = new CanonicalWriter();
        write(out);
        return out.bytes();
    }

    public void write(CanonicalWriter out) {
        out.u8(VERSION).hash(table.hash()).hash(room.hash()).u32(epoch);
        log.write(out);
        out.hash(headerKeyHash);
        roster.write(out);
        out.hash(before).head(end).u64(behind);
    }

    public static Opening read(CanonicalReader in) throws Malformed {
        in.version(VERSION);
        TableId table = new TableId(in.hash());
        RoomId room = new RoomId(in.hash());
        int epoch = in.u32();
        if (epoch > MOST_EPOCH) {
            throw new Malformed("an epoch beyond all talks");
        }
        LogRef log = LogRef.read(in);
        Hash headerKeyHash = in.hash();
        Roster roster = Roster.read(in);
        Hash before = in.hash();
        Head end = in.head();
        long behind = in.u64();
        if (behind > MOST_BEHIND || end.position() > behind) {
            throw new Malformed("more entries than there can be");
        }
        return new Opening(table, room, epoch, log, headerKeyHash, roster, before, end, behind);
    }
}
