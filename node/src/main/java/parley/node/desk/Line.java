package parley.node.desk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.talks.mandate.Power;
import parley.talks.message.Direction;
import parley.talks.message.MessageKind;

/**
 * One line of a room's record: something said or something that happened, at its place.
 *
 * <p>{@code index} counts a room's lines from 0 without gaps and never changes; {@code position} is the entry's place
 * through all epochs. {@code arrived} is when this node folded it: the only time that this node vouches for.
 */
public sealed interface Line {
    long index();

    long position();

    Instant arrived();

    /** The same line of somebody who acted so; a line that shows no author says nothing of it. */
    default Line acted(Optional<Acted> acted) {
        return switch (this) {
            case Message one ->
                new Message(
                        one.index,
                        one.position,
                        one.arrived,
                        one.author,
                        one.authorName,
                        one.own,
                        one.statedTime,
                        one.reference,
                        one.content,
                        one.confirmed,
                        one.readBy,
                        one.granted,
                        one.byMediator,
                        acted);
            case Event one ->
                one.author.isEmpty()
                        ? this
                        : new Event(
                                one.index,
                                one.position,
                                one.arrived,
                                one.author,
                                one.key,
                                one.parts,
                                acted,
                                one.confirmed,
                                one.granted);
            case Passages one ->
                new Passages(
                        one.index,
                        one.position,
                        one.arrived,
                        one.author,
                        one.authorName,
                        one.own,
                        one.key,
                        one.parts,
                        one.texts,
                        acted,
                        one.confirmed,
                        one.granted);
            case Erased _, Unknown _, NonPaper _ -> this;
        };
    }

    /**
     * The same line as one that came by a grant. Its giver proves that this author sealed it there, and nothing of what the room's
     * fold said of it: it may have been refused by everybody.
     */
    default Line byGrant() {
        return switch (this) {
            case Event one ->
                new Event(
                        one.index,
                        one.position,
                        one.arrived,
                        one.author,
                        one.key,
                        one.parts,
                        one.acted,
                        one.confirmed,
                        true);
            case Passages one ->
                new Passages(
                        one.index,
                        one.position,
                        one.arrived,
                        one.author,
                        one.authorName,
                        one.own,
                        one.key,
                        one.parts,
                        one.texts,
                        one.acted,
                        one.confirmed,
                        true);
            case NonPaper one ->
                new NonPaper(
                        one.index,
                        one.position,
                        one.arrived,
                        one.text,
                        one.language,
                        one.direction,
                        one.lapses,
                        one.mark,
                        one.marker,
                        one.forOthers,
                        true);
            case Message _, Erased _, Unknown _ -> this;
        };
    }

    /** Under which mandate the author of a line acted, as the room stood at that place. */
    sealed interface Acted {
        record Under(String delegate, Power power, Instant until) implements Acted {}

        /** Its side acts under mandates there, and none stood under which anybody acted. */
        record Nobody() implements Acted {}

        /** Its side had shown no mandate there, while another had. */
        record FullPowers() implements Acted {}
    }

    /**
     * A message that was said.
     *
     * @param statedTime when its author's node claims it was written
     * @param reference names this message: what replies refer to
     * @param confirmed whether the author's node has proven its room key
     * @param readBy members whose nodes say they folded it, when the Rules show receipts
     * @param granted whether it came by a grant, from before this principal's admission: then this node doesn't know whether it counted
     * @param byMediator whether its words are a mediator's own, wherever its thoughts came from: what it brings from elsewhere, word for
     *     word or in substance, is a {@link Passages}. Not among mediators, where all are
     * @param acted empty where nobody shows a mandate, and where this node did not fold it itself
     */
    record Message(
            long index,
            long position,
            Instant arrived,
            PrincipalId author,
            String authorName,
            boolean own,
            Instant statedTime,
            Hash reference,
            Content content,
            boolean confirmed,
            List<PrincipalId> readBy,
            boolean granted,
            boolean byMediator,
            Optional<Acted> acted)
            implements Line {
        public Message {
            readBy = List.copyOf(readBy);
        }
    }

    /** A message whose text was erased when its time was over; that it was said stays. */
    record Erased(long index, long position, Instant arrived, PrincipalId author, String authorName, boolean own)
            implements Line {}

    /** An entry of a later version: kept, acted on by nobody. */
    record Unknown(long index, long position, Instant arrived, PrincipalId author, String authorName, int version)
            implements Line {}

    /**
     * Something that the room did: a proposal, a consent, an admission, a grant, a removal, a new epoch.
     *
     * @param confirmed whether the author's node had proven its room key when this came
     * @param granted as of a {@link Message}
     */
    record Event(
            long index,
            long position,
            Instant arrived,
            Optional<PrincipalId> author,
            String key,
            List<String> parts,
            Optional<Acted> acted,
            boolean confirmed,
            boolean granted)
            implements Line {
        public Event {
            parts = List.copyOf(parts);
        }

        /** Where nothing is said of mandates, nor of keys. */
        public Event(
                long index,
                long position,
                Instant arrived,
                Optional<PrincipalId> author,
                String key,
                List<String> parts) {
            this(index, position, arrived, author, key, parts, Optional.empty(), true, false);
        }
    }

    /**
     * What happened to passages: marked, labelled anew, withdrawn, crossed; or brought here by a mediator.
     *
     * @param key names the sentence, whose parts are {@code parts}
     * @param texts the texts of which it speaks, each with what stands beside it; may be none
     * @param confirmed as of an {@link Event}
     * @param granted as of a {@link Message}
     */
    record Passages(
            long index,
            long position,
            Instant arrived,
            PrincipalId author,
            String authorName,
            boolean own,
            String key,
            List<String> parts,
            List<Beside> texts,
            Optional<Acted> acted,
            boolean confirmed,
            boolean granted)
            implements Line {
        public Passages {
            parts = List.copyOf(parts);
            texts = List.copyOf(texts);
        }
    }

    /**
     * A paper without an author, until it lapses.
     *
     * @param mark how far the mark goes that it comes from a level that can deliver
     * @param marker name of the mediator who set that mark; empty without one
     * @param forOthers whether the mediators of this caucus may lay it before others
     * @param granted as of a {@link Message}
     */
    record NonPaper(
            long index,
            long position,
            Instant arrived,
            String text,
            String language,
            Direction direction,
            Instant lapses,
            StandingMark mark,
            String marker,
            boolean forOthers,
            boolean granted)
            implements Line {}

    /** What this node says of a mediator's mark under a non-paper. */
    enum StandingMark {
        NONE,
        /** It will be looked at in a moment. */
        WAITING,
        /** It is for others than this node's principal, or one's own. */
        FOR_OTHERS,
        CHECKED,
        /** It fits keys that weren't compared. */
        VOUCHED,
        /** It fits no keys that this node knows, or others than those of now. */
        UNKNOWN,
        FAILS
    }

    /**
     * A text and the margin note beside it.
     *
     * @param key names the note's sentence, whose parts are {@code parts}
     * @param when when it was said elsewhere, as who told it says
     */
    record Beside(
            String text, String language, Direction direction, String key, List<String> parts, Optional<Instant> when) {
        public Beside {
            parts = List.copyOf(parts);
        }

        /** What was said nowhere else. */
        public Beside(String text, String language, Direction direction, String key, List<String> parts) {
            this(text, language, direction, key, parts, Optional.empty());
        }
    }

    /**
     * What a message carries.
     *
     * @param text as its author wrote it; bidi controls and invisible characters are still in it and must be shown as marks
     * @param language BCP 47 tag, fixed by the author
     * @param direction base direction, fixed by the author
     * @param inReplyTo reference of an earlier message, which may not be in this record
     * @param statement present when the author signed it on the record
     */
    record Content(
            MessageKind kind,
            String text,
            String language,
            Direction direction,
            Optional<Hash> inReplyTo,
            Optional<Statement> statement,
            List<Attachments.Attachment> attachments) {
        public Content {
            attachments = List.copyOf(attachments);
        }
    }

    /**
     * A signed statement.
     *
     * @param verified whether both signatures verify for the author's on-record keys
     */
    record Statement(String instrument, boolean verified) {}
}
