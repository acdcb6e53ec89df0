package parley.node.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.RoomId;
import parley.base.TableId;
import parley.talks.message.Direction;
import parley.talks.sounding.SoundingAnswer;
import parley.talks.sounding.SoundingKind;

/**
 * One question to several parties, each in its own caucus: it opens only if all say yes.
 *
 * <p>In this form the mediator sees the answers and is trusted with them. A party sees its own answer and how it ended.
 */
public interface Soundings {
    /** Less, and nobody could ask at home. */
    Duration LEAST_TIME = Duration.ofMinutes(10);

    /** Longer, and the question has become another one. */
    Duration MOST_TIME = Duration.ofDays(30);

    /** Over which questions are counted for those who ask and those who are asked. */
    Duration COUNTED = Duration.ofDays(30);

    /** What was asked at a table in rooms of this node's, the newest first. */
    List<Sounding> list(TableId table);

    /**
     * From when this node's principal may ask again at this table; empty when it may now, as far as former questions go. Counted over
     * all its rooms and all mediators who asked there: other words, another subject, another caucus or a colleague make it no earlier.
     */
    Optional<Instant> nextFrom(TableId table);

    /** Asks; only a mediator does, and one question at a time. Nothing can be taken back. */
    Result<Hash> ask(TableId table, Question question);

    /** Answers in this party's own caucus, once, before the deadline. */
    Result<Ok> answer(RoomRef room, Hash sounding, SoundingAnswer answer);

    /**
     * @param text may be empty when the kind is {@link SoundingKind#MEET}
     * @param rooms the caucuses of those who are asked, two or more
     */
    record Question(
            SoundingKind kind,
            String text,
            String language,
            Direction direction,
            List<RoomId> rooms,
            Instant deadline) {
        public Question {
            rooms = List.copyOf(rooms);
        }
    }

    /**
     * A sounding as this node may see it.
     *
     * @param id the same for all who were asked the same words
     * @param own whether this node's principal asked it
     * @param times the how-manieth time this question was asked, of at most {@code most}
     * @param recent the how-manieth question it is at this table within {@link #COUNTED}, whichever mediator asked, as far as this node
     *     sits in the rooms and keeps them
     * @param heeded whether this node takes an answer to it: not when it was asked sooner after another one, in whatever room of this
     *     node's, than the fold of one room can see; nor when its hour is that near to one of another mediator, whose room its asker
     *     reads; nor while it is farther than {@link #MOST_TIME}
     * @param early whether it ended without opening before its deadline by this node's clock: then the hour told more than it should
     */
    record Sounding(
            Hash id,
            SoundingKind kind,
            String text,
            String language,
            Direction direction,
            String askerName,
            boolean own,
            Instant arrived,
            Instant deadline,
            State state,
            Optional<Instant> ended,
            boolean early,
            int times,
            int most,
            int recent,
            boolean heeded,
            List<Party> parties) {
        public Sounding {
            parties = List.copyOf(parties);
        }

        /** The caucus in which this node's principal can answer now. */
        public Optional<RoomId> answerIn() {
            return state != State.OPEN || !heeded
                    ? Optional.empty()
                    : parties.stream()
                            .filter(party -> party.self() && party.answer().isEmpty())
                            .flatMap(party -> party.room().stream())
                            .findFirst();
        }
    }

    /** Where a sounding stands. */
    enum State {
        OPEN,
        /** Its hour has passed, and the mediator's node hasn't said so yet. */
        OVERDUE,
        /** All said yes. */
        OPENED,
        NOT_NOW
    }

    /**
     * One who is asked.
     *
     * @param room its caucus, if this node sits there
     * @param answer only one's own, or the mediator's view of all
     */
    record Party(PrincipalId who, String name, boolean self, Optional<RoomId> room, Optional<SoundingAnswer> answer) {}
}
