package parley.node.api;

import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.base.Role;
import parley.base.RoomId;
import parley.node.desk.Changes;
import parley.node.desk.Conveying;
import parley.node.desk.Messages;
import parley.node.desk.RoomRef;
import parley.protocol.port.RelayAddress;
import parley.talks.message.Direction;
import parley.talks.message.MessageKind;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;

/** Bodies that routes take, one record each, as {@code openapi.json} describes them; every property must be there. */
public final class Inputs {
    private Inputs() {}

    public record OpenTable(String coverName, String ownName, Role ownRole, RelayAddress relay) {}

    public record CoverName(String coverName) {}

    /** @param validDays 1 to 60 */
    public record Invite(String theirName, Role theirRole, int validDays) {}

    public record InvitationFile(Bytes file) {}

    public record Collect(List<String> words, RelayAddress relay) {}

    public record Accept(Bytes file, String coverName) {}

    public record Comparison(boolean same, String how) {}

    public record Reach(String relay) {}

    public record RoomWordsHeard(int epoch, boolean same, String how) {}

    /** @param relay where it shall lie; the table's own when empty */
    public record PlanRoom(
            String name,
            RoomKind kind,
            List<PrincipalId> others,
            int seats,
            Rules rules,
            Optional<RelayAddress> relay) {}

    /** To who asks into a room. */
    public sealed interface AnswerRoom {
        /** @param asking of the condition as it was shown to whoever says yes */
        record Join(Hash asking) implements AnswerRoom {}

        record Decline() implements AnswerRoom {}
    }

    /** @param mark of the proposal as it was shown to whoever says not now */
    public record SetAside(Hash mark) {}

    public record ReadThrough(long index) {}

    /** Also a draft. */
    public record Message(
            MessageKind kind,
            String text,
            String language,
            Direction direction,
            Optional<Hash> inReplyTo,
            boolean onRecord,
            List<String> attachments) {
        Messages.Outgoing outgoing() {
            return new Messages.Outgoing(kind, text, language, direction, inReplyTo, onRecord, attachments);
        }
    }

    /** @param line index of one's own message, of whose text each passage is a part */
    public record MarkPassages(long line, List<Conveying.Mark> passages) {}

    /** @param reader to whom one's own passage is to be proven */
    public record ProvePassage(PrincipalId reader) {}

    public record PhaseMove(parley.talks.phase.Aim aim) {}

    public record PhaseBack(parley.talks.phase.Phase to) {}

    public record SoundingReply(parley.talks.sounding.SoundingAnswer answer) {}

    public record LateDecision(boolean sayIt) {}

    public record BeginUpload(String name, long size) {}

    public record Wished(Changes.Wish wish, String note) {}

    public record MovePlanned(RelayAddress to) {}

    /** @param rooms in which of the table's */
    public record MoveWished(RelayAddress to, List<RoomId> rooms, String note) {
        public MoveWished {
            rooms = List.copyOf(rooms);
        }
    }

    /** @param rooms where to look; all when empty */
    public record Search(String words, List<RoomRef> rooms) {}

    /** @param notice as the list of them gave it */
    public record Acknowledge(parley.node.desk.Notice notice) {}

    /** @param shown the date of the device, as {@code GET /api/v1/clock} gave it */
    public record ClockRight(java.time.Instant shown) {}

    /** @param damaged how many damaged parts {@code GET /api/v1/lost} told of */
    public record GiveUp(long damaged) {}

    /** As {@link parley.node.desk.Keeping.Settings}, times in seconds. */
    public record Settings(
            String language,
            boolean ownNumerals,
            long idleLockSeconds,
            long graceSeconds,
            Optional<parley.node.desk.Keeping.Proxy> proxy,
            boolean notifyReading) {}
}
