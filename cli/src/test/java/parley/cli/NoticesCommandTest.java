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
    private static final Notice LEAPT =
            new Notice("node.clock-leapt", List.of(), Notice.Grade.CARE, Instant.parse("2026-11-29T00:00:00Z"));

    private final NodeWithARoom node = new NodeWithARoom().tells(LEAPT);

    private String notices(String... options) throws IOException {
        return node.run(new NoticesCommand(), options);
    }

    @Test
    void each_of_the_nodes_own_says_by_which_key_it_is_taken_off_the_list() throws IOException {
        assertThat(notices()).contains("parley notices --seen node.clock-leapt");
        assertThat(node.acts()).as("nothing is taken off by looking").isEmpty();
    }

    @Test
    void the_one_that_was_seen_is_acknowledged_as_it_stands() throws IOException {
        notices("--seen", "node.clock-leapt");
        assertThat(node.acts())
                .singleElement()
                .satisfies(body -> assertThat(body).contains("node.clock-leapt", "2026-11-29T00:00:00Z"));
    }

    @Test
    void a_key_that_no_notice_has_acknowledges_nothing() {
        assertThatThrownBy(() -> notices("--seen", "node.clock")).hasMessage("this node has no notice of that key");
        assertThat(node.acts()).isEmpty();
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
