package parley.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Secret;
import parley.cli.Stop;
import parley.cli.process.JvmWords;
import parley.cli.process.NodeRun;
import parley.node.api.Outputs;
import parley.node.desk.NodeGate;

/** Commands that make a backup and a vault from it, each a process of its own that may run under a fault from its start. */
final class Backups {
    static final byte[] PASSPHRASE = "correct horse battery".getBytes(StandardCharsets.UTF_8);
    static final int DONE = 0;

    private static final String GATE = "/api/v1/gate";
    private static final String BACKUP_WORDS = "another horse battery\n";

    private final Path root;
    private int made;

    /** @param root where everything is made */
    Backups(Path root) {
        this.root = root;
    }

    /** A command and what it reads. */
    record Words(List<String> words, String input) {}

    /** How a command ended, and what it said on either stream. */
    record Ended(int code, String said) {}

    Path fresh() {
        return root.resolve("made " + made++);
    }

    /** All calls of the process that ran last. */
    Path calls() {
        return root.resolve("calls");
    }

    static Words backup(Path data, Path to) {
        return new Words(
                List.of(
                        "backup",
                        to.toString(),
                        "--data",
                        data.toString(),
                        "--passphrase-fd",
                        "0",
                        "--backup-passphrase-fd",
                        "0"),
                new String(PASSPHRASE, StandardCharsets.UTF_8) + "\n" + BACKUP_WORDS);
    }

    static Words restore(Path from, Path data) {
        return new Words(
                List.of(
                        "restore",
                        from.toString(),
                        "--data",
                        data.toString(),
                        "--backup-passphrase-fd",
                        "0",
                        "--passphrase-fd",
                        "0"),
                BACKUP_WORDS + new String(PASSPHRASE, StandardCharsets.UTF_8) + "\n");
    }

    Path withVault() throws IOException {
        Path data = fresh();
        try (NodeRun node = new NodeRun("Oman", data, root.resolve("said"))) {
            node.start(0, Secret.of(Bytes.wrap(PASSPHRASE)));
            node.ready();
            node.unlocked();
        }
        return data;
    }

    NodeRun node(Path data) throws IOException {
        NodeRun node = new NodeRun("Oman", data, root.resolve("said"));
        node.startLocked(0);
        node.ready();
        return node;
    }

    /** What a node warns its person of, once it is opened by the words by which it was to be opened, or made. */
    String noticesOnceOpen(Path data) throws IOException {
        try (NodeRun node = node(data)) {
            assertThat(refusal(node)).isEmpty();
            return new String(node.node().raw("/api/v1/notices"), StandardCharsets.UTF_8);
        }
    }

    /** Why a node's vault is not open after it was opened, or made where there is none. */
    static Optional<String> refusal(NodeRun node) throws IOException {
        try {
            switch (node.node().get(GATE, Outputs.Gate.class).state()) {
                case NodeGate.State.Unlocked _ -> {
                    // Nothing more is asked of it.
                }
                case NodeGate.State.Fresh _ -> node.node().bytes("POST", GATE + "/create", PASSPHRASE);
                case NodeGate.State.Locked _, NodeGate.State.Opening _, NodeGate.State.Unusable _ ->
                    node.node().bytes("POST", GATE + "/unlock", PASSPHRASE);
            }
            return Optional.empty();
        } catch (Stop refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        }
    }

    Ended ran(Words command, Fault fault) throws IOException, InterruptedException {
        List<String> all = Strace.before(fault, calls());
        all.addAll(JvmWords.command(JvmWords.Job.COMMAND, command.words()));
        Path output = root.resolve("output");
        Process process = new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(command.input().getBytes(StandardCharsets.UTF_8));
        } catch (IOException _) {
            // It was killed before it read.
        }
        int code = process.waitFor();
        return new Ended(code, Files.readString(output));
    }
}
