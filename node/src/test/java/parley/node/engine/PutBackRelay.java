package parley.node.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;

/** What comes of a relay that is put back to a backup while somebody writes on: two histories of one room, both of them signed. */
public final class PutBackRelay {
    private PutBackRelay() {}

    /** Iran writes on one history and Oman on the other, and in the end both nodes have seen both. */
    public static void under(Path folder, TestTable talks, RoomRef room, TestNode oman, TestNode iran)
            throws IOException {
        int port = talks.relay().port();
        talks.stopRelay();
        Path backup = copy(folder.resolve("relay"), folder.resolve("backup"));
        talks.startRelayAgain(port);
        oman.close();
        iran.say(room, "On one history");
        iran.awaitText(room, "On one history");
        iran.close();
        talks.stopRelay();
        empty(folder.resolve("relay"));
        copy(backup, folder.resolve("relay"));
        talks.startRelayAgain(port);
        oman.restart();
        oman.say(room, "On the other");
        oman.awaitText(room, "On the other");
        iran.restart();
        awaitFrozen(iran, room);
        awaitFrozen(oman, room);
    }

    private static void awaitFrozen(TestNode node, RoomRef room) {
        node.awaitTrue(
                "the room to freeze",
                now -> now.rooms().room(room).orElseThrow().condition() instanceof Rooms.Condition.Frozen);
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path one : all.toList()) {
                Path there = to.resolve(from.relativize(one).toString());
                if (Files.isDirectory(one)) {
                    Files.createDirectories(there);
                } else {
                    Files.copy(one, there);
                }
            }
        }
        return to;
    }

    private static void empty(Path dir) throws IOException {
        try (Stream<Path> all = Files.walk(dir)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
    }
}
