package parley.bench.relay;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    private final List<Line> lines;
    private final List<String> queues;
    private final boolean startedHere;

    /** A connection, its channel, and the publishes that wait for their confirm. */
    private record Line(
            Connection connection,
            Channel channel,
            ReentrantLock publishing,
            ConcurrentNavigableMap<Long, CompletableFuture<Boolean>> waiting) {}

    private RabbitPeer(List<Line> lines, List<String> queues, boolean startedHere) {
        this.lines = lines;
        this.queues = queues;
        this.startedHere = startedHere;
    }

    /** Uses the running broker, or starts Debian's service and stops it again at the end. */
    static RabbitPeer start(int queues) throws IOException {
        boolean startedHere = false;
        Connection first;
        try {
            first = connect();
        } catch (IOException e) {
            Shell.run("service", SERVICE, "start");
            startedHere = true;
            first = connect();
        }
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            lines.add(line(i == 0 ? first : connect()));
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < queues; i++) {
            String name = "parley-bench-" + i;
            names.add(name);
            lines.getFirst().channel().queueDelete(name);
            lines.getFirst().channel().queueDeclare(name, true, false, false, Map.of("x-queue-type", "quorum"));
        }
        return new RabbitPeer(lines, names, startedHere);
    }

    private static Connection connect() throws IOException {
        try {
            return new ConnectionFactory().newConnection();
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
        return queues.size() + " quorum queues, persistent, publisher confirms, plain TCP";
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
        if (startedHere) {
            Shell.run("service", SERVICE, "stop");
        }
    }
}
