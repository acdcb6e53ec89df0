package parley.protocol.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import parley.base.Bytes;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Secret;
import parley.base.fuzz.Bombs;
import parley.base.fuzz.Canonical;
import parley.base.fuzz.Target;
import parley.protocol.crypto.Aead;
import parley.protocol.testing.Samples;

/** What a member, who holds all keys of the room, could seal as an entry. Shorter inputs are padded to the size of the class. */
public final class EntryTargets {
    private static final SizeClass SIZE = SizeClass.SMALL;

    private EntryTargets() {}

    private record One(String name, Map<String, Bytes> seeds, Function<Bytes, Verdict> reads) implements Target {
        @Override
        public Verdict read(Bytes input) {
            return reads.apply(input);
        }
    }

    /** Header, slots and signature, under the seal. */
    public static Target seal(Samples draw) {
        Bytes nonce = draw.bytes(Layout.NONCE);
        Bytes body = draw.bytes(SIZE.bodyBytes());
        Map<String, Bytes> seeds = new LinkedHashMap<>();
        for (Header.Kind kind : List.of(new Header.Talk(), new Header.Epoch(draw.hash()), new Header.Cover())) {
            CanonicalWriter out = new CanonicalWriter();
            draw.intent(kind).with(draw.hash(), Entry.bodyHash(body)).write(out);
            new Slots(List.of(Optional.of(draw.bytes(137)), Optional.empty()))
                    .upTo(SIZE)
                    .write(out);
            seeds.put(kind.toString(), out.raw(draw.bytes(64)).bytes());
        }
        seeds.putAll(Bombs.of(List.copyOf(seeds.values())));
        return new One("entry-seal", seeds, input -> seal(draw, nonce, body, input));
    }

    private static Target.Verdict seal(Samples draw, Bytes nonce, Bytes body, Bytes input) {
        assertThat(Entry.openSeal(SIZE, draw.log, draw.headerKey, input)).isEmpty();
        int plain = SIZE.sealBytes() - Aead.OVERHEAD;
        if (input.size() > plain) {
            return Target.Verdict.REFUSED;
        }
        Bytes seal = Padding.add(input, plain);
        Bytes sealed = Entry.sealKey(draw.headerKey, nonce)
                .seal(Entry.sealAdditional(draw.log, nonce, Entry.bodyHash(body)), seal);
        Bytes bytes = new CanonicalWriter()
                .u8(Layout.VERSION)
                .raw(nonce)
                .raw(sealed)
                .raw(body)
                .bytes();
        Optional<Entry> entry = Entry.openSeal(SIZE, draw.log, draw.headerKey, bytes);
        if (entry.isEmpty()) {
            return Target.Verdict.REFUSED;
        }
        CanonicalWriter again = new CanonicalWriter();
        entry.get().header().write(again);
        entry.get().slots().write(again);
        assertThat(again.bytes()).isEqualTo(seal.slice(0, plain - 64));
        assertThat(entry.get().signedBy(draw.roomKeys.getFirst().publicKey()))
                .as("nobody signed this")
                .isFalse();
        return Target.Verdict.READ;
    }

    /** The body, under its key: a part of an event. */
    public static Target body(Samples draw) {
        Bytes nonce = draw.bytes(Layout.NONCE);
        Secret key = draw.secret(Layout.KEY);
        Map<String, Bytes> seeds = new LinkedHashMap<>();
        for (Part part : Part.split(draw.bytes(300), 200)) {
            CanonicalWriter out = new CanonicalWriter();
            part.write(out);
            seeds.put("part " + part.part(), out.bytes());
        }
        seeds.putAll(Bombs.of(List.copyOf(seeds.values())));
        Draft.Intent intent = draw.intent(new Header.Talk());
        return new One("entry-body", seeds, input -> body(draw, nonce, key, intent, input));
    }

    private static Target.Verdict body(Samples draw, Bytes nonce, Secret key, Draft.Intent intent, Bytes input) {
        int plain = SIZE.bodyBytes() - Aead.OVERHEAD;
        if (input.size() > plain) {
            return Target.Verdict.REFUSED;
        }
        BodyKeys keys = BodyKeys.of(key, nonce);
        Header header = intent.with(keys.commit(), Hash.of("placeholder"));
        Bytes body = keys.body()
                .seal(
                        Entry.bodyAdditional(
                                header.table(),
                                header.room(),
                                header.epoch(),
                                header.author(),
                                header.incarnation(),
                                header.seq()),
                        Padding.add(input, plain));
        Bytes bytes = HostileDraft.withBody(
                draw,
                nonce,
                intent,
                keys.commit(),
                body,
                draw.roomKeys.getFirst().seed());
        Entry entry = Entry.openSeal(SIZE, draw.log, draw.headerKey, bytes).orElseThrow();
        return switch (entry.openBody(key)) {
            case OpenedBody.Said(Part part) -> {
                assertThat(part.padded(plain)).isEqualTo(Padding.add(input, plain));
                yield Target.Verdict.READ;
            }
            case OpenedBody.Broken() -> Target.Verdict.REFUSED;
            case OpenedBody.WrongKey() -> throw new AssertionError("the key that was committed to");
        };
    }

    /** What a slot's message says. */
    public static Target slotText(Samples draw) {
        Bytes valid = new SlotText(draw.hash(), draw.secret(Layout.KEY)).encoded();
        return Canonical.of(
                "slot-text",
                Map.of("valid", valid),
                input -> SlotText.decode(input).map(SlotText::encoded));
    }
}
