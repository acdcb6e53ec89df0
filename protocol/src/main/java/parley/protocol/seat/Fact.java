package parley.protocol.seat;

import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.RoomId;
import parley.protocol.port.RelayAddress;
import parley.protocol.port.RoomFold;

/** What a {@link Seat} found to be so, told once, in the transaction that made it durable. */
public sealed interface Fact {
    /**
     * The peer is known, unverified.
     *
     * @param invitation ours that was used by it; empty where we took one of theirs
     */
    record Paired(Principal peer, Optional<Hash> invitation) implements Fact {}

    /** A second answer came to an invitation that was already used: somebody else holds a copy of it. */
    record AnsweredTwice(Hash invitation) implements Fact {}

    /** An answer to an invitation of ours let nobody in: whoever answered waits, and an invitation that was used up is of no use to anybody else. */
    record AnsweredInVain(Hash invitation, InVain why) implements Fact {}

    /** A member's node folds by another version of the rules: states are not compared with it. */
    record OtherVersion(RoomId room, PrincipalId member) implements Fact {}

    /** A peer came back under other keys than it had: nothing that was compared before says anything of them. */
    record KeysRenewed(Principal peer) implements Fact {}

    /**
     * A peer is to be reached at a relay to which no person here said yes: nothing goes there.
     *
     * @param settled that is over: it is reached where it wants to be
     */
    record InboxElsewhere(PrincipalId peer, RelayAddress relay, boolean settled) implements Fact {}

    /**
     * A relay signed that it can no longer give so many letters of an inbox of ours, which we hadn't read: they rotted there. Of whom they
     * were and what they said nobody can tell; most are made up for by the next.
     */
    record MailLost(RelayAddress relay, long letters) implements Fact {}

    /** A peer's comparison state changed. */
    record StandingChanged(PrincipalId peer, Comparison now) implements Fact {}

    /**
     * We are asked to join a room, by its founder or, into a standing room, by a member (then {@code plan} names the present
     * members and us last, and its rules are what the asker says of them: the room's own come with it); a person answers by {@link Seat#consent} or {@link Seat#decline}. Only a consent sends our card.
     *
     * @param founder who asks
     * @param founding whether the room is still to be founded, by who asks
     */
    record AskedToJoin(RoomId room, RoomPlan plan, PrincipalId founder, List<Principal> members, boolean founding)
            implements Fact {
        public AskedToJoin {
            members = List.copyOf(members);
        }
    }

    /** A principal whom we asked to join declined. */
    record Declined(RoomId room, PrincipalId member) implements Fact {}

    /** The card of someone who shall be admitted or renewed is here: {@link Seat#change} gives the change now. */
    record CardReady(RoomId room, PrincipalId subject) implements Fact {}

    /** The founding stands and our card is in it unchanged; the room can be read and written. */
    record RoomOpened(RoomId room) implements Fact {}

    /** A member's node said that it holds the same founding. */
    record Joined(RoomId room, PrincipalId member) implements Fact {}

    /** A member's node proved that it holds its room key: from here on nobody else can have written in its name. */
    record KeyConfirmed(RoomId room, PrincipalId member) implements Fact {}

    /** An event of ours was sealed: it can't be taken back any more. */
    record Sealed(RoomId room, long ticket) implements Fact {}

    /**
     * An entry was folded at its place, ours included: now it is said.
     *
     * @param ticket ours, when this node wrote it and still knows
     */
    record Folded(
            RoomFold.Said said,
            RoomId room,
            RoomFold.State after,
            Head head,
            java.util.OptionalLong ticket,
            boolean confirmed)
            implements Fact {}

    /** An entry at this position was refused; it says nothing to anybody. */
    record EntryRefused(RoomId room, int epoch, long logPosition, Verdict verdict) implements Fact {}

    /**
     * The fold of this node waits for the key of an entry, at this position of its epoch's log and of the room; others don't wait.
     * {@code resolved} when it came.
     */
    record Waiting(RoomId room, int epoch, long logPosition, long position, PrincipalId author, boolean resolved)
            implements Fact {}

    /** A new epoch began; {@code roster} writes and reads from here. */
    record EpochBegan(RoomId room, int epoch, RoomFold.ChangeKind why, PrincipalId subject, List<Principal> roster)
            implements Fact {}

    /** We are no longer a member, from this head on. */
    record Removed(RoomId room, Head end) implements Fact {}

    /** A sealed event was late and would now go to readers its author hadn't in view: a person decides. */
    record AskAgain(RoomId room, long ticket, Bytes event) implements Fact {}

    /**
     * This node won't say an event of ours any more: the room was left, or the node came back renewed. What it had sealed before a renewal
     * may have got its place all the same, and this node can't know.
     */
    record NotSaid(RoomId room, long ticket) implements Fact {}

    /** A member says that it has folded through this position. A claim, not a proof. */
    record Receipt(RoomId room, PrincipalId member, long position) implements Fact {}

    /** Entries from before our admission were granted and checked. */
    record Granted(RoomId room, long position, PrincipalId author, Bytes event) implements Fact {}

    /** The relay said that this epoch's log is gone: all members released it, or it was kept no longer. What we hadn't read of it is lost to us. */
    record LogGone(RoomId room, int epoch) implements Fact {}

    /**
     * The relay lost what stood from this position of the room on, and this node has erased it, so it can't give it back. Nothing more gets its
     * place in the room while that is so, the room's move to another relay included. {@code resolved} when the relay has it all again: a member
     * still held it.
     */
    record BeginningLost(RoomId room, int epoch, long position, boolean resolved) implements Fact {}

    /**
     * Something that people must look at.
     *
     * @param shown what showed it
     * @param logPosition where, in its epoch's log; 0 where it is of no place
     * @param position the same, counted through all epochs
     * @param proof what the relay signed; {@code parley verify} can check it of {@link AlarmKind#RELAY_TWO_HEADS}
     */
    record Alarm(
            AlarmKind kind,
            RoomId room,
            Optional<PrincipalId> member,
            Source shown,
            long logPosition,
            long position,
            Bytes proof)
            implements Fact {
        static Alarm ofNoPlace(AlarmKind kind, RoomId room, Optional<PrincipalId> member) {
            return new Alarm(kind, room, member, Source.LOG, 0, 0, Bytes.EMPTY);
        }
    }

    /** What showed that something is wrong: its sentence must not speak of an entry where there is none. */
    enum Source {
        LOG,
        /** A member's word of how far it has folded. */
        RECEIPT,
        GRANT,
        /** What a member says of the beginning that we were given when we came in. */
        ENTERING
    }

    /** From now on this node reads there and seals nothing. */
    record Frozen(RoomId room, Freeze why) implements Fact {}

    /** Why a room is frozen: after {@link #HISTORIES} people found another one, after the others this node is to be renewed. */
    enum Freeze {
        /** An entry of ours stands in the log that this vault lacks. */
        CLONE,
        HISTORIES,
        /** We asked for it; the others are to take us back. */
        RENEWAL,
        /** The vault was made from a backup. */
        RESTORED,
        /** The vault is not the last one that was written. */
        PUT_BACK
    }

    /** How well we know that a peer is who it says. */
    sealed interface Comparison {
        record Unverified() implements Comparison {}

        record VouchedFor(PrincipalId by) implements Comparison {}

        record Compared(java.time.Instant when, String how) implements Comparison {}

        /** The codes differed: nothing is sent to this peer. */
        record Differed(java.time.Instant when) implements Comparison {}
    }

    /** Why an answer let nobody in. */
    enum InVain {
        LATE,
        /** Another role than the invited one, a name that can't be, or other keys than those of whom it names. The invitation is used up. */
        NOT_ADMISSIBLE
    }

    enum AlarmKind {
        HISTORIES_DIFFER,
        /** Of an epoch that all who stayed have ended alike: the room goes on. */
        PAST_HISTORIES_DIFFER,
        OTHER_HISTORY,
        RELAY_TWO_HEADS,
        CLONED,
        STATE_DIGEST_DIFFERS,
        SLOT_FROM_OTHER_KEY,
        CARD_CHANGED,
        /** Who brings us into a room shows a peer of ours as a later incarnation than we know of it. */
        SHOWN_AS_RENEWED,
        OPENING_DIFFERS,
        /** People read the room words aloud and heard others than this node shows. */
        ROOM_WORDS_DIFFER
    }

    /** What the state machine of {@code docs/protocol.md}, "Verdicts", says of an entry that it refuses. */
    enum Verdict {
        LATE,
        FOREIGN,
        FORGED,
        DUPLICATE,
        CLONED,
        GAP,
        OTHER_HISTORY
    }
}
