package parley.bench.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Randomness;
import parley.base.Secret;
import parley.base.TableId;
import parley.node.Node;
import parley.node.desk.Desk;
import parley.node.desk.Line;
import parley.node.desk.Messages;
import parley.node.desk.Rooms;
import parley.node.engine.HttpRelays;
import parley.node.engine.NodeConfig;
import parley.protocol.session.LibsignalSessions;
import parley.talks.rules.Rules;

/** What is measured on must be a record like any other: an ordinary node opens it, and finds in it what was said. */
@Tag("wide")
final class LongRecordTest {
    private static final int ROOMS = 2;
    /** Keys are refreshed once on the way. */
    private static final int MESSAGES = Rules.standard().refreshEntries() + 20;

    @TempDir
    private Path folder;

    @Test
    void anOrdinaryNodeOpensItAndHasEveryMessageInOrder() throws Exception {
        LongRecord.make(new LongRecord.Options(folder.resolve("node"), ROOMS, MESSAGES, passphrase()), progress -> {});

        try (Node node = ordinary()) {
            Desk desk = node.gate().unlock(passphrase()).orThrow();
            TableId table = desk.tables().list().getFirst().table();
            List<Rooms.RoomBrief> rooms = desk.rooms().list(table);
            assertThat(rooms).extracting(Rooms.RoomBrief::name).containsExactly("Room 1", "Room 2");
            for (Rooms.RoomBrief room : rooms) {
                Rooms.RoomView view = desk.rooms().room(room.ref()).orElseThrow();
                assertThat(view.epoch()).as("keys were refreshed").isEqualTo(1);
                assertThat(view.condition()).isInstanceOf(Rooms.Condition.Open.class);
                List<String> texts = texts(desk, room);
                assertThat(texts).hasSize(MESSAGES);
                for (int i = 0; i < MESSAGES; i++) {
                    assertThat(texts.get(i)).endsWith(" " + (i + 1));
                }
            }
            List<Messages.Hit> hits = new ArrayList<>();
            desk.messages().search(List.of(), LongRecord.MARK, hits::add).orThrow();
            assertThat(hits).as("one marked message in each room").hasSize(ROOMS);
        }
    }

    private static List<String> texts(Desk desk, Rooms.RoomBrief room) {
        List<String> texts = new ArrayList<>();
        long next = 0;
        while (true) {
            Messages.Page page =
                    desk.messages().since(room.ref(), next, Messages.MOST_LINES).orThrow();
            if (page.lines().isEmpty()) {
                return texts;
            }
            for (Line line : page.lines()) {
                if (line instanceof Line.Message message) {
                    texts.add(message.content().text());
                }
            }
            next = page.lines().getLast().index() + 1;
        }
    }

    private Node ordinary() {
        InstantSource clock = InstantSource.system();
        return Node.start(new NodeConfig(
                        folder.resolve("node"),
                        new HttpRelays(),
                        new LibsignalSessions(clock),
                        clock,
                        Randomness.system(),
                        Optional.empty(),
                        "test"))
                .orThrow();
    }

    private static Secret passphrase() {
        return Secret.wrap("a passphrase of the test".getBytes(StandardCharsets.UTF_8));
    }
}
