package parley.talks.message;

import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Malformed;
import parley.talks.event.EventReader;
import parley.talks.event.EventWriter;
import parley.talks.rules.Language;

/** What people say in a room. */
public sealed interface MessageEvent {
    /** Names the kind of event in its envelope. */
    String type();

    void write(EventWriter out);

    /**
     * A message.
     *
     * @param text as typed, in Unicode's composed form (NFC)
     * @param lang BCP 47 tag of the text, by its author
     * @param dir base direction of the text, by its author
     * @param inReplyTo the {@link Messages#reference} of an earlier message, which this node may not hold
     * @param onRecord the signature block that makes this a statement on the record; empty when off the record. Whether
     *     it verifies is not this module's to say
     * @param statedAt when its author's node says it was written, milliseconds since 1970 UTC, from 0: a claim, on which
     *     nothing depends
     */
    record Said(
            MessageKind kind,
            String text,
            String lang,
            Direction dir,
            Optional<Hash> inReplyTo,
            List<Attachment> attachments,
            Optional<Bytes> onRecord,
            long statedAt)
            implements MessageEvent {
        static final String TYPE = "message.said";

        public Said {
            attachments = List.copyOf(attachments);
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(8)
                    .word("kind", kind)
                    .text("text", text)
                    .text("lang", lang)
                    .word("dir", dir)
                    .optional("inReplyTo", inReplyTo.map(Hash::value))
                    .list("attachments", attachments, (to, one) -> one.write(to))
                    .optional("onRecord", onRecord)
                    .number("statedAt", statedAt);
        }

        static Said read(EventReader in) throws Malformed {
            in.fields(8);
            return new Said(
                    in.word("kind", MessageKind.values()),
                    in.text("text", Messages.MOST_TEXT_BYTES),
                    in.text("lang", Language.MOST_LENGTH),
                    in.word("dir", Direction.values()),
                    in.optionalHash("inReplyTo"),
                    in.list("attachments", Messages.MOST_ATTACHMENTS, Attachment::read),
                    in.optionalBytes("onRecord", Messages.MOST_SIGNATURE_BYTES),
                    in.number("statedAt"));
        }
    }

    /** Reads the fields of an event of this type; empty for a type that isn't of this practice. */
    static Optional<MessageEvent> read(String type, EventReader in) throws Malformed {
        return switch (type) {
            case Said.TYPE -> Optional.of(Said.read(in));
            default -> Optional.empty();
        };
    }
}
