package parley.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import parley.base.Refusal;
import parley.base.Result;
import parley.cli.process.Ready;
import parley.node.api.ApiJson;
import parley.relay.RelayConfig;
import parley.relay.RelayServer;
import parley.relay.status.StatusAddress;
import parley.relay.status.StatusFace;
import parley.relay.store.Quota;
import parley.relay.store.postgres.DatabaseAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley relay}: runs a relay until it is stopped. */
@Command(
        name = "relay",
        description = "Run a relay: it stores and forwards sealed entries, and has no keys and no names.",
        mixinStandardHelpOptions = true)
final class RelayCommand implements Callable<Integer> {
    /** Their names alone would fill a terabyte of memory. */
    private static final long MOST_LOGS = 1_000_000_000;

    /** A pebibyte. */
    private static final long MOST_GIB = 1 << 20;

    private static final long GIB = 1L << 30;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "Its data folder; made when it isn't there.")
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @Option(
            names = "--listen",
            required = true,
            paramLabel = "HOST:PORT",
            description = "Where to listen; the host is also what its address says. Port 0 takes any free one.")
    @SuppressWarnings("NullAway.Init")
    private String listen;

    @Option(
            names = "--store",
            paramLabel = "jdbc:postgresql://HOST/DB",
            description = "Keep everything but the key in this PostgreSQL database, which several relays with one key"
                    + " may share. Never with a password in it.")
    @Nullable
    private String store;

    @Option(
            names = "--store-password-file",
            paramLabel = "FILE",
            description =
                    "Holds the password for the database; readable by its owner only (default: as PGPASSFILE says).")
    @Nullable
    private Path storePasswordFile;

    @Option(
            names = "--status",
            paramLabel = "HOST:PORT",
            description =
                    "Tell how the relay is over HTTP at this address of this machine: /status, /metrics and /health,"
                            + " in rounded numbers (default: nowhere).")
    @Nullable
    private String status;

    @Option(
            names = "--most-logs",
            paramLabel = "N",
            description =
                    "Take no more logs than this; what is there goes on (default: 50000, over a database as many as come).")
    @Nullable
    private Long mostLogs;

    @Option(
            names = "--most-gib",
            paramLabel = "N",
            description =
                    "Keep no more than this, in GiB of 2^30 bytes: entries, attachments, invitations. Then what is new"
                            + " is put off and reading goes on (default: as much as the disk holds).")
    @Nullable
    private Long mostGib;

    @Option(
            names = "--many-behind",
            paramLabel = "ADDRESS",
            description =
                    "Behind this address are many people, as behind a forwarder or an office's: it has no share of its"
                            + " own, only the limits of the whole relay. May be given several times.")
    private List<String> manyBehind = List.of();

    @Option(
            names = "--keep-days",
            paramLabel = "N",
            description =
                    "Let a log go that nobody wrote into or read for N days of running (default: keep it until all its"
                            + " members release it).")
    @Nullable
    private Integer keepDays;

    @Option(
            names = "--until-stdin-closes",
            description = "Stop when standard input ends, as a parent process wants it.")
    private boolean untilStdinCloses;

    @Option(names = "--json", description = "Print the address as JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Override
    public Integer call() {
        Logs.quiet();
        Optional<StatusAddress> statusAt = Optional.ofNullable(status).map(at -> orStop(StatusAddress.parse(at)));
        RelayServer server = orStop(RelayConfig.parse(data, listen)
                .then(config -> config.manyBehind(manyBehind))
                .then(this::kept)
                .then(this::stored)
                .then(this::bounded)
                .then(RelayServer::start));
        Optional<StatusFace> face = statusAt.map(at -> open(at, server));
        Staying staying = new Staying(() -> close(server));
        AtomicReference<Stop> broken = new AtomicReference<>();
        var unused = server.broken().thenAccept(why -> {
            broken.set(Stop.fault(ended(why)));
            staying.stop();
        });
        if (untilStdinCloses) {
            staying.untilEndOf(System.in);
        }
        String address = server.address().text();
        spec.commandLine()
                .getOut()
                .println(
                        json
                                ? new String(
                                        ApiJson.write(new Ready.OfRelay(address, data.toString())),
                                        StandardCharsets.UTF_8)
                                : address);
        spec.commandLine().getOut().flush();
        staying.await();
        face.ifPresent(StatusFace::close);
        close(server);
        if (broken.get() != null) {
            throw broken.get();
        }
        return Stop.DONE;
    }

    private Result<RelayConfig> kept(RelayConfig config) {
        return keepDays == null ? Result.done(config) : config.keeping(keepDays);
    }

    private Result<RelayConfig> stored(RelayConfig config) {
        return store == null
                ? Result.done(config)
                : DatabaseAddress.parse(store, Optional.ofNullable(storePasswordFile))
                        .then(at -> Result.done(config.in(at)));
    }

    private Result<RelayConfig> bounded(RelayConfig config) {
        Quota.Most most = config.storeLimits().most();
        if (mostLogs != null) {
            most = most.logs(within("--most-logs", mostLogs, MOST_LOGS));
        }
        if (mostGib != null) {
            most = most.diskBytes(within("--most-gib", mostGib, MOST_GIB) * GIB);
        }
        return Result.done(config.taking(most));
    }

    private static long within(String option, long value, long most) {
        if (value < 1 || value > most) {
            throw Stop.bad(option + " is a number from 1 to " + most);
        }
        return value;
    }

    private StatusFace open(StatusAddress at, RelayServer server) {
        try {
            return orStop(StatusFace.open(at, server.watch(), Main.version()));
        } catch (Stop refused) {
            close(server);
            throw refused;
        }
    }

    private static <T> T orStop(Result<T> asked) {
        return switch (asked) {
            case Result.Done<T>(T done) -> done;
            case Result.Refused<T>(Refusal why) -> throw Stop.bad(Sentences.of(why));
        };
    }

    /** Memory that is used up is no failure of the disk, and another disk would not help. */
    private static String ended(Throwable why) {
        return why instanceof OutOfMemoryError
                ? "the relay's memory is used up. Nothing that it acknowledged is lost by that; start it again, with a larger"
                        + " -Xmx in PARLEY_JAVA_OPTS"
                : "the relay's disk failed: " + said(why)
                        + ". Nothing that it acknowledged is lost by that; start it again when the disk is well";
    }

    /** What the system said at the bottom of it. */
    private static String said(Throwable why) {
        Throwable bottom = why;
        while (bottom.getCause() != null) {
            bottom = bottom.getCause();
        }
        return bottom.getMessage() == null ? bottom.getClass().getSimpleName() : bottom.getMessage();
    }

    private void close(RelayServer server) {
        try {
            server.close();
        } catch (IOException e) {
            // Nothing is lost by it: what was acknowledged was on the disk before.
            spec.commandLine().getErr().println(spec.qualifiedName() + ": " + e.getMessage());
        }
    }
}
