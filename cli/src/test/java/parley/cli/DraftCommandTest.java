package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.node.api.Outputs;
import parley.node.desk.Messages;
import parley.talks.message.Direction;
import parley.talks.message.MessageKind;

/** What somebody has begun to write is the same at the terminal as on the page. */
final class DraftCommandTest {
    private static final String UPLOAD = "cd".repeat(32);

    private Optional<Messages.Draft> kept = Optional.of(new Messages.Draft(
            new Messages.Outgoing(
                    MessageKind.OFFER,
                    "We could begin\nat \u001b[2Jnoon.",
                    "en",
                    Direction.LTR,
                    Optional.empty(),
                    true,
                    List.of(UPLOAD)),
            Instant.parse("2026-11-29T08:00:00Z")));
    private final NodeWithARoom node = new NodeWithARoom().answers("/draft", () -> new Outputs.DraftKept(kept));

    @Test
    void is_shown_with_all_that_would_go_with_it_and_moves_no_cursor() throws IOException {
        assertThat(node.run(new DraftCommand(), "Caucus"))
                .contains("2026-11-29T08:00:00Z", "OFFER", "on the record", "    We could begin\n", UPLOAD)
                .contains("at ⟨U+001B⟩[2Jnoon.");
        assertThat(node.acts()).isEmpty();
    }

    @Test
    void is_said_to_be_none_where_nothing_is_begun() throws IOException {
        kept = Optional.empty();
        assertThat(node.run(new DraftCommand(), "Caucus")).isEqualTo("nothing is begun in this room\n");
    }

    @Test
    void takes_other_words_and_keeps_its_files() throws IOException {
        node.run(new DraftCommand(), "Caucus", "--keep", "--text", "Let us begin at one.", "--as", "CONDITION");
        assertThat(node.acts())
                .singleElement()
                .satisfies(act -> assertThat(act)
                        .startsWith("PUT /draft {\"kind\":\"CONDITION\",\"text\":\"Let us begin at one.\"")
                        .contains("\"onRecord\":false", "\"attachments\":[\"" + UPLOAD + "\"]"));
    }

    @Test
    void is_erased_whole() throws IOException {
        node.run(new DraftCommand(), "Caucus", "--erase");
        assertThat(node.acts())
                .singleElement()
                .satisfies(act -> assertThat(act).contains("PUT /draft", "\"text\":\"\"", "\"attachments\":[]"));
    }

    @Test
    void is_not_erased_by_keeping_no_words_nor_changed_by_words_without_keeping() {
        kept = Optional.empty();
        assertThatThrownBy(() -> node.run(new DraftCommand(), "Caucus", "--keep", "--text", ""))
                .hasMessageContaining("no words to keep");
        assertThatThrownBy(() -> node.run(new DraftCommand(), "Caucus", "--text", "Let us begin."))
                .hasMessageContaining("go with --keep");
        assertThat(node.acts()).isEmpty();
    }
}
