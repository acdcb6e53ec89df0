package parley.talks.courier;

import java.util.Optional;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Principal;
import parley.talks.event.EventReader;
import parley.talks.event.EventWriter;
import parley.talks.practice.Note;

/**
 * What happens to items. {@link HandedIn}, {@link CalledBack}, {@link Received}, {@link Delivered} and {@link Confirmed} stand
 * in the source's caucus, {@link Brought} and {@link Acknowledged} in the receiver's: rooms share no log.
 */
public sealed interface CourierEvent {
    /** Names the kind of event in its envelope. */
    String type();

    void write(EventWriter out);

    /** A party gives an item to the postman. */
    record HandedIn(Item item) implements CourierEvent {
        static final String TYPE = "courier.handed-in";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(Item.FIELDS);
            item.write(out);
        }

        static HandedIn read(EventReader in) throws Malformed {
            in.fields(Item.FIELDS);
            return new HandedIn(Item.read(in));
        }
    }

    /** Its author takes it back before it was delivered. */
    record CalledBack(Hash item) implements CourierEvent {
        static final String TYPE = "courier.called-back";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(1).hash("item", item);
        }
    }

    /** A mediator says that it has it in hand. */
    record Received(Hash item) implements CourierEvent {
        static final String TYPE = "courier.received";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(1).hash("item", item);
        }
    }

    /** A mediator's record of the delivery, before anything leaves the source's room. */
    record Delivered(Hash item, Principal to, Handover handover) implements CourierEvent {
        static final String TYPE = "courier.delivered";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(2 + Handover.FIELDS).hash("item", item).principal("to", to);
            handover.write(out);
        }

        static Delivered read(EventReader in) throws Malformed {
            in.fields(2 + Handover.FIELDS);
            return new Delivered(in.hash("item"), in.principal("to"), Handover.read(in));
        }
    }

    /** A mediator brings an item, as it was handed in, into the caucus of its receiver. */
    record Brought(Principal from, Handover handover, Item item) implements CourierEvent {
        static final String TYPE = "courier.brought";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(1 + Handover.FIELDS + Item.FIELDS).principal("from", from);
            handover.write(out);
            item.write(out);
        }

        static Brought read(EventReader in) throws Malformed {
            in.fields(1 + Handover.FIELDS + Item.FIELDS);
            return new Brought(in.principal("from"), Handover.read(in), Item.read(in));
        }
    }

    /** The receiver says "received": there is no word for more. */
    record Acknowledged(Hash item) implements CourierEvent {
        static final String TYPE = "courier.acknowledged";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(1).hash("item", item);
        }
    }

    /** The mediator who delivered tells the source that the receiver has said "received". */
    record Confirmed(Hash item) implements CourierEvent {
        static final String TYPE = "courier.confirmed";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(1).hash("item", item);
        }
    }

    /**
     * By whose hand, by what means, when: a mediator's word.
     *
     * @param hand who gave it to the receiver
     * @param remark where, or to whom in person; may be empty
     * @param at milliseconds since 1970 UTC
     */
    record Handover(String hand, Means means, String remark, long at) {
        static final int FIELDS = 4;

        void write(EventWriter out) {
            out.text("hand", hand).word("means", means).text("remark", remark).number("at", at);
        }

        static Handover read(EventReader in) throws Malformed {
            return new Handover(
                    in.text("hand", Item.MOST_ADDRESSEE_BYTES),
                    in.word("means", Means.values()),
                    in.text("remark", Note.MOST_BYTES),
                    in.number("at"));
        }
    }

    private static Hash item(EventReader in) throws Malformed {
        in.fields(1);
        return in.hash("item");
    }

    /** Reads the fields of an event of this type; empty for a type that isn't of this practice. */
    static Optional<CourierEvent> read(String type, EventReader in) throws Malformed {
        return switch (type) {
            case HandedIn.TYPE -> Optional.of(HandedIn.read(in));
            case CalledBack.TYPE -> Optional.of(new CalledBack(item(in)));
            case Received.TYPE -> Optional.of(new Received(item(in)));
            case Delivered.TYPE -> Optional.of(Delivered.read(in));
            case Brought.TYPE -> Optional.of(Brought.read(in));
            case Acknowledged.TYPE -> Optional.of(new Acknowledged(item(in)));
            case Confirmed.TYPE -> Optional.of(new Confirmed(item(in)));
            default -> Optional.empty();
        };
    }
}
