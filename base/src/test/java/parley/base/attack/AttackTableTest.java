package parley.base.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The pages of attacks hold what they promise: distinct attacks, by every adversary, each with what must be taken out. */
class AttackTableTest {
    /** What the project set itself. */
    private static final int LEAST = 250;

    private final List<Attack> attacks;

    AttackTableTest() throws IOException {
        attacks = AttackTable.all();
    }

    @Test
    void there_are_as_many_as_were_promised_of_every_adversary() {
        assertThat(attacks).hasSizeGreaterThanOrEqualTo(LEAST);
        Set<Attack.By> by = attacks.stream().map(Attack::by).collect(Collectors.toSet());
        assertThat(by).isEqualTo(EnumSet.allOf(Attack.By.class));
    }

    @Test
    void no_two_have_one_name_or_one_sentence() {
        assertThat(attacks).extracting(Attack::name).doesNotHaveDuplicates();
        assertThat(attacks)
                .extracting(attack -> attack.sentence().toLowerCase(Locale.ROOT))
                .doesNotHaveDuplicates();
    }

    @Test
    void no_two_play_one_test_against_one_weakening() {
        assertThat(attacks)
                .extracting(attack -> attack.test() + " " + attack.weakenings())
                .doesNotHaveDuplicates();
    }

    @Test
    void each_is_one_sentence_and_says_what_is_taken_out_and_where_that_stands() {
        assertThat(attacks).allSatisfy(attack -> {
            assertThat(attack.sentence()).as(attack.name()).endsWith(".").matches("[^.]+\\.");
            assertThat(attack.weakenings()).as(attack.name()).isNotEmpty();
            for (Weakening weakening : attack.weakenings()) {
                assertThat(Passage.of(weakening).first()).isPositive();
            }
        });
    }
}
