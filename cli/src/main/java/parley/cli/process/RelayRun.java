package parley.cli.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import parley.base.Result;
import parley.cli.Stop;
import parley.protocol.port.RelayAddress;

/** A relay as a process, on this machine's loopback. Not thread-safe. */
public final class RelayRun implements AutoCloseable {
    private static final String NAME = "relay";

    private final Child child;
    private final Path log;

    private RelayRun(Child child, Path log) {
        this.child = child;
        this.log = log;
    }

    /**
     * Starts the process; {@link #ready} waits for it.
     *
     * @param port 0 for any free one
     */
    public static RelayRun start(Path data, int port, Path log) throws IOException {
        List<String> words = List.of(
                NAME, "--data", data.toString(), "--listen", "127.0.0.1:" + port, "--until-stdin-closes", "--json");
        return new RelayRun(Child.start(NAME, JvmWords.Job.RELAY, words, Child.NOTHING, log), log);
    }

    public RelayAddress ready() throws IOException {
        Ready.OfRelay ready = child.ready(Ready.OfRelay.class, log);
        return switch (RelayAddress.parse(ready.address())) {
            case Result.Done<RelayAddress>(RelayAddress address) -> address;
            case Result.Refused<RelayAddress> _ -> throw Stop.fault("the relay said an address that is none");
        };
    }

    public long pid() {
        return child.pid();
    }

    public boolean running() {
        return child.alive();
    }

    /** Ends it at once, as a crash or a pulled plug would. */
    public void kill() throws IOException {
        child.kill();
    }

    @Override
    public void close() {
        child.close();
    }
}
