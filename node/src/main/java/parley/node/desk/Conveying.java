package parley.node.desk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.TableId;
import parley.talks.convey.Caveat;
import parley.talks.convey.CrossedAs;
import parley.talks.message.Direction;

/** What may cross from a caucus, and bringing it across. What carries no caveat may not cross. */
public interface Conveying {
    /** The passages of a room that stand under a caveat, in the order in which they were marked. */
    List<PassageView> passages(RoomRef room);

    /** What waits in all caucuses of a table in which this node's principal mediates, and what is on its way. */
    Corridor corridor(TableId table);

    /**
     * Says what may be done with passages of one's own message; or, as a mediator under Rules that let it, takes up passages of
     * a party's message that carries no caveat, under the label that the Rules give them, whatever is asked here.
     *
     * @param line index of the message; each passage is a part of its text, to the letter
     */
    Result<Ok> mark(RoomRef room, long line, List<Mark> passages);

    /** Gives one's own passage another caveat: after it crossed only a looser one. */
    Result<Ok> relabel(RoomRef room, Hash passage, Label label);

    /** Withdraws one's own passage that hasn't crossed. */
    Result<Ok> withdraw(RoomRef room, Hash passage);

    /**
     * Brings a passage across. The record is written into the source's room first; only when it counts there does anything
     * leave. What is raised as one's own idea follows later, after a while that nobody can foresee.
     */
    Result<Ok> convey(RoomRef from, Hash passage, Bringing bringing);

    /**
     * Proves one's own passage that may cross verbatim to one more party, whose keys this node knows. By it the mediator sees that
     * the two know one another.
     */
    Result<Ok> prove(RoomRef room, Hash passage, PrincipalId reader);

    /** Lets a crossing go on that came back with a backup: somebody looked whether it was said already. */
    Result<Ok> release(TableId table, Hash crossing);

    /**
     * Gives up a crossing that came back with a backup, or one that hasn't been said. The record in the source's room stays; where it
     * counts and nothing came back with a backup, its author is told that it was not said.
     * A non-paper that isn't laid yet is given up alike; its delegation is told nothing of that.
     */
    Result<Ok> drop(TableId table, Hash crossing);

    /**
     * @param condition what must be asked or given first; may be empty unless the caveat is {@link Caveat#IN_EXCHANGE}
     * @param lapses from when it can't cross any more
     */
    record Label(Caveat caveat, String condition, Optional<Instant> lapses) {}

    record Mark(String text, Label label) {}

    /**
     * @param to a room of the same table in which this node's principal mediates
     * @param text what is said there; for {@link CrossedAs#VERBATIM} the passage's own text is taken whatever stands here
     * @param because what was asked or given, where the caveat has a condition
     * @param evenSo raise it as one's own, or bring it in substance, though it repeats the source's words
     */
    record Bringing(
            RoomRef to,
            CrossedAs as,
            String text,
            String language,
            Direction direction,
            String because,
            boolean evenSo) {}

    /** A text as its author fixed it. */
    record Text(String text, String language, Direction direction) {}

    /** A party who reads elsewhere. */
    record Reader(PrincipalId id, String name) {}

    /**
     * A passage under its caveat.
     *
     * @param crossed how often it crossed
     * @param lapsed whether its time is over, by this node's clock
     * @param since when this node folded it
     * @param text empty when it was erased, or marked before this node came into the room
     * @param provenTo whom its author proved it to
     * @param mayProveTo whom this node could prove its own passage to, when asked
     */
    record PassageView(
            Hash id,
            RoomRef room,
            String roomName,
            PrincipalId author,
            String authorName,
            boolean own,
            Label label,
            int crossed,
            boolean lapsed,
            Instant since,
            Optional<Text> text,
            List<Reader> provenTo,
            List<Reader> mayProveTo) {
        public PassageView {
            provenTo = List.copyOf(provenTo);
            mayProveTo = List.copyOf(mayProveTo);
        }
    }

    /**
     * What was decided and isn't said in the other room yet.
     *
     * @param passage what crosses, as {@link PassageView#id} of its room
     * @param fromName the room it comes from
     * @param recorded whether the record counts in the source's room
     * @param held whether it came back with a backup: it may have been said already, and waits for a person to look
     */
    record OnTheWay(
            Hash id,
            Hash passage,
            String fromName,
            RoomRef to,
            String roomName,
            CrossedAs as,
            boolean recorded,
            boolean held,
            Text text) {
        /** An idea until its hour; anything else while the room into which it goes refuses it, though its record counts. */
        public boolean mayStop() {
            return !held && (ownIdea() || recorded);
        }

        public boolean ownIdea() {
            return as == CrossedAs.OWN;
        }
    }

    /** @param papers non-papers that are to be laid elsewhere */
    record Corridor(List<PassageView> passages, List<OnTheWay> onTheWay, List<NonPapers.OnTheWay> papers) {
        public Corridor {
            passages = List.copyOf(passages);
            onTheWay = List.copyOf(onTheWay);
            papers = List.copyOf(papers);
        }
    }
}
