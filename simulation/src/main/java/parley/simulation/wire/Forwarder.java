package parley.simulation.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import parley.protocol.port.RelayAddress;

/**
 * Stands on the wire between one node and its relay: carries bytes as they come, and notes when TLS records pass and
 * connections open and end. It holds no key. Thread-safe.
 */
final class Forwarder implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 << 10;

    private final RelayAddress relay;
    private final ServerSocket listening;
    private final AtomicInteger connections = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();

    private Forwarder(RelayAddress relay, ServerSocket listening) {
        this.relay = relay;
        this.listening = listening;
    }

    static Forwarder to(RelayAddress relay) throws IOException {
        Forwarder made = new Forwarder(relay, new ServerSocket(0, 0, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().name("wire").start(made::listen);
        return made;
    }

    /** Where the node finds the relay, behind this wire. */
    RelayAddress address() {
        return new RelayAddress(listening.getInetAddress().getHostAddress(), listening.getLocalPort(), relay.key());
    }

    /** All since it stands here, in the order of time. */
    List<Seen> seen() {
        List<Seen> all = new ArrayList<>(seen);
        all.sort(Comparator.comparing(Seen::at));
        return all;
    }

    private void listen() {
        while (!listening.isClosed()) {
            try {
                Socket node = listening.accept();
                Thread.ofVirtual().name("wire").start(() -> carry(node));
            } catch (IOException e) {
                // Closed, or a caller who went away at once: the loop's condition tells which.
            }
        }
    }

    private void carry(Socket node) {
        int connection = connections.incrementAndGet();
        note(connection, Seen.What.OPENED, 0);
        try (node;
                Socket far = new Socket(relay.host(), relay.port())) {
            open.add(node);
            open.add(far);
            node.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            Thread up = Thread.ofVirtual().name("wire").start(() -> pump(connection, Seen.What.UP, node, far));
            pump(connection, Seen.What.DOWN, far, node);
            up.join();
            open.remove(far);
        } catch (IOException e) {
            // What one side makes of it when the other isn't there is theirs: the wire only ends.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(node);
            note(connection, Seen.What.ENDED, 0);
        }
    }

    private void pump(int connection, Seen.What way, Socket from, Socket to) {
        TlsRecords records = new TlsRecords();
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                Instant now = Instant.now();
                out.write(buffer, 0, count);
                records.take(buffer, count, size -> seen.add(new Seen(now, connection, way, size)));
            }
            to.shutdownOutput();
        } catch (IOException e) {
            close(from);
            close(to);
        }
    }

    private void note(int connection, Seen.What what, int bytes) {
        seen.add(new Seen(Instant.now(), connection, what, bytes));
    }

    private static void close(Socket one) {
        try {
            one.close();
        } catch (IOException e) {
            // Then the system has closed it.
        }
    }

    boolean isClosed() {
        return listening.isClosed();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        open.forEach(Forwarder::close);
    }
}
