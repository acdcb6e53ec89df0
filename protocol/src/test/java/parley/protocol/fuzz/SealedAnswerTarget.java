package parley.protocol.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Secret;
import parley.base.fuzz.Bombs;
import parley.base.fuzz.Target;
import parley.protocol.crypto.Aead;
import parley.protocol.pairing.SealedAnswer;
import parley.protocol.testing.Samples;

/** What somebody with the invitation could have sealed as an answer to it. */
final class SealedAnswerTarget implements Target {
    private final Secret secret;
    private final Hash invitation;
    private final Bytes nonce;
    private final Bytes valid;

    SealedAnswerTarget(Samples draw) {
        secret = draw.secret(32);
        invitation = draw.hash();
        nonce = draw.bytes(32);
        valid = plain(new SealedAnswer(draw.bytes(33), 2, draw.bytes(300)));
    }

    @Override
    public String name() {
        return "sealed-answer";
    }

    @Override
    public Map<String, Bytes> seeds() {
        Map<String, Bytes> seeds = new LinkedHashMap<>(Map.of("valid", valid));
        seeds.putAll(Bombs.of(List.of(valid)));
        return seeds;
    }

    @Override
    public Verdict read(Bytes input) {
        assertThat(SealedAnswer.open(secret, invitation, input)).isEmpty();
        Bytes sealed = Bytes.concat(nonce, Aead.once(secret, "answer", nonce).seal(invitation.value(), input));
        Optional<SealedAnswer> answer = SealedAnswer.open(secret, invitation, sealed);
        answer.ifPresent(read -> assertThat(plain(read)).isEqualTo(input));
        return answer.isPresent() ? Verdict.READ : Verdict.REFUSED;
    }

    private static Bytes plain(SealedAnswer answer) {
        return new CanonicalWriter()
                .raw(answer.identityKey())
                .u32(answer.incarnation())
                .field(answer.message())
                .bytes();
    }
}
