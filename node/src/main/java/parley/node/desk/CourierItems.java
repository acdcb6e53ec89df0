package parley.node.desk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.RoomId;
import parley.base.TableId;
import parley.talks.courier.Means;
import parley.talks.courier.Step;
import parley.talks.message.Direction;

/**
 * Items that a mediator carries between caucuses as a postman: whole, unchanged, each step of the way written down in the room
 * that it concerns.
 */
public interface CourierItems {
    /** The items of all caucuses of this node's at a table, the newest first. */
    Bag bag(TableId table);

    /** Gives an item to the mediator of a caucus. */
    Result<Ok> handIn(RoomRef room, Handing handing);

    /** Takes back one's own item; only until the record of its delivery. */
    Result<Ok> callBack(RoomRef room, Hash item);

    /** As a mediator: says in the source's room that one has it in hand. */
    Result<Ok> receive(RoomRef room, Hash item);

    /**
     * As a mediator: writes down the delivery in the source's room. Once that record counts, the item as it was handed in comes
     * into the receiver's caucus. Files are fetched first; nothing happens unless all of them are here.
     */
    Result<Ok> deliver(RoomRef room, Hash item, Delivering delivering);

    /** As the receiver: says "received". The mediator's node passes that on, and nothing more. */
    Result<Ok> acknowledge(RoomRef room, Hash item);

    /**
     * @param addressee for whom it is; may be empty
     * @param attachments finished uploads of this room
     * @param answers the item that it answers, which must have been brought into this room
     */
    record Handing(
            String addressee,
            String text,
            String language,
            Direction direction,
            List<String> attachments,
            Optional<Hash> answers) {
        public Handing {
            attachments = List.copyOf(attachments);
        }
    }

    /**
     * @param to the caucus of the receiver, in which this node's principal mediates
     * @param hand who gave it, or gives it, to the receiver
     * @param remark where, or to whom in person; may be empty
     * @param at when
     */
    record Delivering(RoomId to, String hand, Means means, String remark, Instant at) {}

    /** @param unsent handed in on this node and without a place in the log yet */
    record Bag(List<ItemView> items, int unsent) {
        public Bag {
            items = List.copyOf(items);
        }
    }

    /**
     * An item where this node sees it; a mediator sees it in both rooms.
     *
     * @param id the same in both rooms
     * @param brought whether it came into this room from elsewhere; handed in here otherwise
     * @param own whether this node's principal is its author
     * @param line index of the line with its words and files
     * @param since when this node folded that line
     * @param letter empty when it was erased
     * @param received when a mediator said that it has it in hand
     * @param acknowledged when the receiver, or for the source the mediator, said "received"
     * @param onTheWay delivered by this node's record and not yet said in the receiver's room
     */
    record ItemView(
            Hash id,
            RoomRef room,
            String roomName,
            boolean brought,
            PrincipalId from,
            String fromName,
            boolean own,
            long line,
            Instant since,
            Step step,
            Optional<Letter> letter,
            Optional<Instant> received,
            Optional<Delivery> delivery,
            Optional<Instant> acknowledged,
            Optional<Hash> answers,
            Optional<Hash> answeredBy,
            boolean onTheWay) {
        /** Whether a mediator is still to deliver it: a record of delivery may be erased by now, that it was delivered stays. */
        public boolean toBeCarried() {
            return !brought && step.compareTo(Step.DELIVERED) < 0;
        }

        /** Whether the receiver has still to say "received". */
        public boolean toBeAcknowledged() {
            return brought && step.compareTo(Step.ACKNOWLEDGED) < 0;
        }
    }

    /** What is carried, to the letter. */
    record Letter(
            String addressee,
            String text,
            String language,
            Direction direction,
            List<Attachments.Attachment> attachments,
            Instant statedTime) {
        public Letter {
            attachments = List.copyOf(attachments);
        }
    }

    /**
     * A delivery by the word of the mediator who wrote it down.
     *
     * @param toName to whom; the reader itself in the receiver's room
     * @param at when, by that word
     * @param recorded when this node folded the record
     */
    record Delivery(
            String postmanName, String toName, String hand, Means means, String remark, Instant at, Instant recorded) {}
}
