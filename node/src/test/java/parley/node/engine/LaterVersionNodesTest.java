package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Head;
import parley.node.desk.Line;
import parley.node.desk.Notice;
import parley.node.desk.RoomRef;
import parley.node.replay.Pages;
import parley.talks.room.RoomEvent;

/** One node has been upgraded and says what the other doesn't know: it is kept, shown for what it is, and stops nobody. */
final class LaterVersionNodesTest {
    @TempDir
    private Path folder;

    @Test
    void an_event_of_a_later_version_is_kept_and_named_and_both_talk_on_and_agree() throws Exception {
        try (TestTable talks = new TestTable(folder)) {
            TestNode oman = talks.node("oman");
            TestNode iran = talks.node("iran");
            RoomRef room = talks.caucus(oman, iran);

            iran.sealOfLaterVersion(room);

            for (TestNode node : List.of(iran, oman)) {
                Line.Unknown line = node.awaitLine("the line of it", room, Line.Unknown.class, _ -> true);
                assertThat(line.authorName()).isEqualTo("Iran");
                assertThat(line.version()).isEqualTo(RoomEvent.VERSION + 1);
            }
            oman.say(room, "What was that?");
            iran.awaitText(room, "What was that?");
            iran.say(room, "Something new.");
            oman.awaitText(room, "Something new.");
            oman.awaitTrue("both to stand at one place", _ -> head(oman, room).equals(head(iran, room)));
            for (TestNode node : List.of(iran, oman)) {
                node.restart();
                assertThat(node.texts(room)).containsExactly("What was that?", "Something new.");
                assertThat(node.lines(room, Line.Unknown.class)).hasSize(1);
                assertThat(node.desk().rooms().room(room).orElseThrow().unknown())
                        .isEqualTo(1);
                assertThat(node.desk().rooms().room(room).orElseThrow().notices())
                        .extracting(Notice::key)
                        .noneMatch(key -> key.startsWith("alarm."));
                assertThat(page(node, room))
                        .contains("Iran wrote something of a later version (" + (RoomEvent.VERSION + 1)
                                + "). It is kept; nobody here acts on it.")
                        .contains("Something new.");
            }
        }
    }

    private static Head head(TestNode node, RoomRef room) {
        return node.desk().rooms().room(room).orElseThrow().head();
    }

    private static String page(TestNode node, RoomRef room) throws Exception {
        try (Pages pages = new Pages(node.node().gate(), InstantSource.system())) {
            return pages.words(
                    "/t/" + room.table().toHex() + "/r/" + room.room().toHex());
        }
    }
}
