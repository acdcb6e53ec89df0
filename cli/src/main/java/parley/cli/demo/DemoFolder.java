package parley.cli.demo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import parley.base.Randomness;
import parley.base.Secret;
import parley.cli.Folders;
import parley.cli.OwnerFiles;
import parley.cli.Stop;

/**
 * Where a demo keeps its processes' data, its ports and its passphrase; one demo at a time.
 *
 * <p>What a demo left that was stopped before it was prepared is taken away and made anew. Guarantees that nothing else goes: a
 * demo begins only where nothing of the names that it uses was before. Doesn't protect anything: the passphrase lies beside the vaults that it opens, so that the demo can be started again.
 * Nothing real belongs in it, and the demo says so.
 */
final class DemoFolder implements AutoCloseable {
    private static final String LOCK = "lock";
    private static final String PASSPHRASE = "passphrase";
    private static final String PREPARED = "prepared";
    private static final String PORTS = "ports";
    private static final int PASSPHRASE_BYTES = 10;
    private static final int MOST_FILE_BYTES = 128;

    /** Whose data folders and logs a demo makes. */
    private static final List<String> WHO = List.of("relay", "israel", "iran", "oman", "observer");

    /** Processes of a demo that was killed end by themselves; longer than this, others have their ports. */
    private static final Duration MOST_ENDING = Duration.ofSeconds(15);

    private static final long LOOK_MILLIS = 100;

    private final Path root;
    private final FileChannel lock;

    private DemoFolder(Path root) throws IOException {
        this.root = root;
        this.lock = FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!taken(lock)) {
            lock.close();
            throw Stop.bad("another demo runs in " + root);
        }
    }

    private static boolean taken(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    static DemoFolder at(Path root, Consumer<String> progress) throws IOException {
        Files.createDirectories(root);
        DemoFolder folder = new DemoFolder(root.toAbsolutePath().normalize());
        try {
            if (folder.prepared()) {
                folder.awaitEnd(progress);
            } else {
                folder.begin(progress);
            }
            return folder;
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    static DemoFolder temporary() throws IOException {
        return new DemoFolder(Files.createTempDirectory("parley-demo-"));
    }

    private void begin(Consumer<String> progress) throws IOException {
        if (Files.exists(root.resolve(PASSPHRASE))) {
            progress.accept("the demo in " + root + " was stopped before it was ready; beginning anew");
            awaitEnd(progress);
            // The passphrase last: while it is there, whoever comes next knows that the rest is a demo's.
            for (Path each : Stream.concat(made(), Stream.of(root.resolve(PORTS), root.resolve(PASSPHRASE)))
                    .filter(Files::exists)
                    .toList()) {
                Folders.delete(each);
            }
        }
        Optional<Path> stranger = made().filter(Files::exists).findFirst();
        if (stranger.isPresent()) {
            throw Stop.bad(stranger.get() + " is not of a demo; choose another --dir");
        }
        passphrase().close();
    }

    private Stream<Path> made() {
        return WHO.stream().flatMap(who -> Stream.of(root.resolve(who), log(who)));
    }

    /** Of a demo that was killed, until its processes have noticed. */
    private void awaitEnd(Consumer<String> progress) throws IOException {
        Optional<Integer> kept = keptPorts();
        if (kept.isPresent() && !Ports.free(kept.get())) {
            progress.accept("waiting until what is left of the demo in " + root + " has ended");
        }
        long end = System.nanoTime() + MOST_ENDING.toNanos();
        while (kept.isPresent() && !Ports.free(kept.get())) {
            if (System.nanoTime() > end) {
                throw Stop.bad("ports from " + kept.get() + " are in use: by what is left of the demo in " + root
                        + ", or by another program; end it, or choose another --dir");
            }
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }

    private Optional<Integer> keptPorts() throws IOException {
        Path file = root.resolve(PORTS);
        // Half-written when the demo was killed in that very moment.
        return Files.exists(file)
                ? Optional.of(Files.readString(file).strip())
                        .filter(text -> text.matches("[0-9]{1,5}"))
                        .map(Integer::valueOf)
                : Optional.empty();
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
        Optional<Integer> before = keptPorts();
        if (before.isEmpty()) {
            int base = wanted == 0 ? Ports.freeBase() : wanted;
            if (Ports.free(base)) {
                Files.writeString(root.resolve(PORTS), base + "\n");
            } // Others have them: that is refused, and the next start may name others.
            return base;
        }
        int kept = before.get();
        if (wanted != 0 && wanted != kept) {
            throw Stop.bad("the demo in " + root + " began with --port-base " + kept
                    + ", and its nodes look for their relay there");
        }
        return kept;
    }

    /** Takes all of it away; after closing. */
    void delete() throws IOException {
        Folders.delete(root);
    }

    /** Lets another demo have it. */
    @Override
    public void close() throws IOException {
        lock.close();
    }
}
