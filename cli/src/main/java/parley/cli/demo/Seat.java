package parley.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import parley.base.Role;
import parley.base.Secret;
import parley.cli.Stop;
import parley.cli.link.HttpTransport;
import parley.cli.link.NodeClient;
import parley.node.api.ApiAccess;
import parley.node.api.Outputs;
import parley.node.desk.NodeGate;

/** One principal of the demo and the process of its node. Not thread-safe. */
final class Seat implements AutoCloseable {
    private final String name;
    private final Role role;
    private final int port;
    private final Path data;
    private final Path log;

    private Optional<Child> child = Optional.empty();
    private Optional<NodeClient> client = Optional.empty();

    Seat(String name, Role role, int port, DemoFolder folder) throws IOException {
        this.name = name;
        this.role = role;
        this.port = port;
        String who = name.toLowerCase(java.util.Locale.ROOT);
        this.data = folder.of(who);
        this.log = folder.log(who);
    }

    String name() {
        return name;
    }

    Role role() {
        return role;
    }

    Path data() {
        return data;
    }

    /** Starts the process; {@link #ready} waits for it, so that several start at once. */
    void start(Secret passphrase) throws IOException {
        List<String> words = List.of(
                "node",
                "--data",
                data.toString(),
                "--port",
                Integer.toString(port),
                "--passphrase-fd",
                "0",
                "--until-stdin-closes",
                "--json");
        child = Optional.of(Child.start(name, JvmWords.NODE_HEAP_MIB, words, passphrase, log));
    }

    /** Waits until its pages answer. */
    Ready.OfNode ready() throws IOException {
        Ready.OfNode ready = child.orElseThrow().ready(Ready.OfNode.class, log);
        ApiAccess access = ApiAccess.read(data).orElseThrow(() -> Stop.fault(name + " left no way to its API"));
        client.ifPresent(NodeClient::close);
        client = Optional.of(new NodeClient(new HttpTransport(access)));
        return ready;
    }

    /** Waits until its vault is open. */
    void unlocked() throws IOException {
        NodeClient node = node();
        Wait.until(name + "'s vault opens", () -> {
            NodeGate.State state = node.get("/api/v1/gate", Outputs.Gate.class).state();
            if (state instanceof NodeGate.State.Unusable unusable) {
                throw Stop.fault(
                        name + "'s vault can't be used: " + unusable.what().key());
            }
            return state instanceof NodeGate.State.Unlocked;
        });
    }

    NodeClient node() {
        return client.orElseThrow();
    }

    long pid() {
        return child.orElseThrow().pid();
    }

    boolean running() {
        return child.isPresent() && child.get().alive();
    }

    void kill() throws IOException {
        if (child.isPresent()) {
            child.get().kill();
        }
    }

    @Override
    public void close() {
        client.ifPresent(NodeClient::close);
        child.ifPresent(Child::close);
    }
}
