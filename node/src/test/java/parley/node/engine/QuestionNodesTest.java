package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Hash;
import parley.node.desk.Messages;
import parley.node.desk.Questions;
import parley.talks.message.Direction;
import parley.talks.message.MessageKind;

/** Open questions over real nodes: who sees them, with which words, and what closes them. */
final class QuestionNodesTest extends TwoCaucuses {
    private static final String ASKED = "Does it hold at sea?";

    @Test
    void a_question_stands_with_its_words_at_all_who_read_it_until_it_is_answered() throws Exception {
        say(iran, MessageKind.QUESTION, ASKED, Optional.empty());
        Questions.Open seen = open(oman);
        assertThat(seen.byName()).isEqualTo("Iran");
        assertThat(seen.toNames()).containsExactly("Oman");
        assertThat(seen.own()).isFalse();
        assertThat(seen.asked().orElseThrow().words().orElseThrow().text()).isEqualTo(ASKED);
        assertThat(open(iran).own()).isTrue();
        assertThat(israel.desk().questions().open(table)).isEmpty();

        oman.restart();
        say(oman, MessageKind.STATEMENT, "We shall see.", Optional.of(seen.message()));
        iran.awaitText(withIran, "We shall see.");
        assertThat(open(iran).message()).isEqualTo(seen.message());

        say(oman, MessageKind.ANSWER, "It does.", Optional.of(seen.message()));
        for (TestNode node : List.of(oman, iran)) {
            node.awaitTrue("the answer", desk -> desk.questions().open(table).isEmpty());
        }
    }

    @Test
    void the_longest_open_stands_first() {
        say(iran, MessageKind.QUESTION, ASKED, Optional.empty());
        open(oman);
        say(oman, MessageKind.QUESTION, "And in the air?", Optional.empty());
        oman.awaitTrue("both", desk -> desk.questions().open(table).size() == 2);
        assertThat(oman.desk().questions().open(table))
                .extracting(Questions.Open::byName)
                .containsExactly("Iran", "Oman");
    }

    private Questions.Open open(TestNode node) {
        return node.await(
                "a question", desk -> desk.questions().open(table).stream().findFirst());
    }

    private void say(TestNode node, MessageKind kind, String text, Optional<Hash> inReplyTo) {
        node.desk()
                .messages()
                .send(withIran, new Messages.Outgoing(kind, text, "en", Direction.LTR, inReplyTo, false, List.of()))
                .orThrow();
    }
}
