package parley.bench.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import parley.base.PrincipalId;
import parley.base.Randomness;
import parley.base.Secret;
import parley.base.TableId;
import parley.node.Node;
import parley.node.desk.Change;
import parley.node.desk.Desk;
import parley.node.desk.Keeping;
import parley.node.desk.Messages;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import parley.node.engine.HttpRelays;
import parley.node.engine.NodeConfig;
import parley.protocol.session.LibsignalSessions;
import parley.talks.message.Direction;
import parley.talks.message.MessageKind;

/** A real node in this process: its own vault, relay connections and engine. Not thread-safe. */
final class BenchNode implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final String name;
    private final Node node;
    private final Desk desk;

    BenchNode(String name, Path folder) {
        this.name = name;
        InstantSource clock = InstantSource.system();
        node = Node.start(new NodeConfig(
                        folder,
                        new HttpRelays(),
                        new LibsignalSessions(clock),
                        clock,
                        Randomness.system(),
                        Optional.empty(),
                        "bench"))
                .orThrow();
        try (Secret passphrase = Secret.wrap("a passphrase of the bench".getBytes(StandardCharsets.UTF_8))) {
            desk = node.gate().create(passphrase).orThrow();
        }
        Keeping.Settings now = desk.keeping().settings();
        desk.keeping()
                .change(new Keeping.Settings(
                        now.language(),
                        now.ownNumerals(),
                        Duration.ofHours(24),
                        Duration.ZERO,
                        now.proxy(),
                        now.notifyReading()))
                .orThrow();
    }

    String name() {
        return name;
    }

    Desk desk() {
        return desk;
    }

    PrincipalId self(TableId table) {
        return desk.tables().table(table).orElseThrow().self();
    }

    void say(RoomRef room, String text) {
        desk.messages()
                .send(
                        room,
                        new Messages.Outgoing(
                                MessageKind.STATEMENT, text, "en", Direction.LTR, Optional.empty(), false, List.of()))
                .orThrow();
    }

    long lines(RoomRef room) {
        return desk.rooms().room(room).map(Rooms.RoomView::lines).orElse(0L);
    }

    /** Looks at once, and again after each change that the node tells. */
    void until(String what, Predicate<Desk> holds) throws InterruptedException, TimeoutException {
        LinkedBlockingQueue<Change> changes = new LinkedBlockingQueue<>();
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (Desk.Subscription _ = desk.subscribe(changes::add)) {
            while (!holds.test(desk)) {
                if (System.nanoTime() > end) {
                    throw new TimeoutException(name + " waited in vain for " + what);
                }
                Change heard = changes.poll(1, TimeUnit.SECONDS);
                while (heard != null) {
                    heard = changes.poll();
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        node.close();
    }
}
