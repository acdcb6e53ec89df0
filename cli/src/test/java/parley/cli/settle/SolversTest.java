package parley.cli.settle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Another solver is there where Parley was built with it; elsewhere one line says how to get it. */
class SolversTest {
    @Test
    void whoever_asks_for_none_gets_none() {
        assertThat(Solvers.named(null)).isEqualTo(new Solvers.Asked.Is(Optional.empty()));
    }

    @Test
    void one_that_is_not_here_is_refused_with_its_name_and_a_cure() {
        assertThat(Solvers.named("oracle"))
                .isInstanceOfSatisfying(
                        Solvers.Asked.Missing.class,
                        missing -> assertThat(missing.line())
                                .contains("\"oracle\"")
                                .contains("leave it out")
                                .doesNotContain("\n"));
    }
}
