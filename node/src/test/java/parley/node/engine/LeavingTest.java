package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.TableId;
import parley.node.desk.Changes.Wish;
import parley.node.desk.Keeping;
import parley.node.desk.Notice;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import parley.talks.rules.Confidentiality;
import parley.talks.rules.Destruction;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;

@DisplayName("Leaving, and being removed")
final class LeavingTest {
    @TempDir
    private Path folder;

    /** How far Oman's clock is ahead: who leaves can't carry it out itself, and the others give it a pause first. */
    private final AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);

    private TestTable talks;
    private TestNode oman;
    private TestNode iran;
    private TableId table;
    private RoomRef room;

    @BeforeEach
    void sit() {
        talks = new TestTable(folder);
        oman = new TestNode(
                folder.resolve("oman"), new HttpRelays(), () -> Instant.now().plus(later.get()));
        iran = talks.node("iran");
        room = talks.caucus(oman, iran);
        table = room.table();
    }

    @AfterEach
    void rise() throws IOException {
        oman.close();
        talks.close();
    }

    @Test
    @DisplayName("are told apart in the record of who is gone, and need the consents that the preview names")
    void removed() {
        Wish removal = new Wish.Remove(oman.known(table, "Iran"));
        assertThat(oman.desk().changes().preview(room, removal).orThrow().consents())
                .as("in a caucus of two either can remove the other")
                .isEqualTo(1);
        oman.desk().changes().propose(room, removal, "").orThrow();
        awaitLeft(iran);
        assertThat(iran.events(room)).contains("line.removed").doesNotContain("line.left-by-oneself");
        assertThat(notices(iran)).contains("room.removed");
    }

    @Test
    @DisplayName("of one's own accord needs nobody else, and alarms nobody")
    void left() {
        Wish leaving =
                new Wish.Remove(iran.desk().tables().table(table).orElseThrow().self());
        assertThat(iran.desk().changes().preview(room, leaving).orThrow().consents())
                .isEqualTo(1);
        iran.desk().changes().propose(room, leaving, "").orThrow();
        oman.awaitTrue("the wish to leave", now -> !now.changes().open(room).isEmpty());
        later.set(Duration.ofMinutes(3));
        oman.say(room, "Farewell.");
        awaitLeft(iran);
        assertThat(iran.events(room)).contains("line.left-by-oneself").doesNotContain("line.removed");
        assertThat(notices(iran)).doesNotContain("room.removed");
    }

    @Test
    @DisplayName("erase at once what was said, where the Rules last in force say so, and on no other device")
    void erased() {
        Rules next = Rules.standard()
                .next()
                .withConfidentiality(Confidentiality.STANDARD.withDestruction(Destruction.ERASE));
        TestTable.agree(room, next, oman, iran);
        oman.awaitTrue(
                "new Rules", now -> now.rooms().room(room).orElseThrow().rules().equals(next));
        oman.say(room, "The map is with me.");
        iran.awaitText(room, "The map is with me.");
        oman.desk()
                .changes()
                .propose(room, new Wish.Remove(oman.known(table, "Iran")), "")
                .orThrow();
        awaitLeft(iran);
        iran.awaitTrue("erasure", _ -> iran.texts(room).isEmpty());
        assertThat(iran.events(room)).as("that somebody left stays").contains("line.removed");
        assertThat(oman.texts(room)).contains("The map is with me.");
    }

    @Test
    @DisplayName("differ from changes that need two: moving, new keys")
    void two() {
        assertThat(iran.desk()
                        .changes()
                        .preview(room, new Wish.Refresh())
                        .orThrow()
                        .consents())
                .isEqualTo(2);
    }

    @Test
    @DisplayName("and everything else that is refused at this desk have sentences of their own")
    void refusals() {
        assertThat(TestTable.keyOf(
                        oman.desk().rooms().plan(table, "Alone", RoomKind.CAUCUS, List.of(), 3, Rules.standard())))
                .isEqualTo("room.nobody-chosen");
        assertThat(TestTable.keyOf(oman.desk().messages().statement(room, 999))).isEqualTo("line.unknown");
        assertThat(TestTable.keyOf(oman.desk().messages().statement(room, 0))).isEqualTo("statement.no-message");
        assertThat(TestTable.keyOf(oman.desk().people().compared(table, oman.known(table, "Iran"), true, " ")))
                .isEqualTo("web.say-how-you-compared");
        assertThat(settings("tlh", Duration.ofMinutes(5), Duration.ZERO)).isEqualTo("settings.no-such-language");
        assertThat(settings("en", Duration.ofSeconds(5), Duration.ZERO)).isEqualTo("settings.idle-out-of-range");
        assertThat(settings("en", Duration.ofMinutes(5), Duration.ofMinutes(5)))
                .isEqualTo("settings.grace-out-of-range");
    }

    private String settings(String language, Duration idle, Duration grace) {
        Keeping.Settings now = oman.desk().keeping().settings();
        return TestTable.keyOf(oman.desk()
                .keeping()
                .change(new Keeping.Settings(
                        language, now.ownNumerals(), idle, grace, now.proxy(), now.notifyReading())));
    }

    private void awaitLeft(TestNode node) {
        node.awaitTrue(
                "the end of the membership",
                now -> now.rooms().room(room).orElseThrow().condition() instanceof Rooms.Condition.Left);
    }

    private List<String> notices(TestNode node) {
        return node.desk().rooms().room(room).orElseThrow().notices().stream()
                .map(Notice::key)
                .toList();
    }
}
