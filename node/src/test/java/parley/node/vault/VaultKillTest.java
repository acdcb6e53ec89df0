package parley.node.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Bytes;
import parley.base.Randomness;
import parley.base.Secret;
import parley.protocol.port.Key;

/** Kills a real process that commits as fast as it can, again and again: nothing acknowledged is lost, nothing is half there. */
final class VaultKillTest {
    private static final Stretching CHEAP = new Stretching(64, 1);
    private static final Key COUNT = Key.of("test/count");
    private static final Key PART = Key.of("test/part");
    private static final int PARTS = 5;
    private static final int KILLS = 6;

    @TempDir
    private Path root;

    @Test
    void kill_9_in_the_middle_of_commits_loses_nothing_acknowledged() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long acknowledged = 0;
        for (int round = 0; round < KILLS; round++) {
            acknowledged = Math.max(acknowledged, killAfter(20 + random.nextInt(200)));
            long found = look();
            assertThat(found).as("seed %d round %d", seed, round).isGreaterThanOrEqualTo(acknowledged);
            acknowledged = found;
        }
    }

    private long killAfter(int commits) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process child = new ProcessBuilder(List.of(
                        java,
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        root.toString()))
                .redirectErrorStream(true)
                .start();
        long last = 0;
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            String line = out.readLine();
            for (int i = 0; line != null; i++) {
                assertThat(line).as("what the writing process says").matches("\\d+");
                last = Long.parseLong(line);
                if (i == commits) {
                    // Through the handle: Process.destroyForcibly would close the stream that we still read.
                    child.toHandle().destroyForcibly();
                }
                line = out.readLine();
            }
        }
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return last;
    }

    private long look() throws IOException {
        try (DataFolder folder = DataFolder.take(root).orThrow()) {
            VaultDoor door = new VaultDoor(folder, Randomness.system(), CHEAP);
            try (Vault vault = door.open(passphrase()).orThrow()) {
                assertThat(vault.putBack()).isFalse();
                return vault.read(tx -> {
                    long count = tx.count(COUNT);
                    for (int part = 0; part < PARTS; part++) {
                        assertThat(tx.count(PART.with(part)))
                                .as("all parts of a commit")
                                .isEqualTo(count);
                    }
                    return count;
                });
            }
        }
    }

    private static Secret passphrase() {
        return Secret.of(Bytes.utf8("correct horse"));
    }

    /** The process that is killed: commits for ever and says each commit aloud after it returned. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] args) {
            DataFolder folder = DataFolder.take(Path.of(args[0])).orThrow();
            VaultDoor door = new VaultDoor(folder, Randomness.system(), CHEAP);
            Vault vault = (door.hasVault() ? door.open(passphrase()) : door.create(passphrase())).orThrow();
            while (true) {
                long done = vault.transact(tx -> {
                    long next = tx.count(COUNT) + 1;
                    tx.setCount(COUNT, next);
                    for (int part = 0; part < PARTS; part++) {
                        tx.setCount(PART.with(part), next);
                    }
                    return next;
                });
                System.out.println(done);
            }
        }
    }
}
