package parley.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.cli.Stop;
import parley.cli.link.NodeClient;
import parley.cli.process.NodeRun;
import parley.cli.process.Wait;
import parley.node.api.Outputs;
import parley.node.engine.TestNode;

/**
 * A vault of format 1, as the last program of that format left it after a talk, killed while it is led up to the newest: at each call
 * to the system that changes a file, from the unlocking on; or on a disk that is full or fails from there on. Afterwards it opens with
 * all its rooms.
 */
@Tag("wide")
final class LedUpUnderKillsTest {
    private static final String KEPT = "/parley/node/engine/kept/vault-1/oman/";
    private static final String UNLOCK = "/api/v1/gate/unlock";
    private static final byte[] PASSPHRASE = TestNode.PASSPHRASE.getBytes(StandardCharsets.UTF_8);

    /** So many kills make a plain run. */
    private static final int SAMPLE = 3;

    /** Of the calls that a run made, those at which another is really killed: the last ones may come after the answer. */
    private static final double REALLY = 0.8;

    @TempDir
    static Path root;

    private static int copies;

    @BeforeAll
    static void prepare() throws IOException {
        Strace.needed(root);
        Home.in(root.resolve("home"));
    }

    @Test
    void killed_at_some_calls_while_it_is_led_up_a_vault_opens_with_all_its_rooms() throws IOException {
        long seed = System.nanoTime();
        List<Fault> some = new ArrayList<>(kills());
        Collections.shuffle(some, new Random(seed));
        int killed = 0;
        for (int i = 0; i < some.size() && killed < SAMPLE; i++) {
            killed += killed(some.get(i), some.get(i) + ", seed " + seed) ? 1 : 0;
        }
        assertThat(killed).as("it was really killed; seed " + seed).isEqualTo(SAMPLE);
    }

    @Tag("soak")
    @Test
    void killed_at_every_call_while_it_is_led_up_a_vault_opens_with_all_its_rooms() throws IOException {
        List<Fault> kills = kills();
        int killed = 0;
        for (Fault kill : kills) {
            killed += killed(kill, kill.toString()) ? 1 : 0;
        }
        assertThat(killed).isGreaterThanOrEqualTo((int) Math.ceil(kills.size() * REALLY));
    }

    @Test
    void on_a_disk_that_fails_from_some_call_on_it_is_not_led_up_and_once_the_disk_is_well_it_is() throws IOException {
        long seed = System.nanoTime();
        List<Fault> some = failures();
        Collections.shuffle(some, new Random(seed));
        int failed = 0;
        for (int i = 0; i < some.size() && failed < SAMPLE; i++) {
            failed += failed(some.get(i), some.get(i) + ", seed " + seed) ? 1 : 0;
        }
        assertThat(failed).as("the disk failed; seed " + seed).isEqualTo(SAMPLE);
    }

    @Tag("soak")
    @Test
    void on_a_disk_that_fails_from_any_call_on_it_is_not_led_up_and_once_the_disk_is_well_it_is() throws IOException {
        List<Fault> failures = failures();
        int failed = 0;
        for (Fault failure : failures) {
            failed += failed(failure, failure.toString()) ? 1 : 0;
        }
        System.out.println("led up on a disk that failed " + failed + " times of " + failures.size());
        assertThat(failed).isGreaterThanOrEqualTo((int) Math.ceil(failures.size() * REALLY));
    }

    private static List<Fault> failures() throws IOException {
        List<Fault> failures = new ArrayList<>();
        for (Fault kill : kills()) {
            if (List.of(Fault.FILLS.split(",")).contains(kill.calls())) {
                List.of("EIO", "ENOSPC").forEach(errno -> failures.add(kill.failsFrom(errno)));
            }
        }
        return failures;
    }

    /** Whether the disk failed, and if it failed the unlocking one sentence said so. */
    private static boolean failed(Fault failure, String when) throws IOException {
        try (NodeRun node = node(kept())) {
            boolean struck;
            try (Strace strace = Strace.at(node.pid(), failure, root.resolve("calls"))) {
                Backups.refusal(node)
                        .ifPresent(said -> assertThat(said).as(when).containsAnyOf("vault", "full"));
                strace.end();
                struck = strace.struck();
            }
            // A node whose disk failed twice rests for some seconds before it tries again.
            Wait.until(
                    "it is unlocked on a good disk (" + when + ")",
                    () -> Backups.refusal(node).isEmpty());
            assertThat(rooms(node.node())).as(when).containsExactlyInAnyOrder("With Iran", "With Israel", "Plenary");
            assertThat(node.running()).isTrue();
            return struck;
        }
    }

    private static List<Fault> kills() throws IOException {
        try (NodeRun node = node(kept());
                Strace strace = Strace.at(node.pid(), Fault.NONE, root.resolve("calls"))) {
            node.node().bytes("POST", UNLOCK, PASSPHRASE);
            strace.end();
            return strace.kills();
        }
    }

    /** Whether it was killed before all was done. */
    private static boolean killed(Fault kill, String when) throws IOException {
        Path data = kept();
        boolean killed;
        try (NodeRun node = node(data);
                Strace strace = Strace.at(node.pid(), kill, root.resolve("calls"))) {
            unlocked(node);
            strace.end();
            killed = !node.running();
            node.kill();
        }
        try (NodeRun node = node(data)) {
            node.node().bytes("POST", UNLOCK, PASSPHRASE);
            assertThat(rooms(node.node())).as(when).containsExactlyInAnyOrder("With Iran", "With Israel", "Plenary");
        }
        return killed;
    }

    private static void unlocked(NodeRun node) throws IOException {
        try {
            node.node().bytes("POST", UNLOCK, PASSPHRASE);
        } catch (IOException | Stop killed) {
            Wait.until("the node is dead", () -> !node.running());
        }
    }

    private static List<String> rooms(NodeClient node) throws IOException {
        return node.get("/api/v1/tables", Outputs.Tables.class).tables().stream()
                .flatMap(table -> table.rooms().stream())
                .map(room -> room.name())
                .toList();
    }

    private static NodeRun node(Path data) throws IOException {
        NodeRun node = new NodeRun("Oman", data, root.resolve("said"));
        node.startLocked(0);
        node.ready();
        return node;
    }

    private static Path kept() throws IOException {
        Path data = Files.createDirectories(root.resolve("copy " + copies++));
        for (String file : List.of("vault.db", "vault.mark")) {
            try (InputStream in = Objects.requireNonNull(TestNode.class.getResourceAsStream(KEPT + file), file)) {
                Files.copy(in, data.resolve(file));
            }
        }
        return data;
    }
}
