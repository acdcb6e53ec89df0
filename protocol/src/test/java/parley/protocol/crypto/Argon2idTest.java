package parley.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.base.Bytes;
import parley.base.Secret;

/** The keys are those of OpenSSL's Argon2id, so that a vault opens under any library that keeps to RFC 9106. */
class Argon2idTest {
    private static final Bytes SALT = Bytes.utf8("sixteen bytes ok");

    private static Secret passphrase(String words) {
        return Secret.of(Bytes.utf8(words));
    }

    private static String key(String words, Bytes salt, int memoryKiB, int passes) {
        return Bytes.wrap(Argon2id.stretch(passphrase(words), salt, memoryKiB, passes)
                        .reveal())
                .toHex();
    }

    @Test
    void a_key_is_what_another_library_makes_of_the_same_passphrase_salt_memory_and_passes() {
        assertThat(key("correct horse battery staple", SALT, 64, 3))
                .isEqualTo("588a1a21d1038f4d6f35e010f5b96aede8483bd429e8b1859f2fde12e683b752");
    }

    @Test
    void the_least_cost_is_eight_kibibytes_and_one_pass() {
        Bytes salt = Bytes.hex("000102030405060708090a0b0c0d0e0f");
        assertThat(key("\u06a9\u0644\u06cc\u062f", salt, 8, 1))
                .isEqualTo("a29c21b64b810e76ffd538a291f98f72daa2a2fb2f682663f0e3d257799091b7");
    }

    @ParameterizedTest
    @CsvSource({"15, 64, 3", "17, 64, 3", "16, 7, 3", "16, 64, 0"})
    void a_salt_of_another_size_or_less_than_the_least_cost_is_a_mistake_in_the_program(
            int salt, int memoryKiB, int passes) {
        assertThatThrownBy(() -> key("correct horse battery staple", Bytes.wrap(new byte[salt]), memoryKiB, passes))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_passphrase_stays_usable_after_its_key_was_made() {
        Secret words = passphrase("correct horse battery staple");
        Secret key = Argon2id.stretch(words, SALT, 64, 1);
        assertThat(Argon2id.stretch(words, SALT, 64, 1)).isEqualTo(key);
    }
}
