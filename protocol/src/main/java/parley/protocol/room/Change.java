package parley.protocol.room;

import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.PrincipalId;
import parley.protocol.port.RelayAddress;
import parley.protocol.port.RoomFold;

/**
 * What a new epoch is to change, as proposals carry it and consents name it by hash.
 *
 * @param opening H(opening) of the epoch that it would end: a change means nothing in another one
 */
public record Change(Hash opening, What what) {
    private static final int VERSION = 1;
    /** A card, and little else. */
    public static final int MOST_BYTES = Card.MOST_BYTES + 256;

    /** The kinds of change. */
    public sealed interface What {}

    /** A newcomer with this card joins, last in the roster. */
    public record Admit(Card card) implements What {}

    /** A member leaves. */
    public record Remove(PrincipalId who) implements What {}

    /** A member's node is replaced by its next incarnation, which comes with this card. */
    public record Renew(Card card) implements What {}

    /** Fresh secrets, same roster. */
    public record Refresh() implements What {}

    /** Fresh secrets at another relay, same roster. */
    public record Move(RelayAddress relay) implements What {}

    public RoomFold.ChangeKind kind() {
        return switch (what) {
            case Admit _ -> RoomFold.ChangeKind.ADMIT;
            case Remove _ -> RoomFold.ChangeKind.REMOVE;
            case Renew _ -> RoomFold.ChangeKind.RENEW;
            case Refresh _ -> RoomFold.ChangeKind.REFRESH;
            case Move _ -> RoomFold.ChangeKind.MOVE;
        };
    }

    /** The card of who would come by it, or come back: who consents, consents to the keys on it. */
    public Optional<Card> card() {
        return switch (what) {
            case Admit(Card card) -> Optional.of(card);
            case Renew(Card card) -> Optional.of(card);
            case Remove _ -> Optional.empty();
            case Refresh() -> Optional.empty();
            case Move _ -> Optional.empty();
        };
    }

    /** Names this change: what proposals, consents and the epoch entry's header carry. */
    public Hash hash() {
        return Hash.of("proposal", encoded());
    }

    public Bytes encoded() {
        CanonicalWriter out = new CanonicalWriter();
        out.u8(VERSION).hash(opening);
        switch (what) {
            case Admit(Card card) -> card.write(out.u8(1));
            case Remove(PrincipalId who) -> out.u8(2).hash(who.hash());
            case Renew(Card card) -> card.write(out.u8(3));
            case Refresh() -> out.u8(4);
            case Move(RelayAddress relay) -> relay.write(out.u8(5));
        }
        return out.bytes();
    }

    public static Change read(CanonicalReader in) throws Malformed {
        in.version(VERSION);
        Hash opening = in.hash();
        What what = switch (in.u8()) {
            case 1 -> new Admit(Card.read(in));
            case 2 -> new Remove(new PrincipalId(in.hash()));
            case 3 -> new Renew(Card.read(in));
            case 4 -> new Refresh();
            case 5 -> new Move(RelayAddress.read(in));
            default -> throw new Malformed("unknown kind of change");
        };
        return new Change(opening, what);
    }
}
