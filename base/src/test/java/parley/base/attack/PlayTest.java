package parley.base.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import parley.base.PreparedFirst;
import parley.base.attack.Weakening.Word;

/** An attack got through when its test saw what must not be, and not when something else failed on the way. */
class PlayTest {
    private static final String FILE = "base/Hash.java";

    private static Attack attack(Word word, String text) {
        return new Attack(
                "an-attack",
                Attack.By.STRANGER,
                "Gives half a hash for one.",
                PreparedFirst.class.getName() + ".refusesWhatIsNoHash",
                List.of(new Weakening(FILE, word, text)));
    }

    @Test
    void what_the_test_sees_without_the_check_is_the_attacks_success() throws Exception {
        Attack attack = attack(Word.SKIPS, "if (value.size() != SIZE)");

        assertThat(Play.real(attack).allPassed()).isTrue();
        assertThat(Play.weakened(attack).gotThrough()).isTrue();
    }

    @Test
    void a_preparation_that_fails_is_no_success() throws Exception {
        Play weakened = Play.weakened(attack(Word.DENIES, "public String toHex()"));

        assertThat(weakened.told()).startsWith("0 passed; ");
        assertThat(weakened.gotThrough()).isFalse();
    }

    @Test
    void a_program_that_only_breaks_is_no_success() throws Exception {
        Play weakened = Play.weakened(attack(Word.DENIES, "public static Hash of(String purpose, Bytes... fields)"));

        assertThat(weakened.told()).startsWith("0 passed; ");
        assertThat(weakened.gotThrough()).isFalse();
    }
}
