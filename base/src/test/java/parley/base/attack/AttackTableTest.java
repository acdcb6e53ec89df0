package parley.base.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The pages of attacks hold what they promise: distinct attacks, by every adversary, each with what must be taken out. */
class AttackTableTest {
    /** As many as there were of each on 30 November 2026: who takes one out puts another in its place, or says why not. */
    private static final Map<Attack.By, Integer> LEAST = Map.of(
            Attack.By.MEMBER, 223,
            Attack.By.MEDIATOR, 151,
            Attack.By.STRANGER, 86,
            Attack.By.DEVICE, 86,
            Attack.By.RELAY, 58,
            Attack.By.CONTENT, 52,
            Attack.By.CONFUSION, 25,
            Attack.By.PAGE, 24);

    private final List<Attack> attacks;

    AttackTableTest() throws IOException {
        attacks = AttackTable.all();
    }

    @Test
    void of_no_adversary_are_there_fewer_than_there_were() {
        Map<Attack.By, Long> found = attacks.stream().collect(Collectors.groupingBy(Attack::by, Collectors.counting()));

        assertThat(LEAST).containsOnlyKeys(Attack.By.values());
        assertThat(LEAST)
                .allSatisfy((by, least) ->
                        assertThat(found.getOrDefault(by, 0L)).as(by.name()).isGreaterThanOrEqualTo(least));
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
