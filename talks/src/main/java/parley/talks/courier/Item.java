package parley.talks.courier;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.PrincipalId;
import parley.base.Refusal;
import parley.talks.Why;
import parley.talks.event.EventReader;
import parley.talks.event.EventWriter;
import parley.talks.message.Attachment;
import parley.talks.message.Direction;
import parley.talks.message.Messages;
import parley.talks.practice.Sitting;
import parley.talks.rules.Language;
import parley.talks.rules.QuietSlots;
import parley.talks.text.Blank;

/**
 * What is carried, whole: its bytes are the same in the room where it was handed in and in the room into which it is brought.
 *
 * @param nonce makes equal words handed in again another item
 * @param addressee for whom it is, in its author's words; may be empty
 * @param answers {@link #name} of the item that this one answers
 * @param statedAt when its author's node says it was handed in, milliseconds since 1970 UTC: a claim
 */
public record Item(
        Hash nonce,
        String addressee,
        String text,
        String lang,
        Direction dir,
        List<Attachment> attachments,
        Optional<Hash> answers,
        long statedAt) {
    /** A name or an office. */
    public static final int MOST_ADDRESSEE_BYTES = 200;

    public Item {
        attachments = List.copyOf(attachments);
    }

    /** Names it, in every room alike: equal names mean that to the letter the same was handed in and brought. */
    public Hash name(PrincipalId from) {
        CanonicalWriter all = new CanonicalWriter();
        all.hash(from.hash()).hash(nonce).text(addressee).text(text).text(lang);
        dir.write(all);
        all.list(attachments, (to, one) -> {
                    to.text(one.name());
                    one.type().write(to);
                    to.u64(one.size()).field(one.manifest());
                })
                .list(answers.stream().toList(), CanonicalWriter::hash)
                .u64(statedAt);
        return Hash.of("courier-item", all.bytes());
    }

    Optional<Refusal> objection(Sitting sitting) {
        int size = text.getBytes(StandardCharsets.UTF_8).length;
        if (size > Messages.MOST_TEXT_BYTES) {
            return Why.MESSAGE_TOO_LONG.refuses(size, Messages.MOST_TEXT_BYTES);
        }
        if (addressee.getBytes(StandardCharsets.UTF_8).length > MOST_ADDRESSEE_BYTES) {
            return Why.COURIER_LONG_NAME.refuses(MOST_ADDRESSEE_BYTES);
        }
        if (attachments.isEmpty() && Blank.is(text)) {
            return Why.COURIER_EMPTY.refuses();
        }
        if (!Language.isTag(lang)) {
            return Why.MESSAGE_LANGUAGE.refuses();
        }
        if (!attachments.isEmpty() && sitting.rules().quiet() != QuietSlots.OFF) {
            return Why.MESSAGE_QUIET_NO_FILES.refuses();
        }
        return attachments.size() > Messages.MOST_ATTACHMENTS
                ? Why.MESSAGE_TOO_MANY_ATTACHMENTS.refuses(Messages.MOST_ATTACHMENTS)
                : attachments.stream().flatMap(one -> one.objection().stream()).findFirst();
    }

    static final int FIELDS = 8;

    void write(EventWriter out) {
        out.hash("nonce", nonce)
                .text("addressee", addressee)
                .text("text", text)
                .text("lang", lang)
                .word("dir", dir)
                .list("attachments", attachments, (to, one) -> one.write(to))
                .optional("answers", answers.map(Hash::value))
                .number("statedAt", statedAt);
    }

    static Item read(EventReader in) throws Malformed {
        return new Item(
                in.hash("nonce"),
                in.text("addressee", MOST_ADDRESSEE_BYTES),
                in.text("text", Messages.MOST_TEXT_BYTES),
                in.text("lang", Language.MOST_LENGTH),
                in.word("dir", Direction.values()),
                in.list("attachments", Messages.MOST_ATTACHMENTS, Attachment::read),
                in.optionalHash("answers"),
                in.number("statedAt"));
    }
}
