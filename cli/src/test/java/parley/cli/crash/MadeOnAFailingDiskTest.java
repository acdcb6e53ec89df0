package parley.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.cli.crash.Backups.DONE;
import static parley.cli.crash.Backups.backup;
import static parley.cli.crash.Backups.restore;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.cli.crash.Backups.Ended;
import parley.cli.crash.Backups.Words;
import parley.cli.process.NodeRun;
import parley.cli.process.Wait;

/**
 * A vault, a backup, and a vault from it, made on a disk that is full or fails, from each call on with which it is written to. One sentence
 * says so, nothing half made is left to be taken for a whole one, and on a good disk the same words make it.
 */
@Tag("wide")
final class MadeOnAFailingDiskTest {
    /** So many faults make a plain run of each command. */
    private static final int SAMPLE = 3;

    /** Of the faults of a run, those that come in another. */
    private static final double REALLY = 0.8;

    /** The first ones, many, unpack libraries; the very last says that all is done, and fails nothing. */
    private static final int LAST_WRITES = 10;

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
    void on_a_disk_that_fails_at_some_call_a_backup_is_whole_or_not_there_and_the_same_words_make_it()
            throws IOException, InterruptedException {
        Path data = backups.withVault();
        some(faults(backup(data, backups.fresh())), (fault, when) -> backupFails(data, fault, when));
    }

    @Tag("soak")
    @Test
    void on_a_disk_that_fails_at_any_call_a_backup_is_whole_or_not_there_and_the_same_words_make_it()
            throws IOException, InterruptedException {
        Path data = backups.withVault();
        nearlyAll(faults(backup(data, backups.fresh())), (fault, when) -> backupFails(data, fault, when));
    }

    @Test
    void on_a_disk_that_fails_at_some_call_a_restored_vault_is_whole_or_not_there_and_the_same_words_make_it()
            throws IOException, InterruptedException {
        Path backup = made(backups.withVault());
        some(faults(restore(backup, backups.fresh())), (fault, when) -> restoreFails(backup, fault, when));
    }

    @Tag("soak")
    @Test
    void on_a_disk_that_fails_at_any_call_a_restored_vault_is_whole_or_not_there_and_the_same_words_make_it()
            throws IOException, InterruptedException {
        Path backup = made(backups.withVault());
        nearlyAll(faults(restore(backup, backups.fresh())), (fault, when) -> restoreFails(backup, fault, when));
    }

    @Test
    void on_a_disk_that_fails_from_some_call_on_a_new_vault_is_whole_or_not_there_and_the_same_words_make_or_open_it()
            throws IOException, InterruptedException {
        some(vaultFaults(), MadeOnAFailingDiskTest::vaultFails);
    }

    @Tag("soak")
    @Test
    void on_a_disk_that_fails_from_any_call_on_a_new_vault_is_whole_or_not_there_and_the_same_words_make_or_open_it()
            throws IOException, InterruptedException {
        nearlyAll(vaultFaults(), MadeOnAFailingDiskTest::vaultFails);
    }

    /** A command on a failing disk, and all that must hold after it; whether the disk failed it. */
    @FunctionalInterface
    private interface Run {
        boolean failed(Fault fault, String when) throws IOException, InterruptedException;
    }

    /** A call that another run made may not come in this one: then the next fault. */
    private static void some(List<Fault> faults, Run run) throws IOException, InterruptedException {
        long seed = System.nanoTime();
        Collections.shuffle(faults, new Random(seed));
        int failed = 0;
        for (int i = 0; i < faults.size() && failed < SAMPLE; i++) {
            failed += run.failed(faults.get(i), faults.get(i) + ", seed " + seed) ? 1 : 0;
        }
        assertThat(failed).as("the disk failed; seed " + seed).isEqualTo(SAMPLE);
    }

    private static void nearlyAll(List<Fault> faults, Run run) throws IOException, InterruptedException {
        int failed = 0;
        for (Fault fault : faults) {
            failed += run.failed(fault, fault.toString()) ? 1 : 0;
        }
        System.out.println("made on a disk that failed at " + failed + " of " + faults.size() + " calls");
        assertThat(failed).isGreaterThanOrEqualTo((int) Math.ceil(faults.size() * REALLY));
    }

    /** All that is written by {@code pwrite64} and forced fails from some call on; of what is written by {@code write} one does. */
    private static List<Fault> faults(Words words) throws IOException, InterruptedException {
        assertThat(backups.ran(words, new Fault(Fault.FILLS + ",write", "")).code())
                .isEqualTo(DONE);
        List<Fault> faults = new ArrayList<>();
        List<Fault> written = new ArrayList<>();
        for (Fault kill : Strace.kills(backups.calls())) {
            List<Fault> same = kill.calls().equals("write") ? written : faults;
            List.of("EIO", "ENOSPC")
                    .forEach(errno -> same.add(same == written ? kill.failsOnce(errno) : kill.failsFrom(errno)));
        }
        faults.addAll(written.subList(Math.max(0, written.size() - LAST_WRITES), written.size()));
        return faults;
    }

    private static List<Fault> vaultFaults() throws IOException {
        List<Fault> faults = new ArrayList<>();
        try (NodeRun node = backups.node(backups.fresh());
                Strace strace = Strace.at(node.pid(), new Fault(Fault.FILLS, ""), backups.calls())) {
            assertThat(Backups.refusal(node)).isEmpty();
            strace.end();
            for (Fault kill : strace.kills()) {
                List.of("EIO", "ENOSPC").forEach(errno -> faults.add(kill.failsFrom(errno)));
            }
        }
        return faults;
    }

    /** By a node that goes on: once the disk is well, it makes the vault or opens the one that it has. */
    private static boolean vaultFails(Fault fault, String when) throws IOException {
        try (NodeRun node = backups.node(backups.fresh())) {
            Optional<String> refused;
            try (Strace strace = Strace.at(node.pid(), fault, backups.calls())) {
                refused = Backups.refusal(node);
                strace.end();
            }
            refused.ifPresent(said -> assertThat(said).as(when).containsAnyOf("vault", "disk"));
            Wait.until(
                    "it is open on a good disk (" + when + ")",
                    () -> Backups.refusal(node).isEmpty());
            assertThat(new String(node.node().raw("/api/v1/notices"), StandardCharsets.UTF_8))
                    .as(when)
                    .isEqualTo("{\"notices\":[]}");
            return refused.isPresent();
        }
    }

    private static Path made(Path data) throws IOException, InterruptedException {
        Path backup = backups.fresh();
        makes(backup(data, backup), "on a good disk");
        return backup;
    }

    private static void makes(Words words, String when) throws IOException, InterruptedException {
        Ended ended = backups.ran(words, Fault.NONE);
        assertThat(ended.code()).as(when + ": " + ended.said()).isEqualTo(DONE);
    }

    /** Under a fault; whether it failed, and then said so in one sentence. */
    private static boolean fails(Words words, Fault fault, String when) throws IOException, InterruptedException {
        Ended ended = backups.ran(words, fault);
        if (ended.code() != DONE) {
            assertThat(ended.said()).as(when).matches("parley " + words.words().getFirst() + ": [^\n]+\n");
            assertThat(ended.said()).as(when).doesNotContain("a fault of Parley", "Exception");
        }
        return ended.code() != DONE;
    }

    private static boolean backupFails(Path data, Fault fault, String when) throws IOException, InterruptedException {
        Path backup = backups.fresh();
        boolean failed = fails(backup(data, backup), fault, when);
        assertThat(Files.exists(backup)).as(when).isEqualTo(!failed);
        if (failed) {
            makes(backup(data, backup), when);
        }
        makes(restore(backup, backups.fresh()), when);
        return failed;
    }

    private static boolean restoreFails(Path backup, Fault fault, String when)
            throws IOException, InterruptedException {
        Path data = backups.fresh();
        boolean failed = fails(restore(backup, data), fault, when);
        if (failed) {
            makes(restore(backup, data), when);
        }
        assertThat(backups.noticesOnceOpen(data)).as(when).isEqualTo("{\"notices\":[]}");
        return failed;
    }
}
