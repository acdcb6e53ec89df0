package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.node.desk.Attachments;
import parley.node.desk.Keeping;
import parley.node.desk.Messages;
import parley.talks.message.Direction;
import parley.talks.message.MessageKind;

/** What somebody was writing: nothing of it is lost when something is taken back, nor by what else is kept with it. */
final class DraftNodesTest extends TwoCaucuses {
    @Test
    void what_was_taken_back_stands_above_what_was_being_written_and_its_file_is_there_again() {
        var now = oman.desk().keeping().settings();
        oman.desk()
                .keeping()
                .change(new Keeping.Settings(
                        now.language(), now.ownNumerals(), now.idleLock(), Duration.ofSeconds(60), now.proxy(), true))
                .orThrow();
        Attachments.Upload file =
                oman.desk().attachments().begin(withIran, "nothing.txt", 0).orThrow();
        long ticket = oman.desk()
                .messages()
                .send(withIran, outgoing("In anger", List.of(file.id())))
                .orThrow();
        assertThat(oman.desk().attachments().uploads(withIran)).isEmpty();
        oman.desk()
                .messages()
                .keepDraft(withIran, outgoing("And then", List.of()))
                .orThrow();
        oman.desk().messages().takeBack(withIran, ticket).orThrow();

        Messages.Outgoing draft =
                oman.desk().messages().draft(withIran).orElseThrow().message();
        assertThat(draft.text()).isEqualTo("In anger\n\nAnd then");
        assertThat(draft.attachments()).containsExactly(file.id());
        assertThat(oman.desk().attachments().uploads(withIran)).hasSize(1);
        oman.desk().messages().send(withIran, draft).orThrow();
        assertThat(oman.desk()
                        .messages()
                        .unplaced(withIran)
                        .getFirst()
                        .content()
                        .attachments())
                .hasSize(1);
    }

    @Test
    void a_draft_that_could_not_be_read_back_is_refused_and_the_one_before_stays() {
        List<String> nine = IntStream.range(0, 9)
                .mapToObj(i -> oman.desk()
                        .attachments()
                        .begin(withIran, i + ".txt", 0)
                        .orThrow()
                        .id())
                .toList();
        oman.desk()
                .messages()
                .keepDraft(withIran, outgoing("With nine files", nine))
                .orThrow();
        assertThat(oman.desk()
                        .messages()
                        .draft(withIran)
                        .orElseThrow()
                        .message()
                        .attachments())
                .hasSize(9);
        Messages.Outgoing strange = new Messages.Outgoing(
                MessageKind.STATEMENT, "Strange", "x".repeat(65), Direction.LTR, Optional.empty(), false, List.of());
        assertThat(TestTable.keyOf(oman.desk().messages().keepDraft(withIran, strange)))
                .isEqualTo("message.language");
        assertThat(oman.desk()
                        .messages()
                        .draft(withIran)
                        .orElseThrow()
                        .message()
                        .text())
                .isEqualTo("With nine files");
    }

    @Test
    void a_file_that_is_added_goes_with_what_is_being_written_or_begins_a_draft() {
        Messages messages = oman.desk().messages();
        List<String> files = IntStream.range(0, 2)
                .mapToObj(i -> oman.desk()
                        .attachments()
                        .begin(withIran, i + ".txt", 0)
                        .orThrow()
                        .id())
                .toList();
        messages.addToDraft(withIran, files.getFirst(), outgoing("", List.of())).orThrow();
        assertThat(messages.draft(withIran).orElseThrow().message().attachments())
                .containsExactly(files.getFirst());
        messages.keepDraft(withIran, outgoing("Our maps", List.of(files.getFirst())))
                .orThrow();
        messages.addToDraft(withIran, files.getLast(), outgoing("Another text", List.of()))
                .orThrow();
        assertThat(messages.draft(withIran).orElseThrow().message().text()).isEqualTo("Our maps");
        assertThat(messages.draft(withIran).orElseThrow().message().attachments())
                .containsExactlyInAnyOrderElementsOf(files);
    }

    private static Messages.Outgoing outgoing(String text, List<String> files) {
        return new Messages.Outgoing(MessageKind.STATEMENT, text, "en", Direction.LTR, Optional.empty(), false, files);
    }
}
