package parley.talks.message;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.PrincipalId;
import parley.base.Refusal;
import parley.base.RoomId;
import parley.talks.Why;
import parley.talks.message.MessageEvent.Said;
import parley.talks.practice.Practice;
import parley.talks.practice.Sitting;
import parley.talks.rules.Language;
import parley.talks.rules.QuietSlots;
import parley.talks.rules.RecordLevel;
import parley.talks.text.Blank;

/**
 * How much has been said in a room, one hash over all of it, and which questions are open.
 *
 * <p>Holds no text and is bounded, so that erasure changes no digest and a room with 100,000 messages restores as fast as
 * an empty one.
 *
 * @param count messages said
 * @param trail {@code H("message-trail", trail before, reference)} over all messages
 */
public record Messages(long count, Hash trail, OpenQuestions questions) implements Practice<MessageEvent, Messages> {
    /** Some twenty pages: beyond, it is a document and belongs in an attachment. */
    public static final int MOST_TEXT_BYTES = 64 * 1024;

    public static final int MOST_ATTACHMENTS = 8;
    /** Two signatures and their keys: Ed25519 (96 bytes) and ML-DSA-65 (5,261 bytes), with names around them. */
    public static final int MOST_SIGNATURE_BYTES = 8 * 1024;

    public static final Messages NONE = new Messages(0, Hash.of("message-trail"), OpenQuestions.NONE);

    /** Names one message at its place: what replies and quotations refer to. {@code event} is the bytes as sealed. */
    public static Hash reference(RoomId room, long position, PrincipalId author, Bytes event) {
        return Hash.of(
                "message",
                room.hash().value(),
                Hash.number(position),
                author.hash().value(),
                event);
    }

    @Override
    public Optional<Refusal> objection(Sitting sitting, PrincipalId who, MessageEvent event) {
        if (sitting.seat(who).isEmpty()) {
            return Why.ROOM_NOT_A_MEMBER.refuses();
        }
        return switch (event) {
            case Said said -> objection(sitting, said);
        };
    }

    private static Optional<Refusal> objection(Sitting sitting, Said said) {
        int size = said.text().getBytes(StandardCharsets.UTF_8).length;
        if (size > MOST_TEXT_BYTES) {
            return Why.MESSAGE_TOO_LONG.refuses(size, MOST_TEXT_BYTES);
        }
        if (said.attachments().isEmpty() && Blank.is(said.text())) {
            return Why.MESSAGE_EMPTY.refuses();
        }
        if (!Language.isTag(said.lang())) {
            return Why.MESSAGE_LANGUAGE.refuses();
        }
        if (said.attachments().size() > MOST_ATTACHMENTS) {
            return Why.MESSAGE_TOO_MANY_ATTACHMENTS.refuses(MOST_ATTACHMENTS);
        }
        if (!said.attachments().isEmpty() && sitting.rules().quiet() != QuietSlots.OFF) {
            return Why.MESSAGE_QUIET_NO_FILES.refuses();
        }
        if (said.onRecord().isPresent() && sitting.rules().recordIn(sitting.kind()) == RecordLevel.NEVER) {
            return Why.MESSAGE_OFF_THE_RECORD_ONLY.refuses();
        }
        if (said.onRecord()
                .filter(block -> block.isEmpty() || block.size() > MOST_SIGNATURE_BYTES)
                .isPresent()) {
            return Why.MESSAGE_SIGNATURE.refuses();
        }
        return said.attachments().stream()
                .flatMap(one -> one.objection().stream())
                .findFirst();
    }

    @Override
    public Messages accept(Sitting sitting, Place place, MessageEvent event) {
        Hash reference = reference(sitting.room(), place.position(), place.who(), place.event());
        OpenQuestions after = switch (event) {
            case Said said -> questions.after(sitting, place.who(), reference, said);
        };
        return new Messages(count + 1, Hash.of("message-trail", trail.value(), reference.value()), after);
    }

    @Override
    public Messages turn(Sitting sitting) {
        return new Messages(count, trail, questions.turn(sitting));
    }

    @Override
    public void write(CanonicalWriter out) {
        writeBeforeQuestions(out);
        questions.write(out);
    }

    public static Messages read(CanonicalReader in) throws Malformed {
        return new Messages(in.u64(), in.hash(), OpenQuestions.read(in));
    }

    /** As it was written before there were open questions. */
    public void writeBeforeQuestions(CanonicalWriter out) {
        out.u64(count).hash(trail);
    }

    public static Messages readBeforeQuestions(CanonicalReader in) throws Malformed {
        return new Messages(in.u64(), in.hash(), OpenQuestions.NONE);
    }
}
