package parley.node.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.Role;
import parley.base.TableId;
import parley.protocol.port.Relay;
import parley.protocol.port.RelayAddress;
import parley.protocol.seat.SeatRoom;

/** The tables one sits at, and the ways to one: opening, inviting, accepting. */
public interface Tables {
    /** An invitation that nobody used by then is worthless; a week bridges a courier's journey. */
    Duration INVITATION_VALID = Duration.ofDays(7);

    /** Longest time an invitation may be valid. */
    Duration INVITATION_MOST = Duration.ofDays(60);

    List<TableView> list();

    Optional<TableView> table(TableId table);

    /**
     * Opens a new table; its cover name stays on this node.
     *
     * @param coverName how this node calls the table, 1 to 200 bytes of UTF-8
     * @param ownName how the others will read this principal's name, 1 to 200 bytes of UTF-8
     */
    Result<TableId> open(String coverName, String ownName, Role ownRole, RelayAddress relay);

    /** Changes the cover name on this node. */
    Result<Ok> rename(TableId table, String coverName);

    /**
     * Takes a table off this node and erases all that it holds of it: keys, people, record, files. Nobody is told; to sit down
     * there again takes a new invitation, and gives a new identity. Returns when all is erased.
     */
    Result<Ok> remove(TableId table);

    /** A single-use invitation for one principal, to be carried by hand; its words work once the relay holds it. */
    Result<InvitationOut> invite(TableId table, String theirName, Role theirRole, Duration valid);

    /** Nobody sits down by this invitation any more; refused when it was answered or withdrawn, or its time is over. */
    Result<Ok> withdraw(TableId table, Hash invitation);

    /** Invitations of ours, the newest first. */
    List<InvitationSent> invitations(TableId table);

    /** What an invitation says, to be looked at before accepting; changes nothing. */
    Result<InvitationIn> look(Bytes invitationFile);

    /** Fetches the invitation that twelve words locate; blocks for the relay's answer, at most 30 s. */
    Result<Bytes> collect(List<String> words, RelayAddress relay);

    /** Takes the seat. The pairing stands when the inviter's node has acknowledged. */
    Result<TableId> accept(Bytes invitationFile, String coverName);

    /**
     * A table one sits at.
     *
     * @param relay at which it was opened, or its invitation lay
     * @param relays to which somebody here said yes at this table, by a room, a move or by name: {@code relay} first
     * @param connection how the relay answers
     * @param notices of the table itself; rooms have their own
     * @param renewalNeeded whether this node's seat waits to be renewed after a restore or clone
     * @param renewalAsked the request that the others have, or are to be handed; another one would void it
     * @param keyGroups a hash of one's own keys for statements on the record, grouped as {@link StatementCheck#keyGroups}
     */
    record TableView(
            TableId table,
            String coverName,
            PrincipalId self,
            String ownName,
            Role ownRole,
            RelayAddress relay,
            List<RelayAddress> relays,
            Connection connection,
            int people,
            List<Rooms.RoomBrief> rooms,
            List<Notice> notices,
            boolean renewalNeeded,
            Optional<RenewalAsked> renewalAsked,
            List<String> keyGroups) {
        public TableView {
            relays = List.copyOf(relays);
            keyGroups = List.copyOf(keyGroups);
            rooms = List.copyOf(rooms);
            notices = List.copyOf(notices);
        }
    }

    /** @param since empty where an earlier version asked, which didn't keep when */
    record RenewalAsked(Optional<Instant> since) {
        /** Who hasn't taken it by then takes it no more. */
        public Optional<Instant> until() {
            return since.map(at -> at.plus(SeatRoom.RENEWAL_VALID));
        }
    }

    /**
     * How the relay answers.
     *
     * @param reached whether the last word of the relay is recent; false shows the "stale since" banner
     * @param lastHeard when it last answered, absent when never
     * @param waiting entries of ours that wait to be sent
     * @param otherKey whether who answers at its address holds another key than the address names; then {@code reached} is false
     * @param takesNothingSince present when it answers and has declined, for some minutes, all that was sent to a log there since
     */
    record Connection(
            boolean reached,
            Optional<Instant> lastHeard,
            int waiting,
            boolean otherKey,
            Optional<Instant> takesNothingSince) {}

    /**
     * A new invitation.
     *
     * @param file the invitation's bytes, a secret to be carried by hand; the words are the same secret
     * @param wordsExpire when the words stop working: relays delete what is parked after {@link Relay#PARKED}
     */
    record InvitationOut(Hash id, Bytes file, List<String> words, Instant expires, Instant wordsExpire) {
        public InvitationOut {
            words = List.copyOf(words);
        }
    }

    /**
     * @param used whether it was answered; {@code twice} whether somebody else answered it again
     * @param withdrawn by its maker, or because this node came back renewed
     */
    record InvitationSent(
            Hash id,
            String theirName,
            Role theirRole,
            Instant made,
            Instant expires,
            boolean used,
            boolean twice,
            boolean withdrawn) {
        /** What became of it by then. */
        public State state(Instant now) {
            if (used) {
                return twice ? State.ANSWERED_TWICE : State.ANSWERED;
            }
            if (withdrawn) {
                return State.WITHDRAWN;
            }
            return now.isAfter(expires) ? State.OVER : State.OPEN;
        }

        public enum State {
            /** Somebody may still sit down by it. */
            OPEN,
            /** Nobody answered it in its time. */
            OVER,
            ANSWERED,
            ANSWERED_TWICE,
            WITHDRAWN
        }
    }

    /** What an invitation says of itself; nothing of it is proven before codes are compared. */
    record InvitationIn(
            TableId table,
            String from,
            Role fromRole,
            String yourName,
            Role yourRole,
            RelayAddress relay,
            Instant expires) {}
}
