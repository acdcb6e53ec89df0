package parley.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.node.desk.Soundings;

@DisplayName("The page of a sounding")
class SoundingPagesTest {
    private static final String SOUNDINGS = "/t/" + FakeDesk.TABLE.toHex() + "/soundings";
    private static final String ONE = SOUNDINGS + "/" + FakeSoundings.OPEN.toHex();
    private static final String MEET = "Would you meet if they would?";

    private Visit visit;

    @BeforeEach
    void signIn() throws IOException {
        visit = Visit.signedIn(FakeGate.open());
        FakeSoundings.toAnswer(visit.gate.desk);
    }

    @AfterEach
    void stop() {
        visit.close();
    }

    @Test
    @DisplayName("asks its question once, in its asker's words, or in those of its kind where there are none")
    void once() throws IOException {
        for (String words : new String[] {"", MEET}) {
            asked(words);
            for (String path : new String[] {SOUNDINGS, ONE}) {
                String main = Visit.between(visit.get(path).body(), "<main", "</main>");
                String shown = main.contains("<select") ? main.substring(0, main.indexOf("<select")) : main;
                assertThat(shown.split(java.util.regex.Pattern.quote(MEET), -1))
                        .as("“%s” at %s", words, path)
                        .hasSize(2);
                assertThat(shown).contains(">A meeting</h");
            }
        }
    }

    @Test
    @DisplayName("names on its button the room into which the answer is sealed")
    void seals() throws IOException {
        assertThat(visit.get(ONE).body()).contains(">Seal my answer in <bdi>Caucus with Iran</bdi></button>");
    }

    private void asked(String words) {
        Soundings.Sounding one = visit.gate.desk.soundings.getFirst();
        visit.gate.desk.soundings.set(
                0,
                new Soundings.Sounding(
                        one.id(),
                        one.kind(),
                        words,
                        one.language(),
                        one.direction(),
                        one.askerName(),
                        one.own(),
                        one.arrived(),
                        one.deadline(),
                        one.state(),
                        one.ended(),
                        one.early(),
                        one.times(),
                        one.most(),
                        one.recent(),
                        one.heeded(),
                        one.parties()));
    }
}
