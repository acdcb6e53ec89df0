package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import parley.base.Hash;
import parley.node.desk.Rooms;

/** {@code parley rooms consent} shows what is asked, and takes a yes to that alone. */
final class RoomConsentCommandTest {
    private static final Hash ASKING = Hash.of("what Oman asks");

    private final NodeWithARoom node = new NodeWithARoom().is(asked(true));

    private static Rooms.Condition asked(boolean waits) {
        return new Rooms.Condition.Asked(NodeWithARoom.OMAN, "Oman", ASKING, waits);
    }

    private String consent(String... options) throws IOException {
        String[] words = new String[options.length + 1];
        words[0] = "Caucus";
        System.arraycopy(options, 0, words, 1, options.length);
        return node.run(new RoomConsentCommand(), words);
    }

    @Test
    void shows_who_asks_who_would_read_where_it_lies_and_what_a_yes_names() throws IOException {
        assertThat(consent())
                .contains(
                        "Oman asks you to join Caucus", "would read: Oman", NodeWithARoom.RELAY.text(), ASKING.toHex());
        assertThat(node.acts()).as("nothing is answered by looking").isEmpty();
    }

    @Test
    void shows_no_asking_to_say_yes_to_where_nobody_waits_for_it_any_more() throws IOException {
        node.is(asked(false));
        assertThat(consent()).contains("join once somebody asks again").doesNotContain(ASKING.toHex());
    }

    @Test
    void rules_says_to_which_asking_the_Rules_belong_that_it_prints() throws IOException {
        StringWriter beside = new StringWriter();
        String printed = node.run(beside, new RulesCommand(), "Caucus");
        assertThat(beside.toString()).contains("asking " + ASKING.toHex());
        assertThat(printed).as("a file of Rules").startsWith("{").doesNotContain(ASKING.toHex());
    }

    @Test
    void hands_on_the_asking_that_a_yes_names_and_none_of_its_own() throws IOException {
        String shownBefore = Hash.of("what Oman asked before").toHex();
        consent("--yes", shownBefore);
        assertThat(node.acts())
                .singleElement()
                .satisfies(act -> assertThat(act)
                        .startsWith("POST ")
                        .endsWith(" {\"type\":\"Join\",\"asking\":\"" + shownBefore + "\"}"));
    }

    @Test
    void declines_without_it() throws IOException {
        consent("--decline");
        assertThat(node.acts())
                .singleElement()
                .satisfies(act -> assertThat(act).startsWith("POST ").endsWith(" {\"type\":\"Decline\"}"));
    }

    @Test
    void answers_nothing_by_what_is_no_asking_and_where_nobody_asks() {
        assertThatThrownBy(() -> consent("--yes", "relay.example:7400")).hasMessageContaining("64 digits");
        node.is(new Rooms.Condition.Open());
        assertThatThrownBy(this::consent).hasMessage("nobody asks you to join this room");
        assertThat(node.acts()).isEmpty();
    }
}
