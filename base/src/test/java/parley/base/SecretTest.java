package parley.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A secret shows nothing of itself, and what was erased is gone. */
class SecretTest {
    @Test
    void printsNothingOfItself() {
        Secret one = Secret.of(Bytes.utf8("the number is 18 hours"));
        assertThat(one.toString()).isEqualTo("Secret");
        assertThat(String.valueOf(one.hashCode()))
                .isEqualTo(String.valueOf(Secret.of(Bytes.EMPTY).hashCode()));
    }

    @Test
    void closingErasesIt() {
        Secret secret = Secret.of(Bytes.hex("010203"));
        secret.close();
        assertThat(secret.revealBytes()).isEqualTo(Bytes.hex("000000"));
    }

    @Test
    void aRevealedCopyIsACopy() {
        Secret secret = Secret.of(Bytes.hex("0102"));
        secret.reveal()[0] = 9;
        assertThat(secret).isEqualTo(Secret.of(Bytes.hex("0102")));
    }

    @Test
    void bytesPrintOnlyTheirLength() {
        assertThat(Bytes.utf8("canary").toString()).isEqualTo("Bytes[6]");
    }
}
