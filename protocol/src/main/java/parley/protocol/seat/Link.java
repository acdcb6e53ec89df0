package parley.protocol.seat;

import java.time.Instant;
import java.util.Optional;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Malformed;
import parley.base.PrincipalId;

/** What stands between us and one other member of a room. Changed only through its room, which saves it. */
final class Link {
    /** In one byte, of which a vault of before doubts has the first bit alone. */
    private static final int CONFIRMED = 1;

    private static final int DOUBT_AT = 1;

    final PrincipalId member;
    final int incarnation;
    /** We were there first, so our node begins the session (protocol.md, "Sessions"). */
    final boolean weBegin;
    /** When our latest hello went; empty where the other's was heard and waits for our answer. */
    Optional<Instant> helloAt = Optional.empty();
    /** Its hello named its card, or a slot of it opened: its room key is its own (protocol.md, "Folding"). */
    boolean confirmed;
    /** Whether it greeted under another card than the roster's. */
    CardDoubt doubt = CardDoubt.NONE;
    /** Its node said that it holds the same founding. */
    boolean joined;
    /** Folded through this position of the room, as it claims. */
    long folded;

    /** Of a member whose keys in this room are not those of its card. */
    enum CardDoubt {
        NONE(0),
        /** Nothing is sealed to it until people have compared. */
        HELD(1),
        /** People have compared since: what was told is told. */
        COMPARED(2);

        private final int code;

        CardDoubt(int code) {
            this.code = code;
        }

        private static CardDoubt ofCode(int code) throws Malformed {
            return switch (code) {
                case 0 -> NONE;
                case 1 -> HELD;
                case 2 -> COMPARED;
                default -> throw new Malformed("no doubt of a card");
            };
        }
    }

    Link(PrincipalId member, int incarnation, boolean weBegin) {
        this.member = member;
        this.incarnation = incarnation;
        this.weBegin = weBegin;
    }

    boolean held() {
        return doubt == CardDoubt.HELD;
    }

    void write(CanonicalWriter out) {
        out.hash(member.hash()).u32(incarnation).bool(weBegin);
        Kept.optional(out, helloAt, (w, at) -> w.u64(at.toEpochMilli()));
        out.u8((confirmed ? CONFIRMED : 0) | doubt.code << DOUBT_AT)
                .bool(joined)
                .u64(folded);
    }

    static Link read(CanonicalReader in) throws Malformed {
        Link link = new Link(new PrincipalId(in.hash()), in.u32(), in.bool());
        link.helloAt = Kept.optional(in, r -> Instant.ofEpochMilli(r.u64()));
        int card = in.u8();
        link.confirmed = (card & CONFIRMED) != 0;
        link.doubt = CardDoubt.ofCode(card >> DOUBT_AT);
        link.joined = in.bool();
        link.folded = in.u64();
        return link;
    }
}
