package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Bytes;
import parley.base.Secret;
import parley.base.TableId;
import parley.node.Node;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import parley.talks.rules.RoomKind;

/** A backup has the question whether to join a room, and not what an answer needs: people get rid of it, and wait for nothing. */
final class AskedBeforeRestoreTest {
    private static final String OF_BACKUP = "a passphrase for the safe";

    @TempDir
    private Path folder;

    private TestTable talks;
    private TestNode iran;
    private RoomRef caucus;

    @BeforeEach
    void asked() {
        talks = new TestTable(folder);
        TestNode oman = talks.node("oman");
        iran = talks.node("iran");
        TableId table = talks.two(oman, iran);
        oman.desk()
                .rooms()
                .plan(table, "Caucus", RoomKind.CAUCUS, List.of(oman.known(table, "Iran")), 3, TestTable.ANSWERED)
                .orThrow();
        caucus = iran.asked(table, "Caucus");
    }

    @AfterEach
    void rise() throws IOException {
        talks.close();
    }

    @Test
    void what_nobody_waits_for_any_more_says_so_takes_no_yes_and_goes_with_a_no() throws Exception {
        assertThat(waits(iran)).isTrue();
        TestNode back = restored();

        assertThat(waits(back)).isFalse();
        assertThat(TestTable.keyOf(back.desk().rooms().join(caucus, back.asking(caucus))))
                .isEqualTo("founding.nothing-asked");

        back.desk().rooms().decline(caucus).orThrow();
        assertThat(condition(back)).isInstanceOf(Rooms.Condition.Declined.class);
    }

    private boolean waits(TestNode node) {
        return condition(node) instanceof Rooms.Condition.Asked asked && asked.waits();
    }

    private Rooms.Condition condition(TestNode node) {
        return node.desk().rooms().room(caucus).orElseThrow().condition();
    }

    private TestNode restored() throws IOException {
        ByteArrayOutputStream backup = new ByteArrayOutputStream();
        iran.desk().keeping().backup(secret(), backup).orThrow();
        iran.close();
        try (Node node = TestNode.process(folder.resolve("iran-again"))) {
            node.gate()
                    .restore(new ByteArrayInputStream(backup.toByteArray()), secret(), TestNode.passphrase())
                    .orThrow();
        }
        return talks.node("iran-again");
    }

    private static Secret secret() {
        return Secret.of(Bytes.utf8(OF_BACKUP));
    }
}
