package parley.protocol.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.base.Secret;
import parley.protocol.crypto.Ed25519;
import parley.protocol.testing.GoldenFile;
import parley.protocol.testing.Samples;
import parley.protocol.testing.Seeds;
import parley.protocol.testing.Strictness;

class EntryTest {
    private static final Header.Kind TALK = new Header.Talk();

    private final long seed = Seeds.next();
    private final Samples draw = new Samples(seed);
    private final Bytes nonce = draw.bytes(32);
    private final Secret key = draw.secret(32);
    private final Ed25519.Pair author = draw.roomKeys.getFirst();

    private static Part text(String text) {
        return Part.split(Bytes.utf8(text), 2_000).getFirst();
    }

    private Draft draft(SizeClass size, Header.Kind kind, Part part) {
        return Draft.of(size, draw.log, nonce, key, draw.intent(kind), part);
    }

    private Slots slots(int filled) {
        List<Optional<Bytes>> messages = new ArrayList<>();
        for (int i = 0; i < filled; i++) {
            messages.add(Optional.of(draw.bytes(137 + draw.below(Slots.MOST_MESSAGE - 136))));
        }
        return new Slots(messages);
    }

    private Entry opened(SizeClass size, Bytes bytes) {
        return Entry.openSeal(size, draw.log, draw.headerKey, bytes).orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(SizeClass.class)
    void whatIsSealedOpensInTwoSteps(SizeClass size) {
        Draft draft = draft(size, TALK, text("We could consider a joint inspection."));
        Slots slots = slots(size.slots());
        Bytes bytes = draft.seal(draw.headerKey, author.seed(), slots);
        Entry entry = opened(size, bytes);

        assertThat(entry.header()).isEqualTo(draft.header());
        assertThat(entry.binding()).isEqualTo(draft.binding());
        assertThat(entry.slots()).isEqualTo(slots);
        assertThat(entry.signedBy(author.publicKey())).isTrue();
        assertThat(entry.signedBy(draw.roomKeys.get(1).publicKey())).isFalse();
        assertThat(entry.openBody(key)).isEqualTo(new OpenedBody.Said(text("We could consider a joint inspection.")));
        assertThat(entry.openBody(draw.secret(32))).isEqualTo(new OpenedBody.WrongKey());
        assertThat(entry.commitsTo(key)).isTrue();
        assertThat(entry.commitsTo(draw.secret(32))).isFalse();
    }

    @Test
    void everyChangeMakesAnEntryForeign() {
        Bytes bytes = draft(SizeClass.SMALL, TALK, text("one text")).seal(draw.headerKey, author.seed(), slots(2));
        Strictness.ofSealed("entry", bytes, b -> Entry.openSeal(SizeClass.SMALL, draw.log, draw.headerKey, b), seed);
        assertThat(Entry.openSeal(SizeClass.SMALL, draw.log, draw.secret(32), bytes))
                .isEmpty();
        assertThat(Entry.openSeal(SizeClass.SMALL, new LogId(draw.hash()), draw.headerKey, bytes))
                .isEmpty();
        assertThat(Entry.openSeal(SizeClass.MEDIUM, draw.log, draw.headerKey, bytes))
                .isEmpty();
    }

    /** Attack 19. */
    @Test
    void sizesAreConstantOverAllSeatsRostersAndKinds() {
        for (int seats = 1; seats <= SizeClass.MOST_SEATS; seats++) {
            SizeClass size = SizeClass.of(seats);
            for (int present = 0; present <= seats; present++) {
                for (Header.Kind kind : List.of(TALK, new Header.Epoch(draw.hash()), new Header.Cover())) {
                    Slots slots = kind instanceof Header.Cover ? Slots.none(size) : slots(present);
                    Bytes bytes = draft(size, kind, text("x".repeat(draw.below(1_500))))
                            .seal(draw.headerKey, author.seed(), slots);
                    assertThat(bytes.size()).isEqualTo(size.bytes());
                    assertThat(opened(size, bytes).slots().filled()).isEqualTo(slots.filled());
                }
            }
        }
    }

    @Test
    void seatsChooseTheClassAndEachLeavesRoomForText() {
        assertThat(SizeClass.of(1)).isEqualTo(SizeClass.SMALL);
        assertThat(SizeClass.of(4)).isEqualTo(SizeClass.SMALL);
        assertThat(SizeClass.of(5)).isEqualTo(SizeClass.MEDIUM);
        assertThat(SizeClass.of(12)).isEqualTo(SizeClass.MEDIUM);
        assertThat(SizeClass.of(13)).isEqualTo(SizeClass.LARGE);
        assertThat(SizeClass.of(30)).isEqualTo(SizeClass.LARGE);
        assertThatThrownBy(() -> SizeClass.of(31)).isInstanceOf(IllegalArgumentException.class);
        for (SizeClass size : SizeClass.values()) {
            assertThat(size.pieceBytes()).isGreaterThan(2_500);
            assertThat(Math.ceilDiv(Part.MOST_EVENT_BYTES, size.pieceBytes())).isLessThan(Part.MOST_PARTS);
            Bytes full = draw.bytes(size.pieceBytes());
            Part part = Part.split(full, size.pieceBytes()).getFirst();
            Bytes bytes = draft(size, TALK, part).seal(draw.headerKey, author.seed(), slots(1));
            assertThat(opened(size, bytes).openBody(key)).isEqualTo(new OpenedBody.Said(part));
        }
    }

    @Test
    void everyFieldOfTheHeaderChangesWhatSlotsAndSignatureName() {
        Header header = draft(SizeClass.SMALL, new Header.Epoch(draw.hash()), text("text"))
                .header();
        Bytes encoded = header.encoded();
        assertThat(encoded.size()).isEqualTo(Layout.HEADER);
        Strictness.ofPlain(
                "header", encoded, b -> CanonicalReader.whole(b, Header::read).map(Header::encoded), seed);
        Set<Hash> bindings = new HashSet<>(Set.of(Entry.binding(draw.log, nonce, header)));
        int others = 0;
        for (int at = 0; at < encoded.size(); at++) {
            byte[] changed = encoded.toArray();
            changed[at] ^= 1;
            Optional<Header> other = CanonicalReader.whole(Bytes.wrap(changed), Header::read);
            if (other.isPresent()) {
                others++;
                bindings.add(Entry.binding(draw.log, nonce, other.get()));
            }
        }
        bindings.add(Entry.binding(new LogId(draw.hash()), nonce, header));
        bindings.add(Entry.binding(draw.log, draw.bytes(32), header));
        assertThat(others).isGreaterThan(Layout.HEADER - 10);
        assertThat(bindings).hasSize(1 + others + 2);
    }

    @Test
    void whatIsNoEndOfAnEpochNamesNoProposal() {
        for (Header.Kind kind : List.of(TALK, new Header.Cover())) {
            Bytes encoded = draft(SizeClass.SMALL, kind, text("text")).header().encoded();
            Strictness.ofPlain(
                    "header",
                    encoded,
                    b -> CanonicalReader.whole(b, Header::read).map(Header::encoded),
                    seed);
        }
    }

    @Test
    void keyAndTextChangeTheHeader() {
        Draft.Intent intent = draw.intent(TALK);
        Hash binding = Draft.of(SizeClass.SMALL, draw.log, nonce, key, intent, text("same"))
                .binding();
        assertThat(Draft.of(SizeClass.SMALL, draw.log, nonce, key, intent, text("other"))
                        .binding())
                .isNotEqualTo(binding);
        assertThat(Draft.of(SizeClass.SMALL, draw.log, nonce, draw.secret(32), intent, text("same"))
                        .binding())
                .isNotEqualTo(binding);
    }

    @Test
    void slotsAreSignedToo() {
        Draft draft = draft(SizeClass.SMALL, TALK, text("text"));
        Slots good = slots(3);
        Bytes signature = Ed25519.sign(
                author.seed(),
                Entry.signedBytes(draft.binding(), good.upTo(SizeClass.SMALL).hash()));
        assertThat(opened(SizeClass.SMALL, draft.seal(draw.headerKey, good, signature))
                        .signedBy(author.publicKey()))
                .isTrue();
        assertThat(opened(SizeClass.SMALL, draft.seal(draw.headerKey, slots(3), signature))
                        .signedBy(author.publicKey()))
                .as("a member who knows the header key puts in other slots")
                .isFalse();
    }

    /** A reader is never shown what another reader isn't: the committed key and its body are the same for all. */
    @Test
    void aCommittedKeyWithoutReadableBodyIsBrokenForAll() {
        Part cover = new Part(Part.wholeOf(Bytes.EMPTY), 0, 1, Bytes.EMPTY);
        Bytes bytes = draft(SizeClass.SMALL, TALK, cover).seal(draw.headerKey, author.seed(), slots(1));
        assertThat(opened(SizeClass.SMALL, bytes).openBody(key)).isEqualTo(new OpenedBody.Said(cover));
        assertThat(opened(SizeClass.SMALL, bytes).commitsTo(draw.secret(32))).isFalse();
        assertThat(opened(SizeClass.SMALL, bytes).commitsTo(draw.secret(16))).isFalse();

        BodyKeys keys = BodyKeys.of(key, nonce);
        Bytes notAPart = keys.body()
                .seal(Bytes.utf8("other additional data"), Bytes.wrap(new byte[SizeClass.SMALL.bodyBytes() - 16]));
        Bytes broken = HostileDraft.withBody(draw, nonce, draw.intent(TALK), keys.commit(), notAPart, author.seed());
        assertThat(opened(SizeClass.SMALL, broken).signedBy(author.publicKey())).isTrue();
        assertThat(opened(SizeClass.SMALL, broken).openBody(key)).isEqualTo(new OpenedBody.Broken());
    }

    /** protocol.md, "Grants": the key of one seal and K open one entry; the next entry stays shut. */
    @Test
    void aGrantOpensOneEntryOnly() {
        Bytes granted = draft(SizeClass.SMALL, TALK, text("granted")).seal(draw.headerKey, author.seed(), slots(1));
        Bytes beyond = Draft.of(
                        SizeClass.SMALL, draw.log, draw.bytes(32), draw.secret(32), draw.intent(TALK), text("beyond"))
                .seal(draw.headerKey, author.seed(), slots(1));
        Secret sealKey = opened(SizeClass.SMALL, granted).grantedSealKey(draw.headerKey);
        Optional<Entry> entry = Entry.openGranted(SizeClass.SMALL, draw.log, sealKey, granted);
        assertThat(entry.orElseThrow().openBody(key)).isEqualTo(new OpenedBody.Said(text("granted")));
        assertThat(Entry.openGranted(SizeClass.SMALL, draw.log, sealKey, beyond))
                .isEmpty();
    }

    @Test
    void slotTextsAreReadStrictlyAndOnlyAsSuch() {
        SlotText text = new SlotText(draw.hash(), key);
        Strictness.ofPlain("slot", text.encoded(), b -> SlotText.decode(b).map(SlotText::encoded), seed);
    }

    @Test
    void partsJoinOnlyWholeAndInOrder() {
        Bytes event = draw.bytes(9_000);
        List<Part> parts = Part.split(event, 2_000);
        assertThat(parts).hasSize(5);
        assertThat(Part.join(parts)).contains(event);
        assertThat(Part.join(parts.subList(0, 4))).isEmpty();
        assertThat(Part.join(parts.reversed())).isEmpty();
        List<Part> mixed = new ArrayList<>(parts);
        mixed.set(2, Part.split(draw.bytes(9_000), 2_000).get(2));
        assertThat(Part.join(mixed)).isEmpty();
        mixed.set(2, new Part(parts.getFirst().whole(), 2, 5, draw.bytes(2_000)));
        assertThat(Part.join(mixed)).isEmpty();
        assertThat(Part.join(List.of())).isEmpty();
        Strictness.ofPlain(
                "part",
                parts.get(4).padded(2_100),
                b -> Part.fromPadded(b).map(part -> part.padded(b.size())).filter(_ -> b.size() == 2_100),
                seed);
    }

    @Test
    void theFormatStaysAsItIs() {
        Samples fixed = new Samples(7);
        Secret k = fixed.secret(32);
        Bytes n = fixed.bytes(32);
        Map<String, Bytes> vectors = new HashMap<>();
        vectors.put("input-header-key", fixed.headerKey.revealBytes());
        vectors.put("input-key", k.revealBytes());
        vectors.put("input-nonce", n);
        vectors.put("input-log", fixed.log.hash().value());
        vectors.put("input-room-key-seed", fixed.roomKeys.getFirst().seed().revealBytes());
        vectors.put("chain-0", Head.start(fixed.log).hash().value());
        Head head = Head.start(fixed.log);
        for (Header.Kind of : List.of(new Header.Cover(), new Header.Epoch(fixed.hash()), TALK)) {
            String kind = of.getClass().getSimpleName();
            Draft draft = Draft.of(SizeClass.SMALL, fixed.log, n, k, fixed.intent(of), text("kept as it is"));
            Slots slots = of instanceof Header.Cover
                    ? Slots.none(SizeClass.SMALL)
                    : new Slots(
                            List.of(Optional.empty(), Optional.of(fixed.bytes(140)), Optional.of(fixed.bytes(171))));
            Bytes bytes = draft.seal(fixed.headerKey, fixed.roomKeys.getFirst().seed(), slots);
            head = head.next(Entry.hashOf(bytes));
            vectors.put(kind + "-header", draft.header().encoded());
            vectors.put(kind + "-binding", draft.binding().value());
            vectors.put(kind + "-slot-text", draft.slotText().encoded());
            vectors.put(kind + "-entry", bytes);
            vectors.put(kind + "-chain-" + head.position(), head.hash().value());
        }
        GoldenFile.check("entry.txt", vectors);
    }
}
