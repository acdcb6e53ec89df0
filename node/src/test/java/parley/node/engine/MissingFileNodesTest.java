package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.node.desk.Attachments.Fetch;
import parley.node.desk.Line;
import parley.node.desk.RoomRef;
import parley.node.replay.Pages;

/** The relay has lost a block of an attachment: its line says so in a sentence, and the talk, other files included, goes on. */
@Tag("wide") // A minute and a half, for so long a reader's node gives an author's time to send the block.
final class MissingFileNodesTest {
    private static final byte[] LETTER = "A letter.".getBytes(StandardCharsets.UTF_8);
    private static final byte[] MAP = "A map.".getBytes(StandardCharsets.UTF_8);

    /** Of fifteen times. */
    private static final int OFTEN = 10;

    @TempDir
    private Path folder;

    private final AskedRelays relays = new AskedRelays();

    @Test
    void the_line_says_that_the_relay_has_not_all_of_it_and_everything_said_later_folds() throws Exception {
        try (TestTable talks = new TestTable(folder)) {
            TestNode oman = talks.node("oman", relays);
            TestNode iran = talks.node("iran");
            RoomRef room = talks.caucus(oman, iran);
            says(iran, room, "Our letter", "letter.txt", LETTER);
            Path block = blocks().getFirst();
            Path lost = Files.move(block, folder.resolve("lost"));

            Line.Message letter = oman.awaitText(room, "Our letter");
            oman.desk().attachments().fetch(room, letter.index(), 0).orThrow();
            oman.await("the fetch", _ -> state(oman, room, "Our letter", Fetch.FETCHING));

            says(iran, room, "And our map", "map.txt", MAP);
            Line.Message map = oman.awaitText(room, "And our map");
            oman.desk().attachments().fetch(room, map.index(), 0).orThrow();
            oman.await("the other file", _ -> state(oman, room, "And our map", Fetch.HERE));
            oman.say(room, "We have the map.");
            iran.awaitText(room, "We have the map.");

            // Apart, for a test waits no longer for anything than a minute and a half.
            oman.awaitTrue("the block to be asked for again and again", _ -> asked() > OFTEN);
            oman.await("the end of it", _ -> state(oman, room, "Our letter", Fetch.MISSING));
            oman.restart();
            assertThat(state(oman, room, "Our letter", Fetch.MISSING)).isPresent();
            assertThat(page(oman, room))
                    .contains(
                            "The relay does not have all of it. Try again in a while; if it stays so, ask its author to send it again.");
            iran.say(room, "Once more?");
            oman.awaitText(room, "Once more?");

            Files.move(lost, block);
            oman.desk().attachments().fetch(room, letter.index(), 0).orThrow();
            oman.await("it, which its author sent again", _ -> state(oman, room, "Our letter", Fetch.HERE));
        }
    }

    private long asked() {
        return relays.seen().stream()
                .filter(one -> one.what().equals("getBlob"))
                .count();
    }

    private static void says(TestNode node, RoomRef room, String text, String name, byte[] content) {
        node.says(room, text, node.gives(room, name, content)).orThrow();
        node.awaitText(room, text);
        node.awaitTrue("the relay to have it", now -> now.attachments().underWay() == 0);
    }

    private static Optional<Fetch> state(TestNode node, RoomRef room, String text, Fetch wanted) {
        return Optional.of(node.awaitText(room, text)
                        .content()
                        .attachments()
                        .getFirst()
                        .state())
                .filter(wanted::equals);
    }

    private List<Path> blocks() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("relay").resolve("blobs"))) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static String page(TestNode node, RoomRef room) throws Exception {
        try (Pages pages = new Pages(node.node().gate(), InstantSource.system())) {
            return pages.words(
                    "/t/" + room.table().toHex() + "/r/" + room.room().toHex());
        }
    }
}
