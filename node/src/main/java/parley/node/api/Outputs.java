package parley.node.api;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.base.TableId;
import parley.node.desk.Attachments;
import parley.node.desk.Changes;
import parley.node.desk.Conveying;
import parley.node.desk.Keeping;
import parley.node.desk.Line;
import parley.node.desk.Messages;
import parley.node.desk.Moving;
import parley.node.desk.Needs;
import parley.node.desk.NodeGate;
import parley.node.desk.Notice;
import parley.node.desk.People;
import parley.node.desk.Questions;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;

/** Answers that are more than one view of the desk, as {@code openapi.json} describes them. */
public final class Outputs {
    private Outputs() {}

    public record Gate(NodeGate.State state) {}

    /** @param waiting files that the relay hasn't all of: they go on once the node is unlocked */
    public record Locked(NodeGate.State state, int waiting) {}

    /** @param signIn signs one browser in, once */
    public record SignInLink(String signIn) {}

    public record Tables(List<parley.node.desk.Tables.TableView> tables) {}

    public record TableMade(TableId table) {}

    public record Invitations(List<parley.node.desk.Tables.InvitationSent> invitations) {}

    public record InvitationFile(Bytes file) {}

    public record PeopleAt(List<People.Person> people) {}

    /** @param newKeys whether its codes are to be compared again */
    public record PersonTaken(PrincipalId person, boolean newKeys) {}

    public record RoomList(List<Rooms.RoomBrief> rooms) {}

    public record RoomPlanned(RoomRef room) {}

    /** @param older pass as {@code before} for the page before this one; null at the beginning of the record */
    public record Page(List<Line> lines, long total, OptionalLong older) {}

    /** @param late acts beside messages that came late */
    public record Unplaced(List<Messages.Unplaced> unplaced, List<Messages.LateAct> late) {}

    public record OpenQuestions(List<Questions.Open> questions) {}

    public record Ticket(long ticket) {}

    public record DraftKept(Optional<Messages.Draft> draft) {}

    public record Uploads(List<Attachments.Upload> uploads) {}

    public record Proposals(List<Changes.ProposalView> proposals) {}

    public record Passages(List<Conveying.PassageView> passages) {}

    public record SoundingList(List<parley.node.desk.Soundings.Sounding> soundings) {}

    public record SoundingMade(Hash sounding) {}

    public record MandateIssued(Hash mandate) {}

    public record Proposed(Hash proposal) {}

    public record Notices(List<Notice> notices) {}

    public record MoveOutcomes(List<Moving.Outcome> rooms) {}

    public record NeedList(List<Needs.Need> needs) {}

    /** As {@link Keeping.Settings}, times in seconds. */
    public record Settings(
            String language,
            boolean ownNumerals,
            long idleLockSeconds,
            long graceSeconds,
            Optional<Keeping.Proxy> proxy,
            boolean notifyReading) {}

    /** The last line of a search's answer. */
    public record SearchEnded(long looked) {}
}
