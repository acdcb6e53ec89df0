package parley.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.cli.process.Wait;

/**
 * {@code parley node} on a disk that fails: it takes no word that may not be on the disk, says in a sentence what happened, and
 * goes on by itself when the disk does. All that it took stands everywhere once.
 */
@Tag("wide")
final class NodeOnAFailingDiskTest {
    private static final String ALL = "1+";

    /** SQLite forces by fsync where it could use fdatasync; both, so that a later one may. */
    private static final String FORCE = "fsync,fdatasync";

    @TempDir
    static Path root;

    private static Table table;
    private static int tries;

    @BeforeAll
    static void prepare() throws IOException {
        Strace.needed(root);
        Home.in(root.resolve("home"));
        table = new Table(root);
    }

    @AfterAll
    static void stop() {
        if (table != null) {
            table.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"force, EIO", "force, ENOSPC", "pwrite64, EIO", "pwrite64, ENOSPC"})
    void words_that_it_can_not_keep_are_refused_in_a_sentence_and_it_goes_on_when_it_can(String call, String error)
            throws IOException {
        String when = call + " " + error;
        try (Strace strace = Strace.at(table.oman.pid(), fault(call, error), root.resolve("calls"))) {
            Optional<String> refused = table.omanIsRefused("On a failing disk, " + ++tries + ".");
            assertThat(strace.struck()).as(when).isTrue();
            assertThat(refused)
                    .as(when)
                    .hasValueSatisfying(said -> assertThat(said)
                            .contains(error.equals("ENOSPC") && call.equals("pwrite64") ? "full" : "vault"));
            strace.end();
        }
        goesOn("On a good disk, " + tries + ".");
        table.agrees(when);
    }

    @ParameterizedTest
    @CsvSource({"force, EIO", "pwrite64, EIO", "pwrite64, ENOSPC"})
    void words_that_it_hears_and_can_not_keep_are_heard_when_it_can(String call, String error) throws IOException {
        String when = "hearing, " + call + " " + error;
        try (Strace strace = Strace.at(table.oman.pid(), fault(call, error), root.resolve("calls"))) {
            table.israelSays("Heard on a failing disk, " + ++tries + ".");
            Wait.until("the disk has failed", strace::struck);
            strace.end();
        }
        table.agrees(when);
        goesOn("Answered, " + tries + ".");
        table.agrees(when);
    }

    /** A node whose disk failed twice rests for some seconds before it tries again. */
    private static void goesOn(String text) throws IOException {
        Wait.until("it takes words again", () -> table.omanSays(text));
    }

    private static Fault fault(String call, String error) {
        return Fault.error(call.equals("force") ? FORCE : call, error, ALL);
    }
}
