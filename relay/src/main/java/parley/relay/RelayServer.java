package parley.relay;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.base.Randomness;
import parley.base.Refusal;
import parley.base.Result;
import parley.protocol.port.RelayAddress;
import parley.relay.server.Desk;
import parley.relay.server.HttpFace;
import parley.relay.server.Tally;
import parley.relay.status.Watch;
import parley.relay.store.Damage;
import parley.relay.store.FileDisk;
import parley.relay.store.GroupCommit;
import parley.relay.store.HeadSigner;
import parley.relay.store.Stores;
import parley.relay.store.postgres.PostgresStores;

/**
 * A running relay: store, writer and port, on one data folder or over a database that it shares with others.
 *
 * <p>Guarantees what its parts do; above all, that nothing was acknowledged that a crash at any instant would lose. When the
 * disk fails for good it closes its port, {@link #broken()} completes, and the process should end: only a start that reads
 * the files again knows what is in them.
 */
public final class RelayServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RelayServer.class);

    private final FolderLock lock;
    private final Stores stores;
    private final GroupCommit commits;
    private final HttpFace face;
    private final Sweeper sweeper;
    private final Upkeep upkeep;
    private final Watch watch;
    private final RelayAddress address;
    private final CompletableFuture<Throwable> broken;
    private boolean closed;

    private RelayServer(
            FolderLock lock,
            Stores stores,
            GroupCommit commits,
            HttpFace face,
            Sweeper sweeper,
            Upkeep upkeep,
            Watch watch,
            RelayAddress address,
            CompletableFuture<Throwable> broken) {
        this.lock = lock;
        this.stores = stores;
        this.commits = commits;
        this.face = face;
        this.sweeper = sweeper;
        this.upkeep = upkeep;
        this.watch = watch;
        this.address = address;
        this.broken = broken.thenApplyAsync(why -> {
            closePort(face);
            return why;
        });
    }

    /**
     * Starts a relay and returns when it listens.
     *
     * <p>Refused as {@code relay.host-unknown}, {@code relay.folder-in-use}, {@code relay.key-missing}, {@code
     * relay.key-damaged}, {@code relay.address-in-use}, {@code relay.disk-full} or {@code relay.cannot-start} with what the machine said, or as {@link PostgresStores#open} refuses.
     */
    public static Result<RelayServer> start(RelayConfig config) {
        if (new InetSocketAddress(config.host(), config.port()).isUnresolved()) {
            return Result.refused("relay.host-unknown", config.host());
        }
        try {
            return FolderLock.take(config.data()).then(lock -> start(config, lock));
        } catch (IOException e) {
            return refused(config, e);
        }
    }

    private static Result<RelayServer> start(RelayConfig config, FolderLock lock) {
        Opening opening = new Opening();
        opening.add(lock);
        try {
            closeToOthers(config.data());
            if (RelayKey.isMissing(config.data())) {
                opening.undo();
                return Result.refused("relay.key-missing", config.data());
            }
            RelayKey key = RelayKey.of(config.data());
            Stores stores;
            switch (openStores(config, key)) {
                case Result.Done<Stores>(Stores opened) -> stores = opening.add(opened);
                case Result.Refused<Stores>(Refusal why) -> {
                    opening.undo();
                    return Result.refused(why);
                }
            }
            report(stores.logs().damages());
            HeadSigner signer = new HeadSigner(key.seed());
            CompletableFuture<Throwable> broken = new CompletableFuture<>();
            GroupCommit commits =
                    opening.add(new GroupCommit(stores.logs(), signer, config.storeLimits(), broken::complete));
            Tally tally = new Tally();
            Desk desk = new Desk(stores, commits, signer, config.limits(), System::nanoTime, tally);
            HttpFace face = opening.add(HttpFace.open(
                    desk,
                    config.limits(),
                    tally,
                    key.keyStore(),
                    key.password(),
                    key.publicKey(),
                    new InetSocketAddress(config.host(), config.port())));
            RelayAddress address = new RelayAddress(config.host(), face.port(), key.publicKey());
            Sweeper sweeper = new Sweeper(stores, config.keptDays(), config.sweep(), broken::complete);
            Upkeep upkeep = Upkeep.of(stores.invitations());
            Watch watch = new Watch(stores.condition(), commits, tally, face::connections);
            return Result.done(new RelayServer(lock, stores, commits, face, sweeper, upkeep, watch, address, broken));
        } catch (RelayKey.Damaged e) {
            opening.undo();
            return Result.refused("relay.key-damaged", config.data());
        } catch (IOException e) {
            opening.undo();
            return refused(config, e);
        }
    }

    private static Result<Stores> openStores(RelayConfig config, RelayKey key) throws IOException {
        if (config.database().isPresent()) {
            return PostgresStores.open(
                    config.database().get(),
                    key.publicKey(),
                    config.storeLimits().most(),
                    InstantSource.system());
        }
        return Result.done(Stores.inFiles(
                new FileDisk(config.data()),
                Randomness.system(),
                config.storeLimits(),
                work -> Thread.ofVirtual().name("relay-background").start(work),
                InstantSource.system()));
    }

    private static Result<RelayServer> refused(RelayConfig config, IOException e) {
        if (FileDisk.tellsFull(e)) {
            return Result.refused("relay.disk-full", config.data());
        }
        return e.getCause() instanceof BindException || e instanceof BindException
                ? Result.refused("relay.address-in-use", config.host() + ":" + config.port())
                : Result.refused("relay.cannot-start", said(e));
    }

    /** What was opened before a start failed, closed in reverse. */
    private static final class Opening {
        private final Deque<AutoCloseable> opened = new ArrayDeque<>();

        <T extends AutoCloseable> T add(T part) {
            opened.push(part);
            return part;
        }

        void undo() {
            for (AutoCloseable part : opened) {
                try {
                    part.close();
                } catch (Exception e) {
                    LOG.warn("Part of a failed start did not close.", e);
                }
            }
        }
    }

    private static void closeToOthers(Path data) throws IOException {
        if (Files.getFileStore(data).supportsFileAttributeView(PosixFileAttributeView.class)) {
            Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static void report(List<Damage> damages) {
        for (Damage damage : damages) {
            LOG.warn(
                    "Damaged: segment {}, bytes {} to {}, {}. They are kept as they are; members bring lost entries of a room again.",
                    damage.segment(),
                    damage.from(),
                    damage.to(),
                    damage.what());
        }
    }

    private static String said(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** Where it listens, as started, with the port it really got; its text form is what people copy. */
    public RelayAddress address() {
        return address;
    }

    /** Bytes that were found to have rotted since the data folder was opened. */
    public List<Damage> damages() {
        return stores.logs().damages();
    }

    /** By which its operator sees how it is. */
    public Watch watch() {
        return watch;
    }

    /** Completes with the reason when the disk failed for good, after the port was closed. */
    public CompletableFuture<Throwable> broken() {
        return broken.copy();
    }

    private static void closePort(HttpFace face) {
        try {
            face.close();
        } catch (IOException e) {
            LOG.warn("The port did not close.", e);
        }
    }

    /** Stops listening, answers what was accepted, and closes the files. The second time it does nothing. */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        stores.logs().wakeAll();
        try (lock;
                stores;
                commits;
                sweeper;
                upkeep;
                face) {
            LOG.debug("The relay closes.");
        }
    }
}
