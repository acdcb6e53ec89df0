package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("parley bench")
class BenchCommandTest {
    private final StringWriter err = new StringWriter();

    private int run(String... words) {
        return Main.execute(Main.commandLine().setErr(new PrintWriter(err)), words);
    }

    @Test
    @DisplayName("refuses, before it measures anything, the wires' options with what doesn't watch wires")
    void wiresOnly() {
        assertThat(run("bench", "settle", "--wire")).isEqualTo(Stop.BAD);
        assertThat(run("bench", "talk", "--pairs", "8")).isEqualTo(Stop.BAD);
        assertThat(run("bench", "quiet", "--pairs", "8")).isEqualTo(Stop.BAD);
        assertThat(err.toString().lines())
                .hasSize(3)
                .containsOnly("parley bench: --wire goes with quiet only, and --pairs with quiet --wire");
    }

    @Test
    @DisplayName("refuses to watch wires for so short that there would be no verdict")
    void notTooShort() {
        assertThat(run("bench", "quiet", "--wire", "--minutes", "19")).isEqualTo(Stop.BAD);
        assertThat(err.toString().strip()).isEqualTo("parley bench: --minutes is at least 20 with --wire");
    }
}
