package parley.simulation.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import parley.base.Randomness;
import parley.base.Secret;
import parley.node.Node;
import parley.node.desk.Desk;
import parley.node.desk.Keeping;
import parley.node.engine.NodeConfig;
import parley.node.vault.Stretching;
import parley.protocol.session.LibsignalSessions;
import parley.relay.client.HttpRelay;

/** A whole node, with its vault on disk, whose every connection goes through a wire that is watched. */
final class WatchedNode implements AutoCloseable {
    /** What it costs to guess the passphrase of a vault with nothing in it is nobody's concern. */
    private static final Stretching CHEAP = new Stretching(64, 1);

    private static final String PASSPHRASE = "a passphrase of the bench";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final Forwarder wire;
    private final AskedRelay relay;
    private final Node node;
    private final Desk desk;

    private WatchedNode(Forwarder wire, AskedRelay relay, Node node, Desk desk) {
        this.wire = wire;
        this.relay = relay;
        this.node = node;
        this.desk = desk;
    }

    /** @param wire closed with it, and where it doesn't start */
    static WatchedNode start(Path data, Forwarder wire) throws IOException {
        AskedRelay relay = new AskedRelay(HttpRelay.to(wire.address(), Optional.empty()));
        try {
            return start(data, wire, relay);
        } catch (IOException | RuntimeException e) {
            relay.close();
            wire.close();
            throw e;
        }
    }

    private static WatchedNode start(Path data, Forwarder wire, AskedRelay relay) throws IOException {
        InstantSource clock = InstantSource.system();
        Node node = Node.start(new NodeConfig(
                        data,
                        (_, _) -> relay,
                        new LibsignalSessions(clock),
                        clock,
                        Randomness.system(),
                        Optional.of(CHEAP),
                        "bench"))
                .orThrow();
        try {
            return new WatchedNode(wire, relay, node, opened(node));
        } catch (RuntimeException e) {
            node.close();
            throw e;
        }
    }

    /** Somebody sits there all the time, and holds nothing back for taking back. */
    private static Desk opened(Node node) {
        try (Secret passphrase = Secret.wrap(PASSPHRASE.getBytes(StandardCharsets.UTF_8))) {
            Desk desk = node.gate().create(passphrase).orThrow();
            Keeping.Settings now = desk.keeping().settings();
            desk.keeping()
                    .change(new Keeping.Settings(
                            now.language(),
                            now.ownNumerals(),
                            Duration.ofDays(1),
                            Duration.ZERO,
                            now.proxy(),
                            now.notifyReading()))
                    .orThrow();
            return desk;
        }
    }

    Desk desk() {
        return desk;
    }

    /** What its wire showed, in the order of time. */
    List<Seen> seen() {
        return wire.seen();
    }

    /** What its relay was asked. */
    List<AskedRelay.Asked> asked() {
        return relay.asked();
    }

    /** Waits until there is one. */
    <T> T await(String what, Function<Desk, Optional<T>> look) {
        Instant end = Instant.now().plus(PATIENCE);
        Optional<T> found = look.apply(desk);
        while (found.isEmpty()) {
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException("waited in vain for " + what);
            }
            LockSupport.parkNanos(LOOK.toNanos());
            found = look.apply(desk);
        }
        return found.get();
    }

    @Override
    public void close() throws IOException {
        node.close();
        relay.close();
        wire.close();
    }
}
