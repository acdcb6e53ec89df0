package parley.node.desk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Result;
import parley.talks.message.Direction;
import parley.talks.message.MessageKind;

/** What was said in a room, what this node is about to say, and finding it again. */
public interface Messages {
    /** A page never holds more, whatever was asked for. */
    int MOST_LINES = 200;

    /** Lines before {@code before} (exclusive; the end of the record when empty), oldest first. */
    Result<Page> page(RoomRef room, OptionalLong before, int count);

    /** Lines from {@code from} on, oldest first: what arrived since a page was shown. */
    Result<Page> since(RoomRef room, long from, int count);

    Result<Line> line(RoomRef room, long index);

    /** What this node wrote and that has no place yet, in the order written. */
    List<Unplaced> unplaced(RoomRef room);

    /** What this node did beside messages and that came late, in the order done: {@link #decideLate} answers for it, too. */
    List<LateAct> lateActs(RoomRef room);

    /**
     * Writes a message into the room's queue. It is sealed after the grace period of the settings, then sent.
     *
     * @return the ticket that names it until it has a place
     */
    Result<Long> send(RoomRef room, Outgoing message);

    /** Takes a message back that isn't sealed yet; its text becomes the draft when there is none. */
    Result<Ok> takeBack(RoomRef room, long ticket);

    /** Answers {@link Unplaced.State.AskFirst} and {@link LateAct}: say it to the readers there are now, or drop it. */
    Result<Ok> decideLate(RoomRef room, long ticket, boolean sayIt);

    /** The draft kept for this room on this node. */
    Optional<Draft> draft(RoomRef room);

    /** Keeps a draft; an empty text erases it. */
    Result<Ok> keepDraft(RoomRef room, Outgoing draft);

    /** Lets an upload of this room go with the draft that is kept for it, or else with {@code otherwise}, which is kept then. */
    Result<Ok> addToDraft(RoomRef room, String upload, Outgoing otherwise);

    /**
     * Searches this node's own record, newest first, by opening it: no plaintext index exists on disk.
     *
     * @param rooms where to look; empty for all rooms of all tables
     * @param words text to find; letter case and diacritics of Latin, Hebrew, Persian and Arabic scripts don't matter
     * @param finding hears of it on the caller's thread
     * @return how many lines were looked at
     */
    Result<Long> search(List<RoomRef> rooms, String words, Finding finding);

    /** Hears how a search goes; either answer ends it when false. */
    @FunctionalInterface
    interface Finding {
        boolean hit(Hit hit);

        /** Called now and then, whether or not anything is found: who looked for it may have gone. */
        default boolean goesOn(long looked) {
            return true;
        }
    }

    /** The transferable signed file of a statement on the record, for {@code parley verify}. */
    Result<Bytes> statement(RoomRef room, long index);

    /** @param total lines in the room; the page's first line has index {@code lines.getFirst().index()} */
    record Page(List<Line> lines, long total) {
        public Page {
            lines = List.copyOf(lines);
        }

        /** Where the next older page ends, when there is one: pass to {@link Messages#page}. */
        public OptionalLong older() {
            return lines.isEmpty() || lines.getFirst().index() == 0
                    ? OptionalLong.empty()
                    : OptionalLong.of(lines.getFirst().index());
        }
    }

    /**
     * A message as its author gives it.
     *
     * @param text at most {@link parley.talks.message.Messages#MOST_TEXT_BYTES}
     * @param language BCP 47 tag
     * @param inReplyTo {@link Line.Message#reference} of an earlier message
     * @param onRecord signed with both on-record keys, transferable to anyone; false is the default everywhere
     * @param attachments finished uploads of this room, by their ids
     */
    record Outgoing(
            MessageKind kind,
            String text,
            String language,
            Direction direction,
            Optional<Hash> inReplyTo,
            boolean onRecord,
            List<String> attachments) {
        public Outgoing {
            attachments = List.copyOf(attachments);
        }
    }

    /** A message of ours on its way. */
    record Unplaced(long ticket, Line.Content content, Instant written, State state) {
        /** How far it is. */
        public sealed interface State {
            /** Can be taken back; sealed at {@code sealedFrom}, or later while an earlier entry isn't placed. */
            record InGrace(Instant sealedFrom) implements State {}

            /**
             * In a quiet room: can be taken back until it is sealed for its slot.
             *
             * @param goes where the slot of its first part begins
             * @param through where that of its last part does; both are later when something goes before it
             */
            record InSlot(Instant sealedFrom, Instant goes, Instant through) implements State {}

            /** Sealed: can't be taken back; not yet placed. */
            record Sealed() implements State {}

            /** It came late and would go to readers who weren't in view: {@link Messages#decideLate}. */
            record AskFirst() implements State {}

            /** This device won't say it: its principal left, or came back renewed or from a backup, and then it may have been said before. */
            record NotSaid() implements State {}
        }
    }

    /**
     * An act of ours, beside messages, that came late.
     *
     * @param line as it would stand in the record; its index and position are those of the next line
     * @param asked whether it waits for an answer; else this device won't say it, like {@link Unplaced.State.NotSaid}
     */
    record LateAct(long ticket, Line line, Instant written, boolean asked) {}

    /** What a person has begun to write. */
    record Draft(Outgoing message, Instant kept) {}

    /**
     * A place where the searched words stand; {@code from} to {@code to} in {@code excerpt}, UTF-16 units.
     *
     * @param carried whose words they are, where a mediator carried them: the sentence under which the room's record shows them
     */
    record Hit(
            RoomRef room,
            String roomName,
            long index,
            Instant arrived,
            String authorName,
            Optional<Carried> carried,
            String excerpt,
            int from,
            int to) {}

    /** A sentence of the catalogue with its parts. */
    record Carried(String key, List<String> parts) {
        public Carried {
            parts = List.copyOf(parts);
        }
    }
}
