package parley.node.web.page;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import parley.node.desk.Change;
import parley.node.desk.Desk;
import parley.node.desk.RoomRef;
import parley.node.web.ask.Reply;
import parley.node.web.ask.Router;

/**
 * Tells open pages that something changed, as server-sent events; the page then asks for itself again.
 *
 * <p>One stream serves all pages of a browser ({@code parley.js}). An event carries no content, only that there is some and at which
 * table and room, by the ids that stand in addresses: whoever held a stream open past a lock learns nothing.
 */
public final class LivePages {
    /** A sign of life so often keeps the connection open and notices readers that went away. */
    private static final long BEAT_SECONDS = 20;

    /** Changes arrive in bursts; a page asks once for all of them. More than this many waiting are one anyway. */
    private static final int MOST_WAITING = 64;

    /** Of what didn't fit nobody knows where it was: every page is out of date. */
    private static final String EVERYWHERE = changed("frame");

    private static final String LOCKED = "event: locked\ndata: 1\n\n";

    private final Desks desks;

    LivePages(Desks desks) {
        this.desks = desks;
    }

    void add(Router router) {
        router.get("/live", _ -> new Reply.Stream("text/event-stream", this::tell));
    }

    /** A page that was answered just before the node was locked hears of it here: a browser gives up a stream that is refused. */
    private void tell(OutputStream out) throws IOException {
        Optional<Desk> desk = desks.open();
        if (desk.isPresent()) {
            tell(desk.get(), out);
        } else {
            write(out, LOCKED);
        }
    }

    private static void tell(Desk desk, OutputStream out) throws IOException {
        BlockingQueue<Change> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
        AtomicBoolean overflown = new AtomicBoolean();
        Desk.Listener listener = change -> {
            if (change instanceof Change.Locked) {
                do {
                    waiting.clear();
                } while (!waiting.offer(change));
            } else if (!waiting.offer(change)) {
                overflown.set(true);
            }
        };
        try (var _ = desk.subscribe(listener)) {
            write(out, "retry: 2000\n\n");
            while (true) {
                Change change = waiting.poll(BEAT_SECONDS, TimeUnit.SECONDS);
                if (change == null) {
                    write(out, overflown.getAndSet(false) ? EVERYWHERE : ": \n\n");
                } else if (change instanceof Change.Locked) {
                    write(out, LOCKED);
                    return;
                } else {
                    write(out, overflown.getAndSet(false) ? EVERYWHERE : changed(what(change)));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static String changed(String what) {
        return "event: changed\ndata: " + what + "\n\n";
    }

    /** What changed, and where if not everywhere. */
    private static String what(Change change) {
        return switch (change) {
            case Change.LinesChanged lines -> "lines " + at(lines.room());
            case Change.UnplacedChanged unplaced -> "unplaced " + at(unplaced.room());
            case Change.TransferMoved moved -> "transfer " + at(moved.room());
            case Change.TableChanged table -> "frame " + table.table().toHex();
            case Change.PersonChanged person -> "frame " + person.table().toHex();
            case Change.RoomChanged room -> "frame " + at(room.room());
            case Change.UnreadChanged unread -> "frame " + at(unread.room());
            case Change.NodeChanged _, Change.Locked _ -> "frame";
        };
    }

    private static String at(RoomRef room) {
        return room.table().toHex() + " " + room.room().toHex();
    }
}
