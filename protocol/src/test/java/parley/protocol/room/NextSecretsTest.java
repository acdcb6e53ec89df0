package parley.protocol.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.protocol.testing.GoldenFile;
import parley.protocol.testing.Samples;

/** What may end an epoch: bodies that give a log which nobody chose, and in rooms of before those of before (protocol.md, "Epochs"). */
class NextSecretsTest {
    private final Samples draw = new Samples(5);
    private final Hash opening = draw.hash();
    private final EpochSecrets ended = draw.secrets();
    private final EpochSecrets endedOfBefore = ofBefore(draw.secrets());

    private static EpochSecrets ofBefore(EpochSecrets like) {
        return EpochSecrets.ofBefore(like.capability(), like.headerKey(), like.relay());
    }

    private static Bytes encoded(Consumer<CanonicalWriter> write) {
        CanonicalWriter out = new CanonicalWriter();
        write.accept(out);
        return out.bytes();
    }

    private NextSecrets fresh() {
        return NextSecrets.fresh(draw.randomness(), draw.relay, opening);
    }

    private static Bytes body(NextSecrets next) {
        return encoded(next::write);
    }

    private static Bytes body(EpochSecrets secrets) {
        return encoded(secrets::write);
    }

    @Test
    void whatIsDrawnForAnEpochEndsItAndNoOther() {
        NextSecrets next = fresh();
        assertThat(NextSecrets.in(body(next), ended, opening)).contains(next.secrets());
        assertThat(NextSecrets.in(body(next), ended, draw.hash())).isEmpty();
    }

    @Test
    void aCapabilityThatWasThereBeforeFollowsFromNoSeed() {
        NextSecrets chosen = new NextSecrets(fresh().seed(), draw.secrets());
        assertThat(NextSecrets.in(body(chosen), ended, opening)).isEmpty();
        assertThat(NextSecrets.in(body(chosen), endedOfBefore, opening)).isEmpty();
    }

    @Test
    void aBodyOfBeforeEndsOnlyWhatAProgramOfBeforeBegan() {
        EpochSecrets next = ofBefore(draw.secrets());
        assertThat(NextSecrets.in(body(next), ended, opening)).isEmpty();
        assertThat(NextSecrets.in(body(next), endedOfBefore, opening)).contains(next);
    }

    @Test
    void aBodyOfBeforeNamesAnotherLogThanTheOneThatEnds() {
        EpochSecrets same = new EpochSecrets(
                EpochSecrets.FREE, endedOfBefore.capability(), draw.secrets().headerKey(), endedOfBefore.relay());
        assertThat(NextSecrets.in(body(same), endedOfBefore, opening)).isEmpty();
    }

    /** Else a room of now could be led back to where logs are chosen. */
    @Test
    void whatProgramsOfBeforeBeganIsEndedByABodyOfNowForGood() {
        NextSecrets next = fresh();
        assertThat(NextSecrets.in(body(next), endedOfBefore, opening)).contains(next.secrets());
        EpochSecrets unbound = draw.secrets();
        assertThat(NextSecrets.in(body(unbound), endedOfBefore, opening)).isEmpty();
        Bytes mixed = encoded(out -> {
            out.u8(2).secret(next.seed());
            ofBefore(next.secrets()).write(out);
        });
        assertThat(CanonicalReader.whole(mixed, NextSecrets::read)).isEmpty();
        assertThatThrownBy(() -> new NextSecrets(next.seed(), ofBefore(next.secrets())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** An opening names the header key, so who takes one takes the version with it. */
    @Test
    void secretsOfBeforeAndOfNowHaveNoNameInCommon() {
        assertThat(ofBefore(ended).headerKeyHash()).isNotEqualTo(ended.headerKeyHash());
        assertThat(ofBefore(ended).logId()).isEqualTo(ended.logId());
    }

    @Test
    void aBodyIsOneNumberOfVersionAndNothingElse() {
        assertThat(NextSecrets.in(Bytes.EMPTY, ended, opening)).isEqualTo(Optional.empty());
        Bytes longer = Bytes.concat(body(fresh()), Bytes.utf8("x"));
        assertThat(NextSecrets.in(longer, ended, opening)).isEmpty();
    }

    @Test
    void theFormatStaysAsItIs() {
        Samples fixed = new Samples(7);
        Hash of = fixed.plan().hash();
        NextSecrets next = NextSecrets.fresh(fixed.randomness(), fixed.relay, of);
        GoldenFile.check("next-secrets.txt", Map.of("opening-hash", of.value(), "next-secrets", body(next)));
    }
}
