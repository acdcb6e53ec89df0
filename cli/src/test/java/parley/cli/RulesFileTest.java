package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Role;
import parley.node.api.ApiJson;
import parley.talks.rules.Attribution;
import parley.talks.rules.Confidentiality;
import parley.talks.rules.Conveying;
import parley.talks.rules.Decision;
import parley.talks.rules.Destruction;
import parley.talks.rules.Discretion;
import parley.talks.rules.MediaLine;
import parley.talks.rules.Pauses;
import parley.talks.rules.Rules;

@DisplayName("A file of Rules")
class RulesFileTest {
    private static final Rules AGREED = Rules.standard()
            .withLanguages(List.of("en", "fa"))
            .withDiscretion(new Discretion("The line.", "Ten years.", "We meet.", "No comment."))
            .withConfidentiality(new Confidentiality(
                    Conveying.IN_SUBSTANCE,
                    Attribution.NONE,
                    24_000,
                    List.of(new MediaLine("en", "We talk."), new MediaLine("fa", "گفت‌وگو می‌کنیم.")),
                    Destruction.ERASE))
            .withDecision(Decision.PARTIES_AND_MEDIATOR)
            .withPauses(new Pauses(List.of(Role.MEDIATOR), 14, 7));

    @TempDir
    private Path dir;

    private Path file(String json) throws IOException {
        return Files.writeString(dir.resolve("rules.json"), json);
    }

    private static String json(Rules rules) {
        return new String(ApiJson.write(rules), StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("holds every rule that the command prints")
    void whole() throws IOException {
        assertThat(RulesFile.read(file(json(AGREED)))).isEqualTo(AGREED);
    }

    @Test
    @DisplayName("that leaves a rule out, or has a word that no rule has, is refused rather than guessed at")
    void nothingGuessed() throws IOException {
        Path without = file(json(AGREED).replace("\"conveyance\":\"IN_SUBSTANCE\",", ""));
        assertThatThrownBy(() -> RulesFile.read(without))
                .isInstanceOf(Stop.class)
                .hasMessageContaining("doesn't hold Rules as parley rules prints them");

        Path unknown = file(json(AGREED).replace("\"ERASE\"", "\"BURN\""));
        assertThatThrownBy(() -> RulesFile.read(unknown)).isInstanceOf(Stop.class);
    }

    @Test
    @DisplayName("that isn't there is said to be missing, not to be wrong")
    void missing() {
        assertThatThrownBy(() -> RulesFile.read(dir.resolve("none.json")))
                .isInstanceOf(Stop.class)
                .hasMessageContaining("there is no file");
    }
}
