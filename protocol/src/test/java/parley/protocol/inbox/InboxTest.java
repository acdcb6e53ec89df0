package parley.protocol.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.LogId;
import parley.base.Secret;
import parley.protocol.entry.Part;
import parley.protocol.entry.SlotText;
import parley.protocol.testing.GoldenFile;
import parley.protocol.testing.Samples;
import parley.protocol.testing.Seeds;
import parley.protocol.testing.Strictness;

class InboxTest {
    private final long seed = Seeds.next();
    private final Samples draw = new Samples(seed);
    private final LogId inbox = new LogId(draw.hash());
    private final Secret sealingKey = draw.secret(32);

    @Test
    void samplesCoverEveryKindOfMessage() {
        Set<Class<?>> kinds = new HashSet<>();
        draw.messages().forEach(message -> kinds.add(message.getClass()));
        assertThat(kinds).containsExactlyInAnyOrder(InboxMessage.class.getPermittedSubclasses());
    }

    @Test
    void everyMessageHasOneEncoding() {
        for (InboxMessage message : draw.messages()) {
            Bytes encoded = InboxCodec.encode(message);
            assertThat(InboxCodec.decode(encoded)).contains(message);
            Strictness.ofPlain(
                    message.getClass().getSimpleName(),
                    encoded,
                    bytes -> InboxCodec.decode(bytes).map(InboxCodec::encode),
                    seed);
        }
    }

    @Test
    void everyContentIsSealedInOneSizeAndOpensInItsInboxOnly() {
        List<InboxSeal.Content> contents = List.of(
                new InboxSeal.Cover(),
                new InboxSeal.Message(draw.hash(), draw.bytes(100)),
                new InboxSeal.Message(draw.hash(), draw.bytes(InboxSeal.MOST_MESSAGE)),
                new InboxSeal.Answer(draw.bytes(5_000)));
        for (InboxSeal.Content content : contents) {
            Bytes entry = InboxSeal.seal(inbox, sealingKey, content, draw.randomness());
            assertThat(entry.size()).isEqualTo(InboxSeal.BYTES);
            assertThat(InboxSeal.open(inbox, sealingKey, entry)).contains(content);
            assertThat(InboxSeal.open(new LogId(draw.hash()), sealingKey, entry))
                    .isEmpty();
            assertThat(InboxSeal.open(inbox, draw.secret(32), entry)).isEmpty();
        }
        Bytes entry = InboxSeal.seal(inbox, sealingKey, contents.get(1), draw.randomness());
        Strictness.ofSealed("inbox entry", entry, bytes -> InboxSeal.open(inbox, sealingKey, bytes), seed);
    }

    @Test
    void theSameContentNeverLooksTheSame() {
        InboxSeal.Content content = new InboxSeal.Cover();
        assertThat(InboxSeal.seal(inbox, sealingKey, content, draw.randomness()))
                .isNotEqualTo(InboxSeal.seal(inbox, sealingKey, content, draw.randomness()));
    }

    @Test
    void longMessagesGoInPartsThatFitAndJoinAgain() {
        for (InboxMessage message : draw.messages()) {
            List<Part> parts = new ArrayList<>();
            for (Bytes text : InboxParts.split(message)) {
                assertThat(text.size() + InboxParts.SESSION_OVERHEAD).isLessThanOrEqualTo(InboxSeal.MOST_MESSAGE);
                parts.add(InboxParts.decode(text).orElseThrow());
            }
            assertThat(Part.join(parts).flatMap(InboxCodec::decode)).contains(message);
        }
        assertThat(Math.ceilDiv(InboxCodec.MOST_BYTES, InboxParts.PIECE)).isLessThanOrEqualTo(Part.MOST_PARTS);
    }

    /** Attack 16: what one channel says is nothing in the other. */
    @Test
    void slotTextsAndInboxTextsAreNeverTakenForEachOther() {
        Bytes slot = new SlotText(draw.hash(), draw.secret(32)).encoded();
        assertThat(InboxParts.decode(slot)).isEmpty();
        for (InboxMessage message : draw.messages()) {
            for (Bytes text : InboxParts.split(message)) {
                assertThat(SlotText.decode(text)).isEmpty();
            }
        }
    }

    @Test
    void theFormatsStayAsTheyAre() {
        Samples fixed = new Samples(7);
        Map<String, Bytes> vectors = new HashMap<>();
        int number = 0;
        for (InboxMessage message : fixed.messages()) {
            Bytes encoded = InboxCodec.encode(message);
            String name = "%02d-%s".formatted(number++, message.getClass().getSimpleName());
            vectors.put(
                    name,
                    encoded.size() < 1_000
                            ? encoded
                            : Hash.of("vector", encoded).value());
        }
        LogId log = new LogId(fixed.hash());
        Secret key = fixed.secret(32);
        vectors.put("input-log", log.hash().value());
        vectors.put("input-sealing-key", key.revealBytes());
        Bytes content = fixed.bytes(300);
        vectors.put("input-message", content);
        vectors.put(
                "sealed",
                InboxSeal.seal(log, key, new InboxSeal.Message(Hash.of("vector"), content), fixed.randomness()));
        GoldenFile.check("inbox.txt", vectors);
    }

    @Test
    void aTextUnderAnotherLabelIsNoTextOfAnInbox() {
        Bytes text = InboxParts.split(draw.messages().getFirst()).getFirst();
        Bytes other = Bytes.concat(text.slice(0, 4), Bytes.utf8("other"), text.slice(9, text.size()));
        assertThat(InboxParts.decode(text)).isPresent();
        assertThat(InboxParts.decode(other)).isEmpty();
    }
}
