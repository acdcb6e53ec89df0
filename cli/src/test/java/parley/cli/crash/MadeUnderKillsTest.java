package parley.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.cli.crash.Backups.DONE;
import static parley.cli.crash.Backups.PASSPHRASE;
import static parley.cli.crash.Backups.backup;
import static parley.cli.crash.Backups.restore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.cli.Stop;
import parley.cli.crash.Backups.Words;
import parley.cli.process.NodeRun;
import parley.cli.process.Wait;

/**
 * What is made once, killed while it is made, at each call to the system that changes a file: a vault, a backup, a vault from a
 * backup. Afterwards there is a whole one or none, and the same words make it.
 */
@Tag("wide")
final class MadeUnderKillsTest {
    private static final String GATE = "/api/v1/gate";

    /** Of the calls that a run made, those at which another is really killed: the last ones may come after all was done. */
    private static final double REALLY = 0.8;

    @TempDir
    static Path root;

    private static Backups backups;

    @BeforeAll
    static void prepare() throws IOException {
        Strace.needed(root);
        Home.in(root.resolve("home"));
        backups = new Backups(root);
    }

    @Test
    void killed_at_some_call_while_it_is_made_a_vault_is_whole_or_none() throws IOException, InterruptedException {
        long seed = System.nanoTime();
        someReally(vaultKills(), kill -> vaultKilled(kill, kill + ", seed " + seed), seed);
    }

    @Tag("soak")
    @Test
    void killed_at_every_call_while_it_is_made_a_vault_is_whole_or_none() throws IOException, InterruptedException {
        nearlyAllReally(vaultKills(), kill -> vaultKilled(kill, kill.toString()));
    }

    @Test
    void killed_at_some_call_while_they_are_made_backup_and_restored_vault_are_whole_or_none()
            throws IOException, InterruptedException {
        long seed = System.nanoTime();
        Path data = backups.withVault();
        Path backup = backups.fresh();
        someReally(
                kills(backup(data, backups.fresh())), kill -> backupKilled(data, kill, kill + ", seed " + seed), seed);
        assertThat(ran(backup(data, backup), Fault.NONE)).isEqualTo(DONE);
        someReally(
                kills(restore(backup, backups.fresh())),
                kill -> restoreKilled(backup, kill, kill + ", seed " + seed),
                seed);
    }

    @Tag("soak")
    @Test
    void killed_at_every_call_while_they_are_made_backup_and_restored_vault_are_whole_or_none()
            throws IOException, InterruptedException {
        Path data = backups.withVault();
        nearlyAllReally(kills(backup(data, backups.fresh())), kill -> backupKilled(data, kill, kill.toString()));
        Path backup = backups.fresh();
        assertThat(ran(backup(data, backup), Fault.NONE)).isEqualTo(DONE);
        nearlyAllReally(kills(restore(backup, backups.fresh())), kill -> restoreKilled(backup, kill, kill.toString()));
    }

    /** A run under a kill, and all that must hold after it; whether the program was killed before it had done. */
    @FunctionalInterface
    private interface Run {
        boolean wasKilled(Fault kill) throws IOException, InterruptedException;
    }

    /** Until one was: a call that another run made may not come in this one. */
    private static void someReally(List<Fault> kills, Run run, long seed) throws IOException, InterruptedException {
        List<Fault> shuffled = new ArrayList<>(kills);
        Collections.shuffle(shuffled, new Random(seed));
        boolean killed = false;
        for (int i = 0; i < shuffled.size() && !killed; i++) {
            killed = run.wasKilled(shuffled.get(i));
        }
        assertThat(killed).as("it was really killed; seed " + seed).isTrue();
    }

    private static void nearlyAllReally(List<Fault> kills, Run run) throws IOException, InterruptedException {
        int killed = 0;
        for (Fault kill : kills) {
            killed += run.wasKilled(kill) ? 1 : 0;
        }
        assertThat(killed).isGreaterThanOrEqualTo((int) Math.ceil(kills.size() * REALLY));
    }

    private static int ran(Words command, Fault fault) throws IOException, InterruptedException {
        return backups.ran(command, fault).code();
    }

    // ---- A vault, by a node that runs

    private static List<Fault> vaultKills() throws IOException {
        try (NodeRun node = backups.node(backups.fresh());
                Strace strace = Strace.at(node.pid(), Fault.NONE, backups.calls())) {
            node.node().bytes("POST", GATE + "/create", PASSPHRASE);
            strace.end();
            return strace.kills();
        }
    }

    private static boolean vaultKilled(Fault kill, String when) throws IOException {
        Path data = backups.fresh();
        boolean killed;
        try (NodeRun node = backups.node(data);
                Strace strace = Strace.at(node.pid(), kill, backups.calls())) {
            made(node);
            strace.end();
            killed = !node.running();
            node.kill();
        }
        opens(data, when);
        return killed;
    }

    private static void made(NodeRun node) throws IOException {
        try {
            node.node().bytes("POST", GATE + "/create", PASSPHRASE);
        } catch (IOException | Stop killed) {
            Wait.until("the node is dead", () -> !node.running());
        }
    }

    private static void opens(Path data, String when) throws IOException {
        assertThat(backups.noticesOnceOpen(data))
                .as("no seat there waits for anybody's help; " + when)
                .isEqualTo("{\"notices\":[]}");
    }

    // ---- A backup, and a vault from it, by commands

    private static List<Fault> kills(Words words) throws IOException, InterruptedException {
        assertThat(ran(words, new Fault(Fault.CHANGES, ""))).isEqualTo(DONE);
        return Strace.kills(backups.calls());
    }

    private static boolean backupKilled(Path data, Fault kill, String when) throws IOException, InterruptedException {
        Path backup = backups.fresh();
        boolean done = ran(backup(data, backup), kill) == DONE;
        assertThat(!done || Files.exists(backup)).as(when).isTrue();
        if (!Files.exists(backup)) {
            assertThat(ran(backup(data, backup), Fault.NONE)).as(when).isEqualTo(DONE);
        }
        assertThat(ran(restore(backup, backups.fresh()), Fault.NONE)).as(when).isEqualTo(DONE);
        return !done;
    }

    private static boolean restoreKilled(Path backup, Fault kill, String when)
            throws IOException, InterruptedException {
        Path data = backups.fresh();
        boolean done = ran(restore(backup, data), kill) == DONE;
        if (!done && !Files.exists(data.resolve("vault.db"))) {
            assertThat(ran(restore(backup, data), Fault.NONE)).as(when).isEqualTo(DONE);
        }
        opens(data, when);
        return !done;
    }
}
