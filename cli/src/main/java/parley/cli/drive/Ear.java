package parley.cli.drive;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
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
    private static final String MISSED = "event: missed";

    private final String name;
    private final NodeClient node;
    private final RoomRef room;
    private final InputStream bytes;
    private final BufferedReader stream;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private long lines;
    private long heardAt;
    private boolean deaf;

    private Ear(String name, NodeClient node, RoomRef room, InputStream bytes) {
        this.name = name;
        this.node = node;
        this.room = room;
        this.bytes = bytes;
        this.stream = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
    }

    public static Ear at(String name, NodeClient node, RoomRef room) throws IOException {
        Ear ear = new Ear(name, node, room, node.open("GET", "/api/v1/changes", new byte[0]));
        ear.stream.readLine(); // The node says that it listens: nothing is missed from here on.
        ear.lines = ear.counted();
        Thread.ofPlatform().daemon().name("ear-" + name).start(ear::listen);
        return ear;
    }

    private long counted() throws IOException {
        return node.get(Paths.room(room) + "/lines?count=1", Outputs.Page.class).total();
    }

    private void listen() {
        try {
            for (String line = stream.readLine(); line != null; line = stream.readLine()) {
                if (line.equals(MISSED)) {
                    stream.readLine(); // Its data: nothing.
                    heard(counted(), System.nanoTime());
                } else if (line.startsWith(DATA)) {
                    heard(line.substring(DATA.length()), System.nanoTime());
                }
            }
        } catch (IOException e) {
            // The node was stopped, or this ear closed: whoever still waits is told so.
        }
        goDeaf();
    }

    private void goDeaf() {
        lock.lock();
        try {
            deaf = true;
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void heard(String json, long now) throws IOException {
        Change change =
                ApiJson.readAnswer(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), Change.class);
        if (change instanceof Change.LinesChanged(RoomRef where, long from) && where.equals(room)) {
            heard(from + 1, now);
        }
    }

    private void heard(long there, long now) {
        lock.lock();
        try {
            lines = Math.max(lines, there);
            heardAt = now;
            more.signalAll();
        } finally {
            lock.unlock();
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
                if (left <= 0 || deaf) {
                    throw Stop.fault(name + " waited in vain for line " + wanted + " and has " + lines);
                }
                left = more.awaitNanos(left);
            }
            return heardAt;
        } finally {
            lock.unlock();
        }
    }

    /** Closes what is read from: the reader itself is locked while a thread waits in it for the next line. */
    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
