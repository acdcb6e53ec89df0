package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./parley} shows while it builds, over a Maven that says what a test has it say. */
class BuildScriptTest {
    private static final int BUILD_FAILED = 3;

    @TempDir
    private Path folder;

    @BeforeEach
    void checkOut() throws IOException {
        Files.copy(Path.of("..", "parley"), folder.resolve("parley"));
        Files.createDirectories(folder.resolve("cli"));
        Files.createFile(folder.resolve("pom.xml"));
    }

    @Test
    void itNamesTheModulesAndCountsWhatIsFetchedByFifties() throws Exception {
        assertThat(built(0, fetched(60) + "[INFO] Building Parley base 1.0 [2/9]\n" + fetched(60)))
                .containsSubsequence("  50 files fetched…", "  base", "  100 files fetched…", "built.");
    }

    @Test
    void whereNothingIsFetchedItSpeaksOfNoFiles() throws Exception {
        assertThat(built(0, "[INFO] Building Parley base 1.0 [2/9]\n"))
                .contains("  base", "built.")
                .noneMatch(line -> line.contains("fetched"));
    }

    @Test
    void aBuildThatFailsEndsItWithWhatWasWrong() throws Exception {
        assertThat(built(1, fetched(50) + "[ERROR] no such module\n"))
                .contains("  50 files fetched…", "[ERROR] no such module")
                .doesNotContain("built.");
    }

    private static String fetched(int files) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < files; i++) {
            out.append("[INFO] Downloading from central: https://example.org/x.jar\n")
                    .append("[INFO] Downloaded from central: https://example.org/x.jar (1 kB at 2 kB/s)\n");
        }
        return out.toString();
    }

    /** What it says, without its name; behind a good build stands no program, so that it ends with another exit code than of a bad one. */
    private List<String> built(int code, String said) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("said"), said);
        Path maven = Files.writeString(folder.resolve("mvnw"), "#!/bin/sh\ncat said\nexit " + code + "\n");
        assertThat(maven.toFile().setExecutable(true)).isTrue();
        ProcessBuilder script = new ProcessBuilder("sh", "parley", "--version")
                .directory(folder.toFile())
                .redirectErrorStream(true);
        script.environment().put("PARLEY_JAVA_HOME", System.getProperty("java.home"));
        script.environment().remove("PARLEY_NO_BUILD");
        Process process = script.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor() == BUILD_FAILED).as(out).isEqualTo(code != 0);
        return out.lines().map(line -> line.replaceFirst("^parley: ", "")).toList();
    }
}
