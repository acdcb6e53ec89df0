package parley.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import parley.base.Role;
import parley.base.Secret;
import parley.cli.link.NodeClient;
import parley.cli.process.NodeRun;
import parley.cli.process.Ready;

/** One principal of the demo and the process of its node. Not thread-safe. */
final class Seat implements AutoCloseable {
    private final Role role;
    private final int port;
    private final NodeRun run;

    Seat(String name, Role role, int port, DemoFolder folder) throws IOException {
        String who = name.toLowerCase(java.util.Locale.ROOT);
        this.role = role;
        this.port = port;
        this.run = new NodeRun(name, folder.of(who), folder.log(who));
    }

    String name() {
        return run.name();
    }

    Role role() {
        return role;
    }

    Path data() {
        return run.data();
    }

    /** Starts the process; {@link #ready} waits for it, so that several start at once. */
    void start(Secret passphrase) throws IOException {
        run.start(port, passphrase);
    }

    /** Waits until its pages answer. */
    Ready.OfNode ready() throws IOException {
        return run.ready();
    }

    /** Waits until its vault is open. */
    void unlocked() throws IOException {
        run.unlocked();
    }

    NodeClient node() {
        return run.node();
    }

    long pid() {
        return run.pid();
    }

    boolean running() {
        return run.running();
    }

    void kill() throws IOException {
        run.kill();
    }

    @Override
    public void close() {
        run.close();
    }
}
