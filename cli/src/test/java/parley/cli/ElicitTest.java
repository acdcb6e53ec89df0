package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("parley elicit")
class ElicitTest {
    private static final String SHEET = """
            {"issues":[{"name":"Sinai","options":["all","half","none"]},{"name":"Rights","options":["many","few"]}]}""";

    private final InputStream terminal = System.in;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path dir;

    @AfterEach
    void giveTheTerminalBack() {
        System.setIn(terminal);
    }

    private int run(String typed, String... more) throws IOException {
        Path sheet = dir.resolve("sheet.json");
        Files.writeString(sheet, SHEET);
        System.setIn(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)));
        String[] words = new String[more.length + 2];
        words[0] = "elicit";
        words[1] = sheet.toString();
        System.arraycopy(more, 0, words, 2, more.length);
        return Main.execute(Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)), words);
    }

    @Test
    @DisplayName("asks, takes back, repeats what wasn't understood, and ends with a part of a case")
    void talk() throws IOException {
        int code = run("1\n100 40 0\n0 100\nback\n100 0\n100 50\nyes\nskip\nskip\nkeep\n25\n", "--party", "Egypt");

        assertThat(code).isEqualTo(Stop.DONE);
        assertThat(out.toString())
                .contains("Not understood: one number from 0 to 100 is needed for each")
                .containsSubsequence("Question 3 of at most 9.", "Question 2 of at most 9.", "Question 3 of at most 9.")
                .contains("{\"party\":{\"name\":\"Egypt\"")
                .contains("\"Rights\":{\"many\":50,\"few\":0}");
    }

    @Test
    @DisplayName("goes on where it was stopped, and keeps the answers for their owner alone")
    void stop() throws IOException {
        Path answers = dir.resolve("answers.json");
        assertThat(run("100 40 0\nstop\n", "--answers", answers.toString())).isEqualTo(Stop.DONE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(answers)))
                .isEqualTo("rw-------");

        assertThat(run("", "--answers", answers.toString(), "--json")).isEqualTo(Stop.DONE);
        assertThat(out.toString())
                .contains("{\"kind\":\"options\",\"issue\":\"Rights\"")
                .contains("\"answered\":1");
        assertThat(dir).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    @DisplayName("refuses answers that don't fit with one line")
    void bad() throws IOException {
        Path answers = dir.resolve("answers.json");
        Files.writeString(answers, "{\"answers\":[{\"options\":[100]}]}");

        assertThat(run("", "--answers", answers.toString())).isEqualTo(Stop.BAD);
        assertThat(err.toString()).contains("answers[0]").hasLineCount(1);
    }
}
