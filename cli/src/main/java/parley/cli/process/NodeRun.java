package parley.cli.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import parley.base.Secret;
import parley.cli.Stop;
import parley.cli.link.HttpTransport;
import parley.cli.link.NodeClient;
import parley.node.api.ApiAccess;
import parley.node.api.Outputs;
import parley.node.desk.NodeGate;

/** A node as a process, and the way to its API. Not thread-safe. */
public final class NodeRun implements AutoCloseable {
    private final String name;
    private final Path data;
    private final Path log;

    private Optional<Child> child = Optional.empty();
    private Optional<NodeClient> client = Optional.empty();

    /** @param log takes what the process writes on standard error */
    public NodeRun(String name, Path data, Path log) {
        this.name = name;
        this.data = data;
        this.log = log;
    }

    public String name() {
        return name;
    }

    public Path data() {
        return data;
    }

    /** Starts the process, which makes or unlocks its vault; {@link #ready} waits for it, so that several start at once. */
    public void start(int port, Secret passphrase) throws IOException {
        start(port, passphrase, List.of("--passphrase-fd", "0"));
    }

    /** Starts the process and leaves its vault locked. */
    public void startLocked(int port) throws IOException {
        start(port, Child.NOTHING, List.of());
    }

    private void start(int port, Secret firstLine, List<String> more) throws IOException {
        List<String> words = new java.util.ArrayList<>(List.of(
                "node", "--data", data.toString(), "--port", Integer.toString(port), "--until-stdin-closes", "--json"));
        words.addAll(more);
        child = Optional.of(Child.start(name, JvmWords.Job.NODE, words, firstLine, log));
    }

    /** Waits until its pages answer. */
    public Ready.OfNode ready() throws IOException {
        Ready.OfNode ready = child.orElseThrow().ready(Ready.OfNode.class, log);
        ApiAccess access = ApiAccess.read(data).orElseThrow(() -> Stop.fault(name + " left no way to its API"));
        client.ifPresent(NodeClient::close);
        client = Optional.of(new NodeClient(new HttpTransport(access)));
        return ready;
    }

    /** Waits until its vault is open. */
    public void unlocked() throws IOException {
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

    public NodeClient node() {
        return client.orElseThrow();
    }

    public long pid() {
        return child.orElseThrow().pid();
    }

    public boolean running() {
        return child.isPresent() && child.get().alive();
    }

    /** Ends it at once, as a crash or a pulled plug would. */
    public void kill() throws IOException {
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
