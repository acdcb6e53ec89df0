package parley.cli.drive;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import parley.cli.Stop;
import parley.cli.link.NodeClient;
import parley.cli.process.Wait;
import parley.node.api.ApiJson;
import parley.node.api.Outputs;
import parley.node.desk.Change;
import parley.node.desk.RoomRef;

/**
 * Hears at a node's stream of changes when lines of one room stand in its record, as its pages do. Thread-safe.
 *
 * <p>The instant of a line is when the change was read here, by the clock of this process.
 */
public final class Ear implements AutoCloseable {
    private static final String DATA = "data: ";

    private final String name;
    private final RoomRef room;
    private final BufferedReader stream;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private long lines;
    private long heardAt;

    private Ear(String name, RoomRef room, BufferedReader stream) {
        this.name = name;
        this.room = room;
        this.stream = stream;
    }

    public static Ear at(String name, NodeClient node, RoomRef room) throws IOException {
        BufferedReader stream = new BufferedReader(
                new InputStreamReader(node.open("GET", "/api/v1/changes", new byte[0]), StandardCharsets.UTF_8));
        stream.readLine(); // The node says that it listens: nothing is missed from here on.
        Ear ear = new Ear(name, room, stream);
        ear.lines = node.get(Paths.room(room) + "/lines?count=1", Outputs.Page.class)
                .total();
        Thread.ofPlatform().daemon().name("ear-" + name).start(ear::listen);
        return ear;
    }

    private void listen() {
        try {
            for (String line = stream.readLine(); line != null; line = stream.readLine()) {
                if (line.startsWith(DATA)) {
                    heard(line.substring(DATA.length()), System.nanoTime());
                }
            }
        } catch (IOException e) {
            // The node was stopped, or this ear closed: whoever still waits will say so.
        }
    }

    private void heard(String json, long now) throws IOException {
        Change change =
                ApiJson.readAnswer(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), Change.class);
        if (change instanceof Change.LinesChanged(RoomRef where, long from) && where.equals(room)) {
            lock.lock();
            try {
                lines = Math.max(lines, from + 1);
                heardAt = now;
                more.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** How many lines stand there. */
    public long lines() {
        lock.lock();
        try {
            return lines;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until so many lines stand there; answers when the last of what is there was heard, by this process's clock. */
    public long until(long wanted) throws IOException, InterruptedException {
        long left = Wait.MOST.toNanos();
        lock.lock();
        try {
            while (lines < wanted) {
                left = more.awaitNanos(left);
                if (left <= 0) {
                    throw Stop.fault(name + " waited in vain for line " + wanted + " and has " + lines);
                }
            }
            return heardAt;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
