package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.node.desk.Messages;
import parley.node.desk.RoomRef;
import parley.talks.message.Direction;
import parley.talks.message.MessageKind;

/** What people find again in the record of a room. */
final class SearchNodesTest {
    @TempDir
    private Path folder;

    private TestTable talks;
    private TestNode oman;
    private RoomRef room;

    @BeforeEach
    void sit() {
        talks = new TestTable(folder);
        oman = talks.node("oman");
        room = talks.caucus(oman, talks.node("iran"));
    }

    @AfterEach
    void leave() throws Exception {
        talks.close();
    }

    @Test
    void an_excerpt_says_where_it_leaves_something_out() {
        String said =
                "None of us has ever agreed that anybody would be photographed there, whoever asks for it, today or"
                        + " on any later day, or in any other place than that hall";
        oman.say(room, said);
        oman.awaitText(room, said);

        List<Messages.Hit> hits = new ArrayList<>();
        oman.desk().messages().search(List.of(), "photographed", hits::add).orThrow();
        Messages.Hit hit = hits.getLast();
        assertThat(hit.excerpt()).startsWith("…").endsWith("…");
        assertThat(hit.excerpt().substring(hit.from(), hit.to())).isEqualTo("photographed");
    }

    @Test
    void the_name_of_a_file_is_found_though_its_message_says_nothing() {
        String file =
                oman.desk().attachments().begin(room, "Résumé.pdf", 0).orThrow().id();
        oman.desk()
                .messages()
                .send(
                        room,
                        new Messages.Outgoing(
                                MessageKind.PROCEDURAL,
                                "",
                                "en",
                                Direction.LTR,
                                Optional.empty(),
                                false,
                                List.of(file)))
                .orThrow();
        oman.awaitText(room, "");

        List<Messages.Hit> hits = new ArrayList<>();
        oman.desk().messages().search(List.of(), "resume", hits::add).orThrow();
        assertThat(hits).extracting(Messages.Hit::excerpt).containsExactly("Résumé.pdf");
    }

    @Test
    void search_finds_words_in_any_case_and_spelling_newest_first() {
        oman.say(room, "The Résumé of May");
        oman.say(room, "اماكن نمايندگي");
        oman.say(room, "a second resume");
        oman.awaitText(room, "a second resume");

        List<Messages.Hit> hits = new ArrayList<>();
        oman.desk().messages().search(List.of(), "RESUME", hits::add).orThrow();
        assertThat(hits).extracting(Messages.Hit::excerpt).containsExactly("a second resume", "The Résumé of May");
        Messages.Hit old = hits.getLast();
        assertThat(old.excerpt().substring(old.from(), old.to())).isEqualTo("Résumé");

        hits.clear();
        oman.desk()
                .messages()
                .search(List.of(room), "اماکن نمایندگی", hits::add)
                .orThrow();
        assertThat(hits).hasSize(1);
        hits.clear();
        oman.desk()
                .messages()
                .search(List.of(), "resume", hit -> !hits.add(hit))
                .orThrow();
        assertThat(hits).as("the search ends when its reader has had enough").hasSize(1);
    }
}
