package parley.protocol.inbox;

import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Principal;
import parley.base.RoomId;
import parley.base.Secret;
import parley.protocol.crypto.Aead;
import parley.protocol.entry.SizeClass;
import parley.protocol.identity.InboxAddress;
import parley.protocol.inbox.InboxMessage.*;
import parley.protocol.port.RelayAddress;
import parley.protocol.port.SignedHead;
import parley.protocol.room.Card;
import parley.protocol.room.EpochSecrets;
import parley.protocol.room.Founding;
import parley.protocol.room.Opening;
import parley.protocol.room.Plan;

/**
 * The bytes of {@link InboxMessage}s: a version, a number for the kind, its fields; strict and bounded.
 *
 * <p>Numbers are part of the format: add at the end, never reuse one. Unknown numbers are malformed.
 */
public final class InboxCodec {
    /** A newcomer's package: thirty cards of 8 KiB and a state of hashes; {@code Part.MOST_PARTS} pieces carry it. */
    public static final int MOST_BYTES = 2 * 1024 * 1024;
    /** The fold's encoding of a room's state inside a package. */
    public static final int MOST_STATE = MOST_BYTES - 512 * 1024;
    /** Entries in one grant message; a longer range goes in several. */
    public static final int MOST_GRANTED = 64;
    /** An epoch is refreshed after 5,000 entries; hostile members may add some before it is. */
    public static final int MOST_BEYOND = 20_000;
    /** Openings back to the range: a grant reaches this many epochs. */
    public static final int MOST_OPENINGS = 128;

    private static final int VERSION = 1;
    private static final int KEY = 32;

    private InboxCodec() {}

    public static Bytes encode(InboxMessage message) {
        CanonicalWriter out = new CanonicalWriter().u8(VERSION);
        switch (message) {
            case PairingAcknowledged(Hash invitation) -> out.u8(1).hash(invitation);
            case InboxChanged(InboxAddress inbox) -> inbox.write(out.u8(2));
            case Hello(RoomId room, Hash card) -> of(out, 3, room).hash(card);
            case RoomAsked(Plan plan, List<Principal> members) -> {
                plan.write(out.u8(4));
                out.list(members, (w, principal) -> principal.write(w));
            }
            case RoomConsented(RoomId room, Hash plan, Card card) ->
                card.write(of(out, 5, room).hash(plan));
            case RoomDeclined(RoomId room, Hash plan) -> of(out, 6, room).hash(plan);
            case FoundingSent(Founding founding) -> founding.write(out.u8(7));
            case Join(RoomId room, Hash founding) -> of(out, 8, room).hash(founding);
            case Want want -> place(of(out, 9, want.room()), want.epoch(), want.position(), want.entry());
            case KeyGiven given ->
                place(of(out, 10, given.room()), given.epoch(), given.position(), given.entry())
                        .secret(given.key());
            case ReceiptSent sent ->
                of(out, 11, sent.room())
                        .u32(sent.epoch())
                        .head(sent.folded())
                        .optional(sent.evidence(), (w, head) -> head.write(w));
            case HeadShown shown -> shown.head().write(of(out, 12, shown.room()).u32(shown.epoch()));
            case CardAsked asked -> cardAsked(of(out, asked.relay().isPresent() ? 21 : 13, asked.room()), asked);
            case CardGiven(RoomId room, Card card) -> card.write(of(out, 14, room));
            case CardDeclined(RoomId room) -> of(out, 15, room);
            case Ended ended -> of(out, 16, ended.room()).u32(ended.epoch()).head(ended.end());
            case EpochReported reported ->
                of(out, 17, reported.room())
                        .u32(reported.epoch())
                        .head(reported.end())
                        .hash(reported.nextOpening());
            case OpeningSent sent -> opening(out.u8(18), sent);
            case StateVouched vouched ->
                of(out, 19, vouched.room())
                        .hash(vouched.opening())
                        .hash(vouched.digest())
                        .u32(vouched.foldVersion());
            case GrantGiven given -> grant(of(out, 20, given.room()), given);
        }
        return out.bytes();
    }

    /** Empty for anything that isn't the one encoding of a message. */
    public static Optional<InboxMessage> decode(Bytes encoded) {
        return encoded.size() > MOST_BYTES ? Optional.empty() : CanonicalReader.whole(encoded, InboxCodec::read);
    }

    private static InboxMessage read(CanonicalReader in) throws Malformed {
        in.version(VERSION);
        return switch (in.u8()) {
            case 1 -> new PairingAcknowledged(in.hash());
            case 2 -> new InboxChanged(InboxAddress.read(in));
            case 3 -> new Hello(room(in), in.hash());
            case 4 -> new RoomAsked(Plan.read(in), in.list(SizeClass.MOST_SEATS, Principal::read));
            case 5 -> new RoomConsented(room(in), in.hash(), Card.read(in));
            case 6 -> new RoomDeclined(room(in), in.hash());
            case 7 -> new FoundingSent(Founding.read(in));
            case 8 -> new Join(room(in), in.hash());
            case 9 -> new Want(room(in), in.u32(), in.u64(), in.hash());
            case 10 -> new KeyGiven(room(in), in.u32(), in.u64(), in.hash(), in.secret(KEY));
            case 11 -> new ReceiptSent(room(in), in.u32(), in.head(), in.optional(SignedHead::read));
            case 12 -> new HeadShown(room(in), in.u32(), SignedHead.read(in));
            case 13 -> cardAsked(in, false);
            case 14 -> new CardGiven(room(in), Card.read(in));
            case 15 -> new CardDeclined(room(in));
            case 16 -> new Ended(room(in), in.u32(), in.head());
            case 17 -> new EpochReported(room(in), in.u32(), in.head(), in.hash());
            case 18 ->
                new OpeningSent(
                        Opening.read(in),
                        EpochSecrets.read(in),
                        Plan.read(in),
                        in.field(MOST_STATE),
                        in.list(SizeClass.MOST_SEATS, Card::read));
            case 19 -> new StateVouched(room(in), in.hash(), in.hash(), in.u32());
            case 20 ->
                new GrantGiven(
                        room(in),
                        in.list(MOST_OPENINGS, Opening::read),
                        in.head(),
                        in.list(MOST_GRANTED, InboxCodec::granted),
                        in.list(MOST_BEYOND, CanonicalReader::hash),
                        in.list(SizeClass.MOST_SEATS, Card::read));
            case 21 -> cardAsked(in, true);
            default -> throw new Malformed("unknown kind of message");
        };
    }

    private static CanonicalWriter of(CanonicalWriter out, int kind, RoomId room) {
        return out.u8(kind).hash(room.hash());
    }

    private static RoomId room(CanonicalReader in) throws Malformed {
        return new RoomId(in.hash());
    }

    private static CanonicalWriter place(CanonicalWriter out, int epoch, long position, Hash entry) {
        return out.u32(epoch).u64(position).hash(entry);
    }

    private static void cardAsked(CanonicalWriter out, CardAsked asked) {
        out.text(asked.name()).field(asked.terms()).u8(asked.seats());
        asked.relay().ifPresent(relay -> relay.write(out));
        out.list(asked.members(), (w, principal) -> principal.write(w));
    }

    private static CardAsked cardAsked(CanonicalReader in, boolean saysWhere) throws Malformed {
        return new CardAsked(
                room(in),
                in.text(Plan.MOST_NAME_BYTES),
                in.field(Plan.MOST_RULES_BYTES),
                in.u8(),
                saysWhere ? Optional.of(RelayAddress.read(in)) : Optional.empty(),
                in.list(SizeClass.MOST_SEATS, Principal::read));
    }

    private static void opening(CanonicalWriter out, OpeningSent sent) {
        sent.opening().write(out);
        sent.secrets().write(out);
        sent.plan().write(out);
        out.field(sent.state()).list(sent.cards(), (w, card) -> card.write(w));
    }

    private static void grant(CanonicalWriter out, GrantGiven given) {
        out.list(given.openings(), (w, opening) -> opening.write(w)).head(given.base());
        out.list(given.entries(), InboxCodec::writeGranted).list(given.beyond(), CanonicalWriter::hash);
        out.list(given.cards(), (w, card) -> card.write(w));
    }

    private static void writeGranted(CanonicalWriter out, GrantedEntry entry) {
        out.field(entry.bytes()).secret(entry.sealKey()).optional(entry.key(), CanonicalWriter::secret);
    }

    private static GrantedEntry granted(CanonicalReader in) throws Malformed {
        Bytes bytes = in.field(SizeClass.MOST_BYTES);
        Secret sealKey = in.secret(Aead.MATERIAL);
        return new GrantedEntry(bytes, sealKey, in.optional(r -> r.secret(KEY)));
    }
}
