package parley.node.web.page;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import parley.base.TableId;
import parley.node.desk.Change;
import parley.node.desk.Desk;
import parley.node.desk.RoomRef;
import parley.node.web.ask.Reply;
import parley.node.web.ask.Router;

/**
 * Tells open pages that something changed, as server-sent events; the page then asks for itself again.
 *
 * <p>An event carries no content, only that there is some: whoever held a stream open past a lock learns nothing.
 */
public final class LivePages {
    /** A sign of life so often keeps the connection open and notices readers that went away. */
    private static final long BEAT_SECONDS = 20;

    /** Changes arrive in bursts; the page asks once for all of them. More than this many waiting are one anyway. */
    private static final int MOST_WAITING = 64;

    private final Desks desks;

    LivePages(Desks desks) {
        this.desks = desks;
    }

    void add(Router router) {
        router.get("/live", desks.desk((ask, desk) -> live(desk, change -> true)));
        router.get(
                "/t/{table}/live",
                desks.table((ask, desk, table) -> live(desk, change -> ofTable(change, table.table()))));
        router.get(
                "/t/{table}/r/{room}/live",
                desks.room((ask, desk, here) ->
                        live(desk, change -> ofRoom(change, here.room().ref()))));
    }

    private static Reply live(Desk desk, Predicate<Change> wanted) {
        return new Reply.Stream("text/event-stream", out -> tell(desk, wanted, out));
    }

    private static void tell(Desk desk, Predicate<Change> wanted, OutputStream out) throws IOException {
        BlockingQueue<Change> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
        Desk.Listener listener = change -> {
            if (change instanceof Change.Locked) {
                waiting.clear();
            }
            if (change instanceof Change.Locked || wanted.test(change)) {
                // What doesn't fit any more may be dropped: a full queue already says that the page is out of date.
                waiting.offer(change);
            }
        };
        try (var _ = desk.subscribe(listener)) {
            write(out, "retry: 2000\n\n");
            while (true) {
                Change change = waiting.poll(BEAT_SECONDS, TimeUnit.SECONDS);
                if (change == null) {
                    write(out, ": \n\n");
                } else if (change instanceof Change.Locked) {
                    write(out, "event: locked\ndata: 1\n\n");
                    return;
                } else {
                    write(out, "event: changed\ndata: " + what(change) + "\n\n");
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

    private static String what(Change change) {
        return switch (change) {
            case Change.LinesChanged lines -> "lines";
            case Change.UnplacedChanged unplaced -> "unplaced";
            case Change.TransferMoved moved -> "transfer";
            case Change.TableChanged table -> "frame";
            case Change.PersonChanged person -> "frame";
            case Change.RoomChanged room -> "frame";
            case Change.UnreadChanged unread -> "frame";
            case Change.NodeChanged node -> "frame";
            case Change.Locked locked -> "frame";
        };
    }

    private static boolean ofTable(Change change, TableId table) {
        return switch (change) {
            case Change.TableChanged(TableId changed) -> changed.equals(table);
            case Change.PersonChanged(TableId changed, var person) -> changed.equals(table);
            case Change.RoomChanged(RoomRef room) -> room.table().equals(table);
            case Change.LinesChanged(RoomRef room, long from) -> room.table().equals(table);
            case Change.UnreadChanged(RoomRef room) -> room.table().equals(table);
            case Change.UnplacedChanged(RoomRef room) -> false;
            case Change.TransferMoved(RoomRef room, String transfer) -> false;
            case Change.NodeChanged node -> true;
            case Change.Locked locked -> true;
        };
    }

    private static boolean ofRoom(Change change, RoomRef here) {
        return switch (change) {
            case Change.UnplacedChanged(RoomRef room) -> room.equals(here);
            case Change.TransferMoved(RoomRef room, String transfer) -> room.equals(here);
            case Change.TableChanged table -> ofTable(change, here.table());
            case Change.PersonChanged person -> ofTable(change, here.table());
            case Change.RoomChanged room -> ofTable(change, here.table());
            case Change.LinesChanged lines -> ofTable(change, here.table());
            case Change.UnreadChanged unread -> ofTable(change, here.table());
            case Change.NodeChanged node -> true;
            case Change.Locked locked -> true;
        };
    }
}
