package parley.protocol.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalWriter;
import parley.base.LogId;
import parley.base.Randomness;
import parley.base.Secret;
import parley.base.fuzz.Bombs;
import parley.base.fuzz.Target;
import parley.protocol.crypto.Aead;
import parley.protocol.entry.Padding;
import parley.protocol.inbox.InboxParts;
import parley.protocol.inbox.InboxSeal;
import parley.protocol.testing.Samples;

/** What somebody who may write into an inbox could have sealed there; shorter inputs are padded as the format pads. */
final class InboxSealTarget implements Target {
    private static final int PREFIX = 33;
    private static final int PLAIN = InboxSeal.BYTES - PREFIX - Aead.OVERHEAD;

    private final LogId inbox;
    private final Secret key;
    private final Bytes nonce;
    private final Map<String, Bytes> seeds = new LinkedHashMap<>();

    InboxSealTarget(Samples draw) {
        inbox = draw.log;
        key = draw.secret(32);
        nonce = draw.bytes(32);
        Bytes text = InboxParts.split(draw.messages().getFirst()).getFirst();
        seeds.put("cover", new CanonicalWriter().u8(0).bytes());
        seeds.put(
                "message",
                new CanonicalWriter().u8(1).hash(draw.hash()).field(text).bytes());
        seeds.put("answer", new CanonicalWriter().u8(2).field(draw.bytes(400)).bytes());
        seeds.putAll(Bombs.of(List.copyOf(seeds.values())));
    }

    @Override
    public String name() {
        return "inbox-entry";
    }

    @Override
    public Map<String, Bytes> seeds() {
        return seeds;
    }

    @Override
    public Verdict read(Bytes input) {
        assertThat(InboxSeal.open(inbox, key, input)).isEmpty();
        if (input.size() > PLAIN) {
            return Verdict.REFUSED;
        }
        Bytes additional =
                new CanonicalWriter().u8(1).hash(inbox.hash()).raw(nonce).bytes();
        Bytes sealed = Aead.once(key, "inbox", nonce).seal(additional, Padding.add(input, PLAIN));
        Bytes entry = new CanonicalWriter().u8(1).raw(nonce).raw(sealed).bytes();
        Optional<InboxSeal.Content> content = InboxSeal.open(inbox, key, entry);
        content.ifPresent(read ->
                assertThat(InboxSeal.seal(inbox, key, read, fixed(nonce))).isEqualTo(entry));
        return content.isPresent() ? Verdict.READ : Verdict.REFUSED;
    }

    private static Randomness fixed(Bytes bytes) {
        return target -> System.arraycopy(bytes.toArray(), 0, target, 0, target.length);
    }
}
