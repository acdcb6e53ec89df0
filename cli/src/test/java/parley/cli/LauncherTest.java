package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With what words {@code ./parley} starts a JVM: keys and texts live in it. */
class LauncherTest {
    private static final String ALL = "cli/src/main/jvm/all";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"node", "relay", "simulate", "look"})
    void everyProcessGetsTheWordsForAll(String command) throws Exception {
        Path home = folder.toRealPath();
        Files.copy(Path.of("..", "parley"), home.resolve("parley"));
        Path jdk = home.resolve("jdk");
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25\"\n");
        for (String program : List.of("java", "javac")) {
            Path file = Files.writeString(jdk.resolve("bin").resolve(program), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
        ProcessBuilder parley = new ProcessBuilder("sh", home.resolve("parley").toString(), command);
        parley.environment().put("PARLEY_JAVA_HOME", jdk.toString());
        parley.environment().put("PARLEY_NO_BUILD", "1");

        assertThat(said(parley)).contains("@" + home.resolve(ALL), "parley.cli.Main", command);
    }

    @Test
    void theWordsForAllSwitchHeapDumpsAndAttachingOff() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");

        assertThat(said(new ProcessBuilder(
                        java.toString(), "@" + Path.of("..").resolve(ALL), "-XX:+PrintFlagsFinal", "-version")))
                .anyMatch(line -> line.matches(" *bool HeapDumpOnOutOfMemoryError +=  *false .*command line.*"))
                .anyMatch(line -> line.matches(" *bool DisableAttachMechanism +=  *true .*command line.*"));
    }

    private static List<String> said(ProcessBuilder command) throws IOException, InterruptedException {
        Process process = command.redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out.lines().toList();
    }
}
