package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What {@code parley rooms show} says of who has received what. */
final class RoomsShowTest {
    private final NodeWithARoom node = new NodeWithARoom();

    private String shown() throws IOException {
        return node.run(new RoomsCommand.Show(), "Caucus");
    }

    @Test
    void a_member_whose_node_told_it_is_shown_with_how_far_it_has_received() throws IOException {
        node.received(true, OptionalLong.of(7));
        assertThat(shown()).contains("reads: Oman (mediator)", ", received through 7");
    }

    @Test
    void where_the_rules_show_receipts_and_none_came_it_has_received_nothing_yet() throws IOException {
        node.received(true, OptionalLong.empty());
        assertThat(shown()).contains(", received nothing yet");
    }

    @Test
    void where_the_rules_show_none_nothing_is_said_of_it() throws IOException {
        node.received(false, OptionalLong.empty());
        assertThat(shown()).contains("reads: Oman").doesNotContain("received");
    }
}
