package parley.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parley.base.Hash;
import parley.cli.process.NodeRun;

/**
 * {@code parley node}, killed at each call to the system with which it changes its files, while it speaks, hears, unlocks,
 * takes new keys, and lets people in and out, or comes in, goes out and consents. After a plain start it goes on by itself: what
 * it took stands everywhere once, all are at one place, and nobody has anything to repair.
 */
@Tag("wide")
final class NodeKilledAtEveryCallTest {
    /** Of the calls that a run made, those at which another is really killed: who is removed at once is still coming in, and makes more or fewer of them. */
    private static final double REALLY = 0.6;

    /** The same calls in every plain run, also in one that makes some call more or less: what is wrong within changes of a room is for the long run to find, not for one run in many. */
    private static final long SEED_IN_CHANGES = 1;

    @TempDir
    static Path root;

    private static Table table;
    private static int lives;

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

    /** What a node, Oman's unless another is named, does while it is killed, and what must be so before. */
    private enum Operation {
        APPEND,
        OPEN_AND_FOLD,
        UNLOCK,
        REMOVE,
        ADMIT,
        NEW_KEYS,
        IRAN_GOES,
        IRAN_COMES,
        ISRAEL_CONSENTS;

        NodeRun struck() {
            return switch (this) {
                case APPEND, OPEN_AND_FOLD, UNLOCK, REMOVE, ADMIT, NEW_KEYS -> table.oman;
                case IRAN_GOES, IRAN_COMES -> table.iran;
                case ISRAEL_CONSENTS -> table.israel;
            };
        }

        void before() throws IOException {
            switch (this) {
                case APPEND, OPEN_AND_FOLD, NEW_KEYS -> {}
                case UNLOCK -> table.omanLocks();
                case REMOVE, IRAN_GOES -> table.iranIsAdmitted();
                case ADMIT, IRAN_COMES, ISRAEL_CONSENTS -> table.iranIsRemoved();
            }
        }

        /** False when the struck process died of it. */
        boolean runs() throws IOException {
            return switch (this) {
                case APPEND -> table.omanSays("Said in life " + lives++ + ".");
                case OPEN_AND_FOLD -> table.omanHears("Heard in life " + lives++ + ".");
                case UNLOCK -> table.omanUnlocks();
                case REMOVE, IRAN_GOES -> table.iranIsRemoved();
                case ADMIT, IRAN_COMES, ISRAEL_CONSENTS -> table.iranIsAdmitted();
                case NEW_KEYS -> table.keysAreRefreshed();
            };
        }
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void killed_at_some_call_of_an_operation_it_goes_on_by_itself(Operation operation) throws IOException {
        long seed = operation.compareTo(Operation.REMOVE) < 0 ? System.nanoTime() : SEED_IN_CHANGES;
        List<Fault> kills = new ArrayList<>(kills(operation));
        kills.sort(Comparator.comparing(kill -> Hash.of(kill.toString(), Hash.number(seed))));
        // A node makes the same call once more or less, so that a kill may find nothing to fall on: then the next one.
        assertThat(kills)
                .as("it was really killed; " + operation + ", seed " + seed)
                .anyMatch(kill -> killed(operation, kill, operation + ", seed " + seed + ", " + kill));
    }

    @Tag("soak")
    @ParameterizedTest
    @EnumSource(Operation.class)
    void killed_at_every_call_of_an_operation_it_goes_on_by_itself(Operation operation) throws IOException {
        List<Fault> kills = kills(operation);
        int killed = 0;
        for (Fault kill : kills) {
            killed += killed(operation, kill, operation + ", " + kill) ? 1 : 0;
        }
        System.out.println(operation + ": killed at " + killed + " of " + kills.size() + " calls");
        assertThat(killed).isGreaterThanOrEqualTo((int) Math.ceil(kills.size() * REALLY));
    }

    /** At all calls that it makes when nothing happens to it. */
    private static List<Fault> kills(Operation operation) throws IOException {
        table.strikes(operation.struck());
        operation.before();
        try (Strace strace = Strace.at(operation.struck().pid(), Fault.NONE, root.resolve("calls"))) {
            assertThat(operation.runs()).isTrue();
            strace.end();
            return strace.kills();
        }
    }

    /** Whether it was killed before all was done. */
    private static boolean killed(Operation operation, Fault kill, String when) {
        try {
            return dies(operation, kill, when);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean dies(Operation operation, Fault kill, String when) throws IOException {
        operation.before();
        boolean done;
        try (Strace strace = Strace.at(operation.struck().pid(), kill, root.resolve("calls"))) {
            done = operation.runs() && operation.struck().running();
            strace.end();
        }
        operation.struck().kill();
        table.again();
        table.agrees(when);
        assertThat(operation.runs()).as(when).isTrue();
        table.agrees(when);
        return !done;
    }
}
