package parley.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.base.Secret;
import parley.protocol.port.LogRef;
import parley.protocol.port.Relay;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.Relay.Why;
import parley.protocol.port.SignedHead;

/** The honest relay of a simulation answers as the relay port says. */
class SimRelayTest {
    private static final Bytes CAPABILITY = Bytes.utf8("a capability");
    private static final Hash ITS_HASH = LogRef.capabilityHash(CAPABILITY);
    private static final LogId LOG = LogRef.idOf(ITS_HASH, ITS_HASH);

    private final SimRelay relay = new SimRelay("relay.invalid", 1);

    @Test
    void chainsWhatIsAppendedAndSignsEveryHead() throws Exception {
        relay.create(ITS_HASH, ITS_HASH);
        SignedHead second = append("one").then(this, "two");
        Head expected =
                Head.start(LOG).next(Hash.of("entry", Bytes.utf8("one"))).next(Hash.of("entry", Bytes.utf8("two")));
        assertThat(second.head()).isEqualTo(expected);
        assertThat(verifies(second)).isTrue();
        Relay.Page page = given(relay.read(LOG, Secret.of(CAPABILITY), 0, 1, Duration.ZERO));
        assertThat(page.entries()).containsExactly(Bytes.utf8("one"));
        assertThat(page.upTo().head().position()).isEqualTo(1);
        assertThat(page.current().head()).isEqualTo(expected);
    }

    @Test
    void placesTheSameBytesOnce() {
        relay.create(ITS_HASH, ITS_HASH);
        SignedHead first = append("one").head();
        append("two");
        assertThat(append("one").head()).isEqualTo(first);
        assertThat(relay.state().log(LOG).orElseThrow().size()).isEqualTo(2);
    }

    @Test
    void refusesABaseThatIsNotOnItsChain() {
        relay.create(ITS_HASH, ITS_HASH);
        Head elsewhere = new Head(0, Hash.of("elsewhere"));
        assertThat(relay.append(LOG, Secret.of(CAPABILITY), Optional.of(elsewhere), Bytes.utf8("x"), Optional.empty()))
                .isEqualTo(new Answer.Declined<>(Why.OTHER_CHAIN));
    }

    @Test
    void healsOnlyRightBehindTheHeadThatIsNamed() {
        relay.create(ITS_HASH, ITS_HASH);
        Head one = append("one").head().head();
        append("two");
        Optional<Head> none = Optional.empty();
        assertThat(relay.append(LOG, Secret.of(CAPABILITY), none, Bytes.utf8("x"), Optional.of(one)))
                .isEqualTo(new Answer.Declined<>(Why.PLACE_TAKEN));
        assertThat(relay.append(LOG, Secret.of(CAPABILITY), none, Bytes.utf8("two"), Optional.of(one)))
                .isInstanceOf(Answer.Given.class);
    }

    @Test
    void knowsLogsAndCapabilitiesApart() {
        assertThat(relay.read(LOG, Secret.of(CAPABILITY), 0, 1, Duration.ZERO))
                .isEqualTo(new Answer.Declined<>(Why.NO_SUCH_LOG));
        relay.create(ITS_HASH, ITS_HASH);
        assertThat(relay.read(LOG, Secret.of(Bytes.utf8("guess")), 0, 1, Duration.ZERO))
                .isEqualTo(new Answer.Declined<>(Why.WRONG_CAPABILITY));
    }

    private record Appended(SignedHead head) {
        SignedHead then(SimRelayTest test, String next) {
            return test.append(next).head();
        }
    }

    private Appended append(String entry) {
        return new Appended(given(relay.append(
                LOG, Secret.of(CAPABILITY), Optional.of(Head.start(LOG)), Bytes.utf8(entry), Optional.empty())));
    }

    private static <T> T given(Answer<T> answer) {
        if (answer instanceof Answer.Given<T>(T value)) {
            return value;
        }
        throw new AssertionError("the relay declined: " + answer);
    }

    private boolean verifies(SignedHead head) throws Exception {
        // RFC 8410: the fixed prefix of an X.509 Ed25519 key.
        Bytes encoded = Bytes.concat(
                Bytes.wrap(HexFormat.of().parseHex("302a300506032b6570032100")),
                relay.address().key());
        PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded.toArray()));
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(key);
        signature.update(SignedHead.signedBytes(head.root()).toArray());
        return signature.verify(head.signature().toArray());
    }
}
