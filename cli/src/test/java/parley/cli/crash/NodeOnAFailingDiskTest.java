package parley.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import parley.cli.Stop;
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

    /** So many failures make a run of each change. */
    private static final int SAMPLE = 1;

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
    @CsvSource({"force, EIO", "force, ENOSPC", "pwrite64, EIO", "pwrite64, ENOSPC"})
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

    /** What becomes of a room's change whose node's disk fails in the midst of it. */
    private enum Change {
        REMOVE {
            @Override
            void before() throws IOException {
                table.iranIsAdmitted();
            }

            @Override
            void isMade() throws IOException {
                table.iranIsRemoved();
            }
        },
        ADMIT {
            @Override
            void before() throws IOException {
                table.iranIsRemoved();
            }

            @Override
            void isMade() throws IOException {
                table.iranIsAdmitted();
            }
        },
        NEW_KEYS {
            @Override
            void isMade() throws IOException {
                table.keysAreRefreshed();
            }
        };

        void before() throws IOException {
            // Keys are new at any time.
        }

        abstract void isMade() throws IOException;
    }

    @Tag("soak")
    @ParameterizedTest
    @EnumSource(Change.class)
    void a_change_of_a_room_in_whose_midst_the_disk_fails_is_made_when_it_is_well_again(Change change)
            throws IOException {
        long seed = System.nanoTime();
        List<Fault> all = failures(change);
        Collections.shuffle(all, new Random(seed));
        int failed = 0;
        for (int i = 0; i < all.size() && failed < SAMPLE; i++) {
            failed += failed(change, all.get(i), change + ", seed " + seed + ", " + all.get(i)) ? 1 : 0;
        }
        assertThat(failed).as("the disk failed; seed " + seed).isEqualTo(SAMPLE);
    }

    private static List<Fault> failures(Change change) throws IOException {
        change.before();
        List<Fault> failures = new ArrayList<>();
        try (Strace strace = Strace.at(table.oman.pid(), new Fault(Fault.FILLS, ""), root.resolve("calls"))) {
            change.isMade();
            strace.end();
            strace.kills()
                    .forEach(kill ->
                            List.of("EIO", "ENOSPC").forEach(errno -> failures.add(kill.failsForAWhile(errno))));
        }
        return failures;
    }

    /** Whether the disk failed. What was refused meanwhile was so in a sentence, and is asked again. */
    private static boolean failed(Change change, Fault failure, String when) throws IOException {
        change.before();
        boolean failed;
        try (Strace strace = Strace.at(table.oman.pid(), failure, root.resolve("calls"))) {
            Wait.until("the change (" + when + ")", () -> isMade(change, when));
            strace.end();
            failed = strace.struck();
        }
        goesOn("After " + change + ", " + ++tries + ".");
        table.agrees(when);
        return failed;
    }

    private static boolean isMade(Change change, String when) throws IOException {
        try {
            change.isMade();
            return true;
        } catch (Stop refused) {
            assertThat(refused.getMessage()).as(when).containsAnyOf("vault", "full");
            return false;
        }
    }

    /** A node whose disk failed twice rests for some seconds before it tries again. */
    private static void goesOn(String text) throws IOException {
        Wait.until("it takes words again", () -> table.omanIsRefused(text).isEmpty());
    }

    private static Fault fault(String call, String error) {
        return Fault.error(call.equals("force") ? FORCE : call, error, ALL);
    }
}
