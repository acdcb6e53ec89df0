package parley.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import parley.base.Secret;
import parley.cli.drive.Ear;
import parley.cli.drive.Gathering;
import parley.cli.drive.Saying;
import parley.cli.process.NodeRun;
import parley.cli.process.RelayRun;
import parley.node.desk.RoomRef;
import parley.protocol.port.RelayAddress;

/** A relay and some nodes as processes of their own, and one room in which all of them sit. Not thread-safe but for saying. */
final class Company implements AutoCloseable {
    private final RelayRun relay;
    private final RelayAddress address;
    private final List<NodeRun> nodes;
    private final RoomRef room;

    private Company(RelayRun relay, RelayAddress address, List<NodeRun> nodes, RoomRef room) {
        this.relay = relay;
        this.address = address;
        this.nodes = List.copyOf(nodes);
        this.room = room;
    }

    /** Starts them and brings them together as people would; takes a while. */
    static Company of(int size, Path folder) throws IOException {
        Files.createDirectories(folder);
        List<AutoCloseable> started = new ArrayList<>();
        try {
            RelayRun relay = RelayRun.start(folder.resolve("relay"), 0, folder.resolve("relay.log"));
            started.add(relay);
            RelayAddress address = relay.ready();
            List<NodeRun> nodes = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                NodeRun node = new NodeRun(
                        "Member " + (i + 1), folder.resolve("node-" + i), folder.resolve("node-" + i + ".log"));
                started.add(node);
                nodes.add(node);
                start(node);
            }
            return new Company(
                    relay,
                    address,
                    nodes,
                    Gathering.of(
                            nodes.stream()
                                    .map(node -> new Gathering.Sitter(node.name(), node.node()))
                                    .toList(),
                            address));
        } catch (IOException | RuntimeException e) {
            end(started);
            throw e;
        }
    }

    private static void start(NodeRun node) throws IOException {
        try (Secret passphrase = Passphrase.ofBench()) {
            node.start(0, passphrase);
        }
        node.ready();
        node.unlocked();
        Gathering.settle(node.node());
    }

    RelayAddress relay() {
        return address;
    }

    List<NodeRun> nodes() {
        return nodes;
    }

    /** Hears at every node. */
    List<Ear> ears() throws IOException {
        List<Ear> ears = new ArrayList<>();
        for (NodeRun node : nodes) {
            ears.add(Ear.at(node.name(), node.node(), room));
        }
        return ears;
    }

    /** Returns when the node has taken it: sealed, or waiting to be, and durable. */
    void say(int member, String text) throws IOException {
        Saying.say(nodes.get(member).node(), room, text);
    }

    @Override
    public void close() {
        nodes.forEach(NodeRun::close);
        relay.close();
    }

    private static void end(List<AutoCloseable> started) throws IOException {
        for (AutoCloseable each : started.reversed()) {
            try {
                each.close();
            } catch (Exception e) {
                throw new IOException("a process could not be ended", e);
            }
        }
    }
}
