package parley.node.desk;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.Ok;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.Role;
import parley.base.RoomId;
import parley.base.TableId;
import parley.protocol.port.RelayAddress;
import parley.protocol.seat.Fact;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;

/** The rooms of a table: planning one, joining one, seeing who reads it. */
public interface Rooms {
    /** Room for so many more than sit down at first, unless somebody says otherwise: entries grow with it. */
    int SPARE_SEATS = 2;

    List<RoomBrief> list(TableId table);

    Optional<RoomView> room(RoomRef room);

    /** Asks others to a new room; it opens when all have consented. */
    Result<RoomRef> plan(TableId table, Wanted wanted);

    /** At the table's own relay. */
    default Result<RoomRef> plan(
            TableId table, String name, RoomKind kind, List<PrincipalId> others, int seats, Rules rules) {
        return plan(table, new Wanted(name, kind, others, seats, rules, Optional.empty()));
    }

    /**
     * A room to be planned.
     *
     * @param name as its members will call it, 1 to 200 bytes of UTF-8; the relay never learns it
     * @param others the members besides this node's principal, elders first
     * @param seats greatest roster size ever, at least the members': fixes the size of every entry, at most 30
     * @param relay where it shall lie, the table's own when empty; another is tried first, and each who is asked is shown it
     */
    record Wanted(
            String name,
            RoomKind kind,
            List<PrincipalId> others,
            int seats,
            Rules rules,
            Optional<RelayAddress> relay) {}

    /**
     * Says yes to who asks this principal to join.
     *
     * @param asking what a person was shown and says yes to ({@link Condition.Asked#asking}); refused when something else is asked by
     *     now, such as at another relay
     */
    Result<Ok> join(RoomRef room, Hash asking);

    /** Says no to who asks this principal to join, whatever is asked by now; where nobody waits for an answer, nobody is told. */
    Result<Ok> decline(RoomRef room);

    /**
     * Records what all who sit here found when they read {@link RoomView#words} aloud. The same: all members are compared.
     * Others: nothing is sent to any member before codes are compared with it.
     *
     * @param epoch whose words were read; refused when another has begun since
     * @param how in person, by telephone, …; 1 to 200 bytes of UTF-8, stays on this node
     */
    Result<Ok> compared(RoomRef room, int epoch, boolean same, String how);

    /**
     * A file that proves to anyone that the relay signed two histories of this room's log, for {@code parley verify}. It names
     * the log by its random id and holds hashes, nothing of the talk. Refused when this node holds no such proof.
     */
    Result<Bytes> relayFault(RoomRef room);

    /** Marks lines up to {@code index} inclusive as read by the person; on this node only. */
    Result<Ok> read(RoomRef room, long index);

    /**
     * A room as lists show it.
     *
     * @param unread lines of others since the last that was read here
     * @param last when a line last arrived at this node
     */
    record RoomBrief(
            RoomRef ref,
            String name,
            RoomKind kind,
            Condition condition,
            long unread,
            Optional<Instant> last,
            boolean grave) {}

    /**
     * A room as its page shows it.
     *
     * @param members the present roster in its order, oneself included
     * @param outside principals of the table, known to this node, who can't read this room
     * @param words twelve words of the founding or the present opening: read aloud once among all, they replace comparing pairs
     * @param head position and chain hash of the present epoch's log as folded here
     * @param position folded through, over all epochs
     * @param staleSince present when the room's relay has been silent since; the beginning of 1970 when it never answered
     * @param takesNothingSince present when the room's relay answers and has declined all that was sent to this room since
     * @param relay at which the room is now; rooms can move
     * @param otherKey whether who answers there holds another key than the address names
     * @param waiting an entry whose key hasn't come: this node's view stands before it
     * @param lines how many lines there are
     * @param unknown entries of a later version that this node keeps but doesn't understand
     */
    record RoomView(
            RoomRef ref,
            String name,
            RoomKind kind,
            Rules rules,
            Condition condition,
            int epoch,
            long position,
            Head head,
            int seats,
            List<Member> members,
            List<Outsider> outside,
            List<String> words,
            Optional<Instant> staleSince,
            Optional<Instant> takesNothingSince,
            RelayAddress relay,
            boolean otherKey,
            Optional<Waiting> waiting,
            List<Notice> notices,
            long lines,
            long unread,
            OptionalLong readThrough,
            long unknown,
            Instant since) {
        public RoomView {
            members = List.copyOf(members);
            outside = List.copyOf(outside);
            words = List.copyOf(words);
            notices = List.copyOf(notices);
        }

        public RoomId id() {
            return ref.room();
        }

        /** What somebody is called who sits here, or whom this node knows at the table; empty for others. */
        public Optional<String> nameOf(PrincipalId who) {
            return Stream.concat(
                            members.stream().filter(one -> one.id().equals(who)).map(Member::name),
                            outside.stream().filter(one -> one.id().equals(who)).map(Outsider::name))
                    .findFirst();
        }

        /** The last place before the present epoch: up to there a grant lets a newcomer read. Later entries all members read. */
        public long earlier() {
            return position - head.position();
        }
    }

    /** Whether a room can be written in. */
    sealed interface Condition {
        /** Others are being asked; {@code missing} haven't answered yet. */
        record Forming(List<PrincipalId> missing) implements Condition {
            public Forming {
                missing = List.copyOf(missing);
            }
        }

        /**
         * Somebody asks this principal to join; {@link Rooms#join}, {@link Rooms#decline}.
         *
         * @param asking names all that is shown of it: who asks, the room's name and Rules, who would read there, its seats and its relay
         * @param waits whether an answer would reach anybody: after a restore none does until somebody asks again
         */
        record Asked(PrincipalId founder, String founderName, Hash asking, boolean waits) implements Condition {}

        record Open() implements Condition {}

        /**
         * Reads, seals nothing.
         *
         * @param why empty where this device holds the record of a room and nothing that tells more, as after a restore
         */
        record Frozen(Optional<Fact.Freeze> why) implements Condition {
            /** The key of what the catalogues say of it: what happened, what is safe and what to do. */
            public Optional<String> words() {
                return why.map(Frozen::words);
            }

            public static String words(Fact.Freeze why) {
                return "room.frozen-" + why.name().toLowerCase(Locale.ROOT).replace('_', '-');
            }
        }

        /** This principal is not a member any more; its own record stays. */
        record Left(Instant when) implements Condition {}

        /** This principal declined, or the founder gave up. */
        record Declined() implements Condition {}
    }

    /**
     * A member.
     *
     * @param confirmed whether its node has proven to hold the room key of its card; before that, no on-record act counts
     * @param readThrough position that its node says it has folded; empty when the Rules show no receipts or none came
     * @param awaySince in a quiet room, since when its node keeps no slots, as far as this one has seen since it was started
     */
    record Member(
            PrincipalId id,
            String name,
            Role role,
            int incarnation,
            boolean self,
            People.Standing standing,
            boolean confirmed,
            OptionalLong readThrough,
            Optional<Instant> awaySince) {}

    /** Somebody at the table who can't read this room. */
    record Outsider(PrincipalId id, String name, Role role) {}

    /** The entry that this node's fold waits for. */
    record Waiting(long position, PrincipalId author, String authorName, Instant since) {}
}
