package parley.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Role;
import parley.protocol.testing.Samples;
import parley.protocol.testing.Seeds;
import parley.protocol.testing.Strictness;

class OnRecordTest {
    private final long seed = Seeds.next();
    private final Samples draw = new Samples(seed);
    private final OnRecordPair own = OnRecordPair.generate(draw.randomness());
    private final OnRecordKeys other = draw.onRecordKeys();
    private final Bytes instrument = draw.bytes(OnRecordStatement.INSTRUMENT);
    private final Hash text = OnRecordStatement.textOf(Bytes.utf8("The parties agree on the following principles."));

    private OnRecordStatement statement(Hash text) {
        return new OnRecordStatement(instrument, "accord", text, Role.PARTY, own.open(), List.of(other));
    }

    @Test
    void bothSignaturesMustHold() {
        OnRecordSignature good = statement(text).sign(own, draw.randomness());
        OnRecordSignature ofAnother =
                statement(OnRecordStatement.textOf(Bytes.utf8("Another text."))).sign(own, draw.randomness());
        assertThat(statement(text).verify(good)).isTrue();
        assertThat(statement(text).verify(new OnRecordSignature(good.ed25519(), ofAnother.mlDsa65())))
                .isFalse();
        assertThat(statement(text).verify(new OnRecordSignature(ofAnother.ed25519(), good.mlDsa65())))
                .isFalse();
        assertThat(statement(text).verify(ofAnother)).isFalse();
    }

    @Test
    void everyPartOfTheStatementIsSigned() {
        OnRecordSignature signature = statement(text).sign(own, draw.randomness());
        List<OnRecordKeys> others = List.of(other);
        List<OnRecordStatement> changed = List.of(
                new OnRecordStatement(draw.bytes(32), "accord", text, Role.PARTY, own.open(), others),
                new OnRecordStatement(instrument, "minutes", text, Role.PARTY, own.open(), others),
                new OnRecordStatement(instrument, "accord", draw.hash(), Role.PARTY, own.open(), others),
                new OnRecordStatement(instrument, "accord", text, Role.MEDIATOR, own.open(), others),
                new OnRecordStatement(instrument, "accord", text, Role.PARTY, own.open(), List.of()),
                new OnRecordStatement(
                        instrument, "accord", text, Role.PARTY, own.open(), List.of(other, draw.onRecordKeys())));
        for (OnRecordStatement statement : changed) {
            assertThat(statement.verify(signature)).isFalse();
        }
    }

    @Test
    void theOrderInWhichOthersAreNamedIsNoDifference() {
        OnRecordKeys third = draw.onRecordKeys();
        OnRecordStatement one =
                new OnRecordStatement(instrument, "accord", text, Role.PARTY, own.open(), List.of(other, third));
        OnRecordStatement same =
                new OnRecordStatement(instrument, "accord", text, Role.PARTY, own.open(), List.of(third, other, third));
        assertThat(one.signedBytes()).isEqualTo(same.signedBytes());
    }

    /** Whoever verifies years later must write the same bytes: in ascending order means by the whole keys, Ed25519's first. */
    @Test
    void othersStandInAscendingOrderOfTheirKeys() {
        OnRecordKeys low = keys(1, 3);
        OnRecordKeys between = keys(2, 1);
        OnRecordKeys high = keys(2, 2);
        Bytes signed = new OnRecordStatement(
                        instrument, "accord", text, Role.PARTY, own.open(), List.of(high, low, between))
                .signedBytes();
        CanonicalWriter end = new CanonicalWriter();
        end.list(List.of(low, between, high), (out, keys) -> keys.write(out));
        assertThat(signed.slice(signed.size() - end.bytes().size(), signed.size()))
                .isEqualTo(end.bytes());
    }

    private static OnRecordKeys keys(int ed25519, int mlDsa65) {
        return new OnRecordKeys(
                Bytes.hex("0%d".formatted(ed25519).repeat(Ed25519.PUBLIC)),
                Bytes.hex("0%d".formatted(mlDsa65).repeat(OnRecordKeys.ML_DSA_PUBLIC)));
    }

    /** Attack 6: two rooms with other tables, logs, heads and members in common sign the same bytes. */
    @Test
    void nothingOfTheTalkIsSigned() {
        Samples otherRoom = new Samples(seed + 1);
        Bytes signed = statement(text).signedBytes();
        for (Samples room : List.of(draw, otherRoom)) {
            Bytes[] around = {
                room.table.hash().value(),
                room.room.hash().value(),
                room.log.hash().value(),
                room.founding().hash().value(),
                room.cards.getFirst().node().identityKey(),
                room.cards.getFirst().node().keysHash().value(),
                room.cards.getFirst().roomKey()
            };
            for (Bytes fact : around) {
                assertThat(signed.toHex()).doesNotContain(fact.toHex().substring(0, 16));
            }
        }
        int keys = Ed25519.PUBLIC + OnRecordKeys.ML_DSA_PUBLIC;
        int label = "parley/1/on-record".length();
        assertThat(signed.size())
                .as("label, instrument, form, text, role, own keys, others: nothing else fits")
                .isEqualTo(4 + label + 32 + 4 + "accord".length() + 32 + 1 + keys + 4 + keys);
    }

    @Test
    void keysOfAnotherSignNothingInThisName() {
        OnRecordPair stranger = OnRecordPair.generate(draw.randomness());
        assertThatThrownBy(() -> statement(text).sign(stranger, draw.randomness()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void pairsAndSignaturesHaveOneEncoding() {
        CanonicalWriter out = new CanonicalWriter();
        own.write(out);
        OnRecordPair again =
                CanonicalReader.whole(out.bytes(), OnRecordPair::read).orElseThrow();
        OnRecordSignature signature = statement(text).sign(again, draw.randomness());
        assertThat(statement(text).verify(signature)).isTrue();
        Strictness.ofPlain(
                "signature",
                signature.encoded(),
                b -> OnRecordSignature.decode(b).map(OnRecordSignature::encoded),
                seed);
    }

    @Test
    void noChangedSignatureVerifies() {
        Bytes signature = statement(text).sign(own, draw.randomness()).encoded();
        OnRecordStatement statement = statement(text);
        for (int i = 0; i < 150; i++) {
            byte[] changed = signature.toArray();
            changed[draw.below(changed.length)] ^= (byte) (1 << draw.below(8));
            Optional<OnRecordSignature> read = OnRecordSignature.decode(Bytes.wrap(changed));
            assertThat(read.map(statement::verify).orElse(false)).isFalse();
        }
    }

    @Test
    void oneSeedGivesOnePair() {
        assertThat(OnRecordPair.generate(new Samples(5).randomness()).open())
                .isEqualTo(OnRecordPair.generate(new Samples(5).randomness()).open());
    }

    @Test
    void a_form_of_sixty_four_bytes_is_signed() {
        assertThatCode(() -> ofForm("x".repeat(OnRecordStatement.MOST_FORM_BYTES)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> ofForm("x".repeat(OnRecordStatement.MOST_FORM_BYTES + 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ofForm("")).isInstanceOf(IllegalArgumentException.class);
    }

    private OnRecordStatement ofForm(String form) {
        return new OnRecordStatement(instrument, form, text, Role.PARTY, own.open(), List.of(other));
    }
}
