package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Role;
import parley.base.TableId;
import parley.node.desk.People.Standing;
import parley.node.desk.RoomRef;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;

final class TwoNodesTest {
    @TempDir
    private Path folder;

    @Test
    void two_nodes_pair_compare_found_a_room_talk_restart_and_go_on() throws Exception {
        try (TestTable talks = new TestTable(folder)) {
            TestNode oman = talks.node("oman");
            TestNode iran = talks.node("iran");
            TableId table = talks.open(oman, "Oman", Role.MEDIATOR);
            talks.pair(oman, table, "Oman", iran, "Iran", Role.PARTY);
            assertThat(oman.standing(table, "Iran")).isInstanceOf(Standing.Unverified.class);
            TestTable.compare(table, oman, "Oman", iran, "Iran");
            assertThat(iran.standing(table, "Oman")).isInstanceOf(Standing.Compared.class);

            RoomRef room = TestTable.found(table, "Caucus", RoomKind.CAUCUS, Rules.standard(), oman, iran);
            oman.say(room, "Shall we begin?");
            iran.awaitText(room, "Shall we begin?");
            iran.say(room, "We are listening.");
            oman.awaitText(room, "We are listening.");

            oman.restart();
            iran.restart();
            assertThat(oman.texts(room)).containsExactly("Shall we begin?", "We are listening.");
            oman.say(room, "Then to the text.");
            iran.awaitText(room, "Then to the text.");
            oman.awaitText(room, "Then to the text.");
            assertThat(iran.texts(room)).isEqualTo(oman.texts(room)).hasSize(3);
        }
    }

    @Test
    void a_room_key_that_was_proven_is_shown_though_nothing_else_happens() throws Exception {
        try (TestTable talks = new TestTable(folder)) {
            TestNode oman = talks.node("oman");
            TestNode iran = talks.node("iran");
            RoomRef room = talks.caucus(oman, iran);

            oman.awaitKeysConfirmed(room);
            iran.awaitKeysConfirmed(room);
        }
    }
}
