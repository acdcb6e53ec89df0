package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Holds the command to the scripts in {@code scripts/}, whose first one says how they are written. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class ScriptsTest {
    static Stream<Path> scripts() throws IOException, URISyntaxException {
        try (Stream<Path> found =
                Files.list(Path.of(ScriptsTest.class.getResource("/scripts").toURI()))) {
            return found.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void theCommandDoesWhatTheScriptSays(Path script, @TempDir Path dir) throws IOException {
        Run run = new Run(dir);
        List<String> lines = Files.readAllLines(script);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replace("$DIR", dir.toString());
            if (!line.isBlank() && !line.startsWith("#")) {
                run.line(script.getFileName() + ":" + (i + 1) + ": " + line, line);
            }
        }
    }

    /** One script under way. */
    private static final class Run {
        private final Path dir;
        private String stdin = "";
        private String out = "";
        private String err = "";
        private int code;

        Run(Path dir) {
            this.dir = dir;
        }

        void line(String at, String line) throws IOException {
            boolean not = line.startsWith("! ");
            String[] words = (not ? line.substring(2) : line).split(" ", 2);
            String rest = words.length > 1 ? words[1] : "";
            switch (words[0]) {
                case "parley" -> {
                    run(rest.isEmpty() ? new String[0] : rest.split(" +"));
                    assertThat(code != 0).as("%s%n%s", at, err).isEqualTo(not);
                }
                case "exit" -> assertThat(code).as("%s%n%s", at, err).isEqualTo(Integer.parseInt(rest));
                case "stdout" -> holds(at, out, not, rest);
                case "stderr" -> holds(at, err, not, rest);
                case "oneline" -> assertThat(err.lines()).as(at).hasSize(1);
                case "stdin" -> stdin = rest + "\n";
                case "file" -> {
                    String[] named = rest.split(" ", 2);
                    Files.writeString(dir.resolve(named[0]), named[1]);
                }
                case "repeat" -> {
                    String[] named = rest.split(" ", 3);
                    Files.writeString(dir.resolve(named[0]), named[2].repeat(Integer.parseInt(named[1])));
                }
                default -> throw new AssertionError(at + ": scripts have no such word");
            }
        }

        private static void holds(String at, String text, boolean not, String wanted) {
            if (not) {
                assertThat(text).as(at).isEmpty();
            } else {
                assertThat(text).as(at).contains(wanted);
            }
        }

        private void run(String... args) {
            InputStream before = System.in;
            StringWriter toOut = new StringWriter();
            StringWriter toErr = new StringWriter();
            CommandLine command =
                    Main.commandLine().setOut(new PrintWriter(toOut, true)).setErr(new PrintWriter(toErr, true));
            System.setIn(new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)));
            try {
                code = Main.execute(command, args);
            } finally {
                System.setIn(before);
                stdin = "";
            }
            out = toOut.toString();
            err = toErr.toString();
        }
    }
}
