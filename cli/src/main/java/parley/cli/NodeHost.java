package parley.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import parley.base.Randomness;
import parley.node.Node;
import parley.node.api.Api;
import parley.node.api.ApiAccess;
import parley.node.api.ApiHandler;
import parley.node.api.ApiToken;
import parley.node.desk.NodeGate;
import parley.node.web.WebServer;

/** A node's process put together: its door, its pages, its API, and the file by which commands find it. Thread-safe. */
final class NodeHost implements AutoCloseable {
    private final Path data;
    private final Node node;
    private final WebServer web;
    private final AtomicBoolean closed = new AtomicBoolean();

    private NodeHost(Path data, Node node, WebServer web) {
        this.data = data;
        this.node = node;
        this.web = web;
    }

    /** @param port 0 for any free one */
    static NodeHost start(Path data, int port) throws IOException {
        Node node = Vaults.take(data);
        Randomness randomness = Randomness.system();
        ApiToken token = ApiToken.fresh(randomness);
        WebServer.ApiOfPages api =
                signInLink -> new ApiHandler(new Api(node.gate(), Sentences::of, Optional.of(signInLink)), token);
        WebServer web;
        try {
            web = WebServer.start(
                    new WebServer.Options(port, node.gate(), randomness, InstantSource.system(), Optional.of(api)));
        } catch (IOException e) {
            Vaults.close(node);
            throw Stop.bad("port " + port + " of 127.0.0.1 can't be used: " + e.getMessage());
        }
        try {
            ApiAccess.of(web.origin(), token).write(data);
        } catch (IOException e) {
            web.close();
            Vaults.close(node);
            throw Stop.bad("nothing can be written into " + data + ": " + e.getMessage());
        }
        return new NodeHost(data, node, web);
    }

    NodeGate gate() {
        return node.gate();
    }

    String origin() {
        return web.origin();
    }

    String signInLink() {
        return web.signInLink();
    }

    /** Locks, stops the pages, and takes the way in away; the second time it does nothing. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        try {
            ApiAccess.remove(data);
        } catch (IOException e) {
            // What remains names a port where nothing answers; the next start replaces it.
        }
        node.gate().lock();
        web.close();
        Vaults.close(node);
    }
}
