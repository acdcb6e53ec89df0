package parley.node;

import java.io.IOException;
import parley.base.Result;
import parley.node.desk.NodeGate;
import parley.node.engine.Gate;
import parley.node.engine.NodeConfig;
import parley.node.vault.DataFolder;

/**
 * A principal's node: one data folder, one door.
 *
 * <p>Starting takes the folder for this process and opens nothing: whoever shows pages or takes commands goes through
 * {@link #gate}. Thread-safe.
 */
public final class Node implements AutoCloseable {
    private final DataFolder folder;
    private final Gate gate;

    private Node(DataFolder folder, Gate gate) {
        this.folder = folder;
        this.gate = gate;
    }

    /** Takes the data folder; refused when another process holds it or it can't be used. */
    public static Result<Node> start(NodeConfig config) {
        return DataFolder.take(config.data()).map(folder -> new Node(folder, new Gate(config, folder)));
    }

    public NodeGate gate() {
        return gate;
    }

    /** Locks, and gives the folder back. */
    @Override
    public void close() throws IOException {
        gate.close();
        folder.close();
    }
}
