package parley.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.cli.process.Wait;
import parley.node.desk.Rooms;

/**
 * {@code parley node} whose vault was put back to an earlier copy, and whose disk fails or whose process is killed while it is
 * unlocked the first time. At the next unlocking it is frozen all the same: never a seat that acts on ratchets used before.
 */
@Tag("wide")
final class PutBackUnderFaultsTest {
    private static final String VAULT = "vault.db";

    /** Of the faults of a run, those that come in another: the last calls may come after the answer. */
    private static final double REALLY = 0.8;

    @TempDir
    static Path root;

    private static Table table;
    private static Path copy;

    @BeforeAll
    static void prepare() throws IOException {
        Strace.needed(root);
        Home.in(root.resolve("home"));
        table = new Table(root);
        copy = root.resolve("earlier");
        table.omanLocks();
        Files.copy(table.oman.data().resolve(VAULT), copy);
        table.omanUnlocks();
        table.omanSays("Said after the copy was made.");
    }

    @AfterAll
    static void stop() {
        if (table != null) {
            table.close();
        }
    }

    @Test
    void some_fault_while_it_is_unlocked_does_not_let_it_act() throws IOException {
        long seed = System.nanoTime();
        List<Fault> all = faults();
        Collections.shuffle(all, new Random(seed));
        boolean struck = false;
        for (int i = 0; i < all.size() && !struck; i++) {
            struck = frozenAfter(all.get(i), "seed " + seed);
        }
        assertThat(struck).as("the fault struck; seed " + seed).isTrue();
    }

    @Tag("soak")
    @Test
    void no_fault_while_it_is_unlocked_lets_it_act() throws IOException {
        List<Fault> all = faults();
        int struck = 0;
        for (Fault fault : all) {
            struck += frozenAfter(fault, "one of " + all.size()) ? 1 : 0;
        }
        System.out.println("put back, unlocked under " + struck + " faults of " + all.size());
        assertThat(struck).isGreaterThanOrEqualTo((int) Math.ceil(all.size() * REALLY));
    }

    /** At each call with which an unlocking changes the disk: a kill, and that it and all later ones fail. */
    private static List<Fault> faults() throws IOException {
        putBack();
        List<Fault> kills;
        try (Strace strace = Strace.at(table.oman.pid(), Fault.NONE, root.resolve("calls"))) {
            assertThat(table.omanIsNotUnlocked()).isEmpty();
            strace.end();
            kills = strace.kills();
        }
        assertThat(table.omanStands()).isInstanceOf(Rooms.Condition.Frozen.class);
        List<Fault> faults = new ArrayList<>(kills);
        kills.forEach(kill -> faults.add(kill.failsFrom("EIO")));
        kills.forEach(kill -> faults.add(kill.failsFrom("ENOSPC")));
        return faults;
    }

    /** Whether the fault came: the process was killed, or a call failed. */
    private static boolean frozenAfter(Fault fault, String when) throws IOException {
        putBack();
        boolean struck;
        String what = fault + ", " + when;
        try (Strace strace = Strace.at(table.oman.pid(), fault, root.resolve("calls"))) {
            if (unlockedUnderIt(what)) {
                refusedUnderIt(what);
            }
            strace.end();
            struck = strace.struck() || !table.oman.running();
        }
        table.oman.kill();
        table.again();
        assertThat(table.omanStands()).as(what).isInstanceOf(Rooms.Condition.Frozen.class);
        assertThat(table.omanIsRefused("Said by a copy.")).as(what).isPresent();
        return struck;
    }

    private static boolean unlockedUnderIt(String what) throws IOException {
        try {
            Optional<String> refused = table.omanIsNotUnlocked();
            return refused.isEmpty();
        } catch (IOException e) {
            untilKilled(what);
            return false;
        }
    }

    /** Some of the calls come after the answer to the unlocking. */
    private static void refusedUnderIt(String what) throws IOException {
        try {
            assertThat(table.omanIsRefused("Said by a copy.")).as(what).isPresent();
        } catch (IOException e) {
            untilKilled(what);
        }
    }

    /** The line breaks a moment before the system says that the process has ended. */
    private static void untilKilled(String what) throws IOException {
        Wait.until("the end of the process that was killed: " + what, () -> !table.oman.running());
    }

    /** Its process runs, locked, over the earlier copy; the mark beside it is of now. */
    private static void putBack() throws IOException {
        table.oman.kill();
        Path data = table.oman.data();
        Files.copy(copy, data.resolve(VAULT), StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(data.resolve(VAULT + "-wal"));
        Files.deleteIfExists(data.resolve(VAULT + "-shm"));
        table.oman.startLocked(0);
        table.oman.ready();
    }
}
