package parley.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.node.api.ApiJson;

final class FiguresTest {
    private static final Machine MACHINE =
            new Machine("a processor", 2, 2048, "ext4 on /dev/x", "Linux", "Java 25", 0.5);

    @TempDir
    private Path folder;

    @Test
    void aGoalIsMetAtItsLimitAndNotBeyond() {
        assertThat(Goal.atMost("time", 15, "ms", 15).met()).isTrue();
        assertThat(Goal.atMost("time", 15.01, "ms", 15).met()).isFalse();
        assertThat(Goal.atLeast("rate", 50, "/s", 50).met()).isTrue();
        assertThat(Goal.atLeast("rate", 49.9, "/s", 50).met()).isFalse();
    }

    @Test
    void whatWasNotMeasuredIsNotMetAndSaysWhy() {
        Goal goal = Goal.unmeasured("rate", "/s", false, 50, "nothing to compare with");
        assertThat(goal.met()).isFalse();
        assertThat(new Figures(List.of(goal), List.of(), List.of()).table(MACHINE))
                .contains("not measured: nothing to compare with");
    }

    @Test
    void theTableNamesTheMachineAndEachGoalWithItsFigure() {
        Figures figures = Figures.of(List.of(
                new Figures(List.of(Goal.atMost("time", 12.3, "ms", 15)), List.of(), List.of("How it went.")),
                new Figures(
                        List.of(Goal.atLeast("rate", 20, "/s", 50)),
                        List.of(new Figures.Beside("forcing", 0.5, "ms")),
                        List.of())));
        assertThat(figures.table(MACHINE).lines().map(line -> line.replaceAll(" +", " ")))
                .contains(
                        "a processor, 2 cores, 2,048 MiB memory, ext4 on /dev/x",
                        "time ≤ 15 ms 12.3 ms yes",
                        "rate ≥ 50 /s 20 /s NO",
                        "forcing 0.50 ms",
                        "How it went.");
    }

    @Test
    void theSameIsInTheJson() {
        Figures figures = new Figures(
                List.of(
                        Goal.atMost("time", 12.5, "ms", 15),
                        Goal.unmeasured("memory", "MiB", true, 250, "this system doesn't tell")),
                List.of(),
                List.of());
        assertThat(new String(ApiJson.write(figures.json(MACHINE)), StandardCharsets.UTF_8))
                .contains("\"machine\":{\"cpu\":\"a processor\"")
                .contains("{\"what\":\"time\",\"most\":15.0,\"figure\":12.5,\"unit\":\"ms\",\"met\":true}")
                .contains("{\"what\":\"memory\",\"most\":250.0,\"notMeasured\":\"this system doesn't tell\"");
    }

    @Test
    void thisMachineIsDescribed() throws Exception {
        assertThat(Machine.here(folder).lines())
                .allSatisfy(line -> assertThat(line).isNotBlank());
    }

    @Test
    void halfOfTheSamplesAreNoSlowerThanTheMedian() {
        Samples samples = new Samples();
        for (int millis = 1; millis <= 100; millis++) {
            samples.add(millis * 1_000_000L);
        }
        assertThat(samples.median()).isBetween(50.0, 51.0);
        assertThat(samples.at(0.95)).isBetween(95.0, 96.0);
        assertThat(samples.most()).isEqualTo(100.0);
    }
}
