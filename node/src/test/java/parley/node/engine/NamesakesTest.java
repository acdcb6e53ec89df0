package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import parley.base.Hash;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Role;
import parley.node.desk.ToldApart;

class NamesakesTest {
    private static final String ONE = "1".repeat(64);
    private static final String TWO = "2".repeat(64);
    private static final String THREE = "3".repeat(64);

    @Test
    void one_of_its_name_is_shown_under_it() {
        Namesakes names = Namesakes.among(List.of(person(ONE, "Iran"), person(TWO, "Oman")));
        assertThat(names.shown(person(ONE, "Iran"))).isEqualTo("Iran");
        assertThat(names.of(id(ONE), "Iran")).isEmpty();
    }

    @Test
    void two_of_one_name_are_both_told_apart() {
        Namesakes names = Namesakes.among(List.of(person(ONE, "Iran"), person(TWO, "Iran")));
        assertThat(names.shown(person(ONE, "Iran"))).isEqualTo("Iran (11111111)");
        assertThat(names.shown(person(TWO, "Iran"))).isEqualTo("Iran (22222222)");
        assertThat(names.of(id(ONE), "Iran")).containsExactly(id(TWO));
    }

    @Test
    void two_names_that_look_alike_are_told_apart_too() {
        String cyrillic = "\u041em\u0430n";
        Namesakes names = Namesakes.among(List.of(person(ONE, "Oman"), person(TWO, cyrillic)));
        assertThat(names.shown(person(ONE, "Oman"))).isEqualTo("Oman (11111111)");
        assertThat(names.shown(person(TWO, cyrillic))).isEqualTo(cyrillic + " (22222222)");
    }

    @Test
    void whoever_tried_keys_until_the_first_digits_were_anothers_is_still_told_apart() {
        String near = "1".repeat(11) + "2".repeat(53);
        Namesakes names = Namesakes.among(List.of(person(ONE, "Iran"), person(near, "Iran")));
        assertThat(Stream.of(ONE, near).map(hex -> names.shown(person(hex, "Iran"))))
                .containsExactly("Iran (111111111111)", "Iran (111111111112)");
    }

    @Test
    void a_stranger_who_bears_the_name_of_somebody_here_is_told_apart() {
        Namesakes names = Namesakes.among(List.of(person(ONE, "Iran")));
        assertThat(names.shown(person(TWO, "Iran"))).isEqualTo("Iran (22222222)");
        assertThat(names.shown(person(TWO, "Qatar"))).isEqualTo("Qatar");
    }

    @Test
    void whoever_bears_the_digits_of_another_as_a_part_of_its_name_is_told_apart_from_it() {
        List<Principal> three = List.of(person(ONE, "Iran"), person(TWO, "Iran (11111111)"), person(THREE, "Iran"));
        Namesakes names = Namesakes.among(three);
        assertThat(three).extracting(names::shown).doesNotHaveDuplicates();
        assertThat(names.shown(three.get(1))).isEqualTo("Iran (11111111) (22222222)");
        Namesakes two = Namesakes.among(three.subList(0, 2));
        assertThat(two.of(id(ONE), "Iran")).containsExactly(id(TWO));
    }

    @Test
    void a_card_that_gives_another_role_to_somebody_known_makes_no_second_person_of_it() {
        Principal otherwise = new Principal(id(ONE), "Iran", Role.MEDIATOR);
        Namesakes names = Namesakes.among(List.of(person(ONE, "Iran"), person(TWO, "Oman")));
        assertThat(names.with(otherwise).alikeShown(otherwise)).isEmpty();
        assertThat(names.with(person(THREE, "Iran")).alikeShown(person(THREE, "Iran")))
                .containsExactly("Iran (11111111)");
    }

    @Test
    void the_name_that_its_bearer_chose_is_found_again() {
        assertThat(ToldApart.bare("Iran (11111111)")).isEqualTo("Iran");
        assertThat(ToldApart.bare("Iran")).isEqualTo("Iran");
        assertThat(ToldApart.bare("Iran (north)")).isEqualTo("Iran (north)");
    }

    private static Principal person(String hex, String name) {
        return new Principal(id(hex), name, Role.PARTY);
    }

    private static PrincipalId id(String hex) {
        return new PrincipalId(Hash.hex(hex));
    }
}
