package parley.bench.relay;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/** RabbitMQ's quorum queues with publisher confirms: durable at the confirm, many queues sharing one write-ahead log. */
final class RabbitPeer implements Peer {
    private static final String SERVICE = "rabbitmq-server";

    /** Several connections, as its own load tester uses: one would be the bottleneck. */
    private static final int CONNECTIONS = 8;

    /** The same as {@link ConnectionFactory#DEFAULT_AMQP_OVER_SSL_PORT}. */
    private static final String TLS_LISTENER = "{\"127.0.0.1\",5671,inet}";

    private static final int TLS_ACCEPTORS = 10;

    private final List<Line> lines;
    private final List<String> queues;
    private final boolean startedHere;
    private final boolean tls;

    /** A connection, its channel, and the publishes that wait for their confirm. */
    private record Line(
            Connection connection,
            Channel channel,
            ReentrantLock publishing,
            ConcurrentNavigableMap<Long, CompletableFuture<Boolean>> waiting) {}

    private RabbitPeer(List<Line> lines, List<String> queues, boolean startedHere, boolean tls) {
        this.lines = lines;
        this.queues = queues;
        this.startedHere = startedHere;
        this.tls = tls;
    }

    /** Uses the running broker, or starts Debian's service and stops it again at the end. */
    static RabbitPeer start(int queues, Optional<PeerCertificate> tls) throws IOException {
        boolean startedHere = startIfNeeded();
        ConnectionFactory factory = new ConnectionFactory();
        if (tls.isPresent()) {
            listen(tls.get());
            factory.useSslProtocol(tls.get().trust());
        }
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            lines.add(line(connect(factory)));
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < queues; i++) {
            String name = "parley-bench-" + i;
            names.add(name);
            lines.getFirst().channel().queueDelete(name);
            lines.getFirst().channel().queueDeclare(name, true, false, false, Map.of("x-queue-type", "quorum"));
        }
        return new RabbitPeer(lines, names, startedHere, tls.isPresent());
    }

    private static boolean startIfNeeded() throws IOException {
        try (Connection _ = connect(new ConnectionFactory())) {
            return false;
        } catch (IOException e) {
            Shell.run("service", SERVICE, "start");
            return true;
        }
    }

    /** Until the broker ends or {@link #close}: its own settings stay as they are. */
    private static void listen(PeerCertificate tls) throws IOException {
        tls.giveTo("rabbitmq");
        Shell.run(
                "rabbitmqctl",
                "eval",
                String.format(
                        Locale.ROOT,
                        "rabbit_networking:ensure_ssl(), rabbit_networking:start_ssl_listener(%s,"
                                + " [{certfile,\"%s\"},{keyfile,\"%s\"},{versions,['tlsv1.3']}], %d).",
                        TLS_LISTENER,
                        tls.certificate(),
                        tls.key(),
                        TLS_ACCEPTORS));
    }

    private static Connection connect(ConnectionFactory factory) throws IOException {
        try {
            return factory.newConnection();
        } catch (TimeoutException e) {
            throw new IOException("RabbitMQ does not answer", e);
        }
    }

    private static Line line(Connection connection) throws IOException {
        Channel channel = connection.createChannel();
        channel.confirmSelect();
        Line line = new Line(connection, channel, new ReentrantLock(), new ConcurrentSkipListMap<>());
        channel.addConfirmListener(
                (tag, multiple) -> settle(line, tag, multiple, true),
                (tag, multiple) -> settle(line, tag, multiple, false));
        return line;
    }

    private static void settle(Line line, long tag, boolean multiple, boolean confirmed) {
        Map<Long, CompletableFuture<Boolean>> settled =
                multiple ? line.waiting().headMap(tag, true) : line.waiting().subMap(tag, true, tag, true);
        settled.values().removeIf(promise -> {
            promise.complete(confirmed);
            return true;
        });
    }

    @Override
    public String name() {
        return "RabbitMQ quorum";
    }

    @Override
    public String what() {
        return queues.size() + " quorum queues, persistent, publisher confirms, " + (tls ? "TLS 1.3" : "plain TCP");
    }

    @Override
    public void empty() throws IOException {
        for (String queue : queues) {
            lines.getFirst().channel().queuePurge(queue);
        }
    }

    @Override
    public Appender appender(int caller) {
        Line line = lines.get(caller % lines.size());
        String queue = queues.get(caller % queues.size());
        return message -> {
            CompletableFuture<Boolean> confirmed = new CompletableFuture<>();
            line.publishing().lock();
            try {
                line.waiting().put(line.channel().getNextPublishSeqNo(), confirmed);
                line.channel().basicPublish("", queue, MessageProperties.PERSISTENT_BASIC, message.toArray());
            } finally {
                line.publishing().unlock();
            }
            try {
                if (!confirmed.get()) {
                    throw new IOException("RabbitMQ refused a message");
                }
            } catch (ExecutionException e) {
                throw new IOException("RabbitMQ confirmed nothing", e);
            }
        };
    }

    @Override
    public List<Long> processes() {
        return Shell.processes("beam.smp");
    }

    @Override
    public void close() throws IOException {
        for (String queue : queues) {
            lines.getFirst().channel().queueDelete(queue);
        }
        for (Line line : lines) {
            line.connection().close();
        }
        if (tls) {
            Shell.run("rabbitmqctl", "eval", "rabbit_networking:stop_tcp_listener(" + TLS_LISTENER + ").");
        }
        if (startedHere) {
            Shell.run("service", SERVICE, "stop");
        }
    }
}
