package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.node.desk.Notice;
import parley.node.desk.Rooms;
import parley.protocol.seat.Fact;

/** What people do with the node's own notices at the terminal. */
final class NoticesCommandTest {
    private static final Notice FULL = of("vault.full", Notice.Grade.CARE);

    private final NodeWithARoom node = new NodeWithARoom().tells(FULL);

    private String notices(String... options) throws IOException {
        return node.run(new NoticesCommand(), options);
    }

    @Test
    void each_of_the_nodes_own_says_by_which_key_it_is_taken_off_the_list() throws IOException {
        assertThat(notices()).contains("parley notices --seen vault.full");
        assertThat(node.acts()).as("nothing is taken off by looking").isEmpty();
    }

    @Test
    void the_one_that_was_seen_is_acknowledged_as_it_stands() throws IOException {
        notices("--seen", "vault.full");
        assertThat(node.acts())
                .singleElement()
                .satisfies(body -> assertThat(body).contains("vault.full", "2026-11-29T00:00:00Z"));
    }

    @Test
    void a_key_that_no_notice_has_acknowledges_nothing() {
        assertThatThrownBy(() -> notices("--seen", "vault")).hasMessage("this node has no notice of that key");
        assertThat(node.acts()).isEmpty();
    }

    @Test
    void what_a_table_and_a_room_that_is_not_grave_tell_is_listed_too_and_what_is_grave_comes_first()
            throws IOException {
        node.tells(of("vault.full", Notice.Grade.CARE))
                .tellsOfTable(of("table.withdrawn-answered", Notice.Grade.GRAVE))
                .is(new Rooms.Condition.Open(), of("room.quiet-away", Notice.Grade.CARE));
        List<String> lines =
                notices().lines().filter(line -> line.startsWith("2026")).toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.getFirst()).contains("GRAVE: Harbour: ");
        assertThat(lines.getLast()).contains("CARE: Harbour, Caucus: ");
    }

    @Test
    void the_notice_of_a_room_says_how_it_is_taken_off_and_is() throws IOException {
        node.is(new Rooms.Condition.Open(), of("room.quiet-away", Notice.Grade.CARE));
        String id = NodeWithARoom.ROOM.room().toHex().substring(0, 12);
        assertThat(notices()).contains("parley notices --seen room.quiet-away --room " + id);
        notices("--seen", "room.quiet-away", "--room", id);
        assertThat(node.acts())
                .singleElement()
                .satisfies(act -> assertThat(act).contains("/api/v1/notices/acknowledge", "room.quiet-away"));
    }

    @Test
    void the_notice_of_a_table_is_taken_off_where_the_table_is_named_and_not_else() throws IOException {
        node.tellsOfTable(of("table.told", Notice.Grade.CARE));
        assertThatThrownBy(() -> notices("--seen", "table.told")).hasMessage("this node has no notice of that key");
        assertThatThrownBy(() -> notices("--seen", "table.other", "--table", "Harbour"))
                .hasMessage("that table has no notice of that key");
        notices("--seen", "table.told", "--table", "Harbour");
        assertThat(node.acts()).singleElement().satisfies(act -> assertThat(act).contains("table.told"));
    }

    @Test
    void nobody_is_led_to_take_off_what_is_grave_in_a_room() throws IOException {
        node.tells().is(new Rooms.Condition.Open(), of("room.beginning-lost", Notice.Grade.GRAVE));
        assertThat(notices()).contains("GRAVE: Harbour, Caucus: ").doesNotContain("--seen");
    }

    @Test
    void the_notice_of_the_clock_leads_to_what_answers_it() throws IOException {
        node.tells(of("node.clock-leapt", Notice.Grade.GRAVE));
        assertThat(notices()).contains("to look at it and answer: parley clock").doesNotContain("--seen");
    }

    private static Notice of(String key, Notice.Grade grade) {
        return new Notice(key, List.of(), grade, Instant.parse("2026-11-29T00:00:00Z"));
    }

    @Test
    void a_frozen_room_says_why_also_when_its_notice_was_dismissed() throws IOException {
        node.is(new Rooms.Condition.Frozen(Optional.of(Fact.Freeze.HISTORIES)));
        assertThat(notices())
                .contains("Harbour, Caucus: ", "The history of this room is not the same everywhere.")
                .contains("Renewal does not bring this one back.");
    }

    @Test
    void a_frozen_room_of_which_nobody_knows_why_says_that_it_is_frozen() throws IOException {
        node.is(new Rooms.Condition.Frozen(Optional.empty()));
        assertThat(notices())
                .contains("Harbour, Caucus: This room is frozen on this device", "Nothing is said from here any more");
        node.needsRenewal();
        assertThat(notices()).contains("You write there again when the others have admitted your renewed node.");
    }

    @Test
    void a_notice_that_says_why_a_room_is_frozen_is_not_said_twice() throws IOException {
        Notice told = new Notice("room.frozen-histories", List.of(), Notice.Grade.GRAVE, Instant.EPOCH);
        node.is(new Rooms.Condition.Frozen(Optional.of(Fact.Freeze.HISTORIES)), told);
        assertThat(notices()).containsOnlyOnce("The history of this room");
    }
}
