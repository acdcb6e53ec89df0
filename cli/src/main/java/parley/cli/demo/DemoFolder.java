package parley.cli.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import parley.base.Randomness;
import parley.base.Secret;
import parley.cli.Folders;
import parley.cli.OwnerFiles;
import parley.cli.Stop;

/**
 * Where a demo keeps its processes' data, its ports and its passphrase.
 *
 * <p>Doesn't protect anything: the passphrase lies beside the vaults that it opens, so that the demo can be started again.
 * Nothing real belongs in it, and the demo says so.
 */
final class DemoFolder {
    private static final String PASSPHRASE = "passphrase";
    private static final String PREPARED = "prepared";
    private static final String PORTS = "ports";
    private static final int PASSPHRASE_BYTES = 10;
    private static final int MOST_FILE_BYTES = 128;

    private final Path root;

    private DemoFolder(Path root) {
        this.root = root;
    }

    static DemoFolder at(Path root) throws IOException {
        Files.createDirectories(root);
        DemoFolder folder = new DemoFolder(root.toAbsolutePath().normalize());
        if (Files.exists(root.resolve(PASSPHRASE)) && !folder.prepared()) {
            throw Stop.bad("the demo in " + root + " was stopped before it was prepared; delete it and start again");
        }
        return folder;
    }

    static DemoFolder temporary() throws IOException {
        return new DemoFolder(Files.createTempDirectory("parley-demo-"));
    }

    Path root() {
        return root;
    }

    /** The data folder of one process. */
    Path of(String who) throws IOException {
        return Files.createDirectories(root.resolve(who));
    }

    Path log(String who) {
        return root.resolve(who + ".log");
    }

    /** Whether a demo has been prepared here. */
    boolean prepared() {
        return Files.exists(root.resolve(PREPARED));
    }

    void markPrepared() throws IOException {
        Files.writeString(root.resolve(PREPARED), "");
    }

    /** The passphrase of all vaults here; made at the first asking. */
    Secret passphrase() throws IOException {
        Path file = root.resolve(PASSPHRASE);
        if (!Files.exists(file)) {
            try (Secret random = Randomness.system().secret(PASSPHRASE_BYTES)) {
                String text = "demo-" + HexFormat.of().formatHex(random.reveal());
                OwnerFiles.writeNew(file, text.getBytes(StandardCharsets.US_ASCII));
            }
        }
        return Secret.wrap(OwnerFiles.read(file, MOST_FILE_BYTES));
    }

    /** The first port of the demo here: nodes remember where their relay is, so it stays the same. */
    int portBase(int wanted) throws IOException {
        Path file = root.resolve(PORTS);
        if (!Files.exists(file)) {
            int base = wanted == 0 ? Ports.freeBase() : wanted;
            Files.writeString(file, base + "\n");
            return base;
        }
        int kept = Integer.parseInt(Files.readString(file).strip());
        if (wanted != 0 && wanted != kept) {
            throw Stop.bad("the demo in " + root + " began with --port-base " + kept
                    + ", and its nodes look for their relay there");
        }
        return kept;
    }

    /** Takes all of it away. */
    void delete() throws IOException {
        Folders.delete(root);
    }
}
