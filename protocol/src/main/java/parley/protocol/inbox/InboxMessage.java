package parley.protocol.inbox;

import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.Principal;
import parley.base.RoomId;
import parley.base.Secret;
import parley.protocol.identity.InboxAddress;
import parley.protocol.port.RelayAddress;
import parley.protocol.port.SignedHead;
import parley.protocol.room.Card;
import parley.protocol.room.EpochSecrets;
import parley.protocol.room.Founding;
import parley.protocol.room.Opening;
import parley.protocol.room.Plan;

/**
 * What one node says to another beside the rooms' logs, inside a session and so authenticated but proven to nobody else.
 *
 * <p>Every room message names its room; a receiver checks that the sender is in that room's roster before it acts.
 * Positions are those of one epoch's log. {@code docs/protocol.md}, "Inbox messages". Bytes: {@link InboxCodec}.
 */
public sealed interface InboxMessage {
    // ---- Meeting -------------------------------------------------------------------------------------------------

    /** The inviter read the answer: with this the answerer knows that the session counts. */
    record PairingAcknowledged(Hash invitation) implements InboxMessage {}

    /** Over the inbox channel: from now on reach me here. */
    record InboxChanged(InboxAddress inbox) implements InboxMessage {}

    /**
     * First message of a room channel's session; binds the sender's room key to it.
     *
     * @param card H of the sender's card
     */
    record Hello(RoomId room, Hash card) implements InboxMessage {}

    // ---- Founding ------------------------------------------------------------------------------------------------

    /**
     * A founder asks for consent.
     *
     * @param members whom the plan names, in its order, as the founder knows them: for people to look at
     */
    record RoomAsked(Plan plan, List<Principal> members) implements InboxMessage {
        public RoomAsked {
            members = List.copyOf(members);
        }
    }

    /** Yes, and here is my card. */
    record RoomConsented(RoomId room, Hash plan, Card card) implements InboxMessage {}

    record RoomDeclined(RoomId room, Hash plan) implements InboxMessage {}

    record FoundingSent(Founding founding) implements InboxMessage {}

    /** I hold this founding, and my card is in it unchanged. */
    record Join(RoomId room, Hash founding) implements InboxMessage {}

    // ---- Reading -------------------------------------------------------------------------------------------------

    /**
     * I can't open the entry at this place.
     *
     * @param entry H(entry), so that an answer means the same entry
     */
    record Want(RoomId room, int epoch, long position, Hash entry) implements InboxMessage {}

    /** K of an entry. The commitment settles whether it is. */
    record KeyGiven(RoomId room, int epoch, long position, Hash entry, Secret key) implements InboxMessage {}

    /**
     * I folded this epoch through this head. A claim, unless the relay's signature shows another history.
     *
     * @param evidence the relay's signed head that the folded one lies on, where it is at the same position
     */
    record ReceiptSent(RoomId room, int epoch, Head folded, Optional<SignedHead> evidence) implements InboxMessage {}

    /** The relay signed this; compare it with your chain. */
    record HeadShown(RoomId room, int epoch, SignedHead head) implements InboxMessage {}

    // ---- Epochs --------------------------------------------------------------------------------------------------

    /**
     * A member asks one who is not in the room for a card, to propose its admission or renewal.
     *
     * @param relay of the room's log: the card's inbox is to be there, where every member is; empty from a node of before this
     *     was said, which means the asked one's relay of the table
     */
    record CardAsked(
            RoomId room, String name, Bytes terms, int seats, Optional<RelayAddress> relay, List<Principal> members)
            implements InboxMessage {
        /** A room has few members; a newcomer is shown all of them before it gives a card. */
        public CardAsked {
            members = List.copyOf(members);
        }
    }

    record CardGiven(RoomId room, Card card) implements InboxMessage {}

    record CardDeclined(RoomId room) implements InboxMessage {}

    /** To a leaver: the epoch ended here, and you are no longer in the room. */
    record Ended(RoomId room, int epoch, Head end) implements InboxMessage {}

    /** I folded the end of this epoch and go on from this opening. */
    record EpochReported(RoomId room, int epoch, Head end, Hash nextOpening) implements InboxMessage {}

    /**
     * What a newcomer begins from.
     *
     * @param state the fold's encoding at the opening, checked against elders' digests
     * @param cards of the whole roster, in its order
     * @param plan the room's, as founded: seats and rules
     */
    record OpeningSent(Opening opening, EpochSecrets secrets, Plan plan, Bytes state, List<Card> cards)
            implements InboxMessage {
        public OpeningSent {
            cards = List.copyOf(cards);
        }
    }

    /** An elder tells a newcomer what its own fold came to at the opening. */
    record StateVouched(RoomId room, Hash opening, Hash digest, int foldVersion) implements InboxMessage {}

    // ---- Grants --------------------------------------------------------------------------------------------------

    /**
     * Earlier entries for a newcomer, tied to where its own chain begins.
     *
     * @param openings from the newcomer's own back to the range's, each naming the one before by hash
     * @param base the head right before the first entry given
     * @param entries in log order from there
     * @param beyond H(entry) of every entry after the range, to the end of that log
     */
    record GrantGiven(
            RoomId room,
            List<Opening> openings,
            Head base,
            List<GrantedEntry> entries,
            List<Hash> beyond,
            List<Card> cards)
            implements InboxMessage {
        public GrantGiven {
            openings = List.copyOf(openings);
            entries = List.copyOf(entries);
            beyond = List.copyOf(beyond);
            cards = List.copyOf(cards);
        }
    }

    /**
     * One entry with the keys of this one only; never the header key.
     *
     * @param sealKey opens its seal
     * @param key K; empty for entries that nobody opens (cover, refused)
     */
    record GrantedEntry(Bytes bytes, Secret sealKey, Optional<Secret> key) {}
}
