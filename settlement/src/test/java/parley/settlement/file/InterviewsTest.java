package parley.settlement.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.settlement.elicit.Elicitation;
import parley.settlement.file.Interviews.Interview;

/** Answers are kept as they were given, and what was written by others is read as strictly as a case. */
class InterviewsTest {
    private static final String SHEET = """
            {"issues":[{"name":"Sinai","options":["all","half","none"]},{"name":"Rights","options":["many","some","few"]},
                       {"name":"Name","options":["old","new"]}]}""";
    private static final List<String> ANSWERS = List.of(
            "{\"options\":[100,40,0]}",
            "{\"options\":[0,33.5,100]}",
            "{\"options\":[100,0]}",
            "{\"swings\":[100,90,10]}",
            "{\"swap\":\"yes\"}",
            "{\"swap\":\"even\"}");

    @Test
    void whatIsWrittenIsReadAgain() {
        for (int count = 0; count <= ANSWERS.size(); count++) {
            Elicitation asked = found(file(ANSWERS.subList(0, count)));
            assertThat(asked.replies()).hasSize(count);
            assertThat(found(InterviewJson.answers(asked)).replies()).isEqualTo(asked.replies());
        }
        assertThat(InterviewJson.answers(found(file(ANSWERS)))).isEqualTo(file(ANSWERS));
    }

    @Test
    void everyQuestionAndTheOutcomeAreNamedByWhatTheSheetSays() {
        Interview.Found start = interview(file(List.of()));
        assertThat(InterviewJson.question(
                        start.issues(), start.asked(), start.asked().next().orElseThrow()))
                .isEqualTo("""
                        {"question":{"kind":"options","issue":"Sinai","options":["all","half","none"]},"answered":0,"most":10}""");
        Elicitation asked = start.asked();
        StringBuilder kinds = new StringBuilder();
        for (String answer : ANSWERS) {
            kinds.append(
                    InterviewJson.question(start.issues(), asked, asked.next().orElseThrow()));
            asked = found(file(ANSWERS.subList(0, ANSWERS.indexOf(answer) + 1)));
        }
        assertThat(kinds.toString()).contains("""
                        {"kind":"swings","issues":["Sinai","Rights","Name"]}""").contains("""
                        "kind":"swap","give":{"issue":"Sinai","from":"all","to":"none"},"get":{"issue":"Rights","from":"many","to":"few"}""");
    }

    @Test
    void theOutcomeIsThePartOfACase() {
        String skipped = file(List.of(
                ANSWERS.get(0),
                ANSWERS.get(1),
                ANSWERS.get(2),
                ANSWERS.get(3),
                skip(),
                skip(),
                skip(),
                "{\"walking\":50}"));
        Interview.Found done = interview(skipped);

        assertThat(InterviewJson.outcome(
                        done.issues(), "Egypt", done.asked().outcome().orElseThrow()))
                .isEqualTo("""
                        {"party":{"name":"Egypt","reservation":100,"scores":{"Sinai":{"all":100,"half":40,"none":0},\
                        "Rights":{"many":0,"some":30.15,"few":90},"Name":{"old":10,"new":0}}},\
                        "weights":{"Sinai":50,"Rights":45,"Name":5},"fitted":false,"against":[],"impossible":[]}""");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"options\":[100,40,0]} | {\"options\":[100,40]} | answers[0] | one number from 0 to 100",
                "{\"options\":[100,40,0]} | {\"options\":[90,40,0]} | answers[0] | the best needs 100",
                "{\"options\":[100,40,0]} | {\"options\":[100,\"a\",0]} | answers[0].options[1] | number",
                "{\"options\":[100,40,0]} | {\"skip\":true} | answers[0] | can't be skipped",
                "{\"options\":[100,40,0]} | {\"fit\":true} | answers[0] | answers another question",
                "{\"options\":[100,40,0]} | {\"fit\":true,\"skip\":true} | answers[0] | one field",
                "{\"swings\":[100,90,10]} | {\"swings\":[99,90,10]} | answers[3] | needs 100",
                "{\"swap\":\"yes\"} | {\"swap\":\"maybe\"} | answers[4].swap | has to be",
                "{\"answers\" | {\"replies\" | replies | there is no such field",
            })
    void whatIsWrongIsSaidWithItsPlace(String part, String instead, String place, String cure) {
        String broken = file(ANSWERS).replace(part, instead);
        assertThat(broken).isNotEqualTo(file(ANSWERS));

        assertThat(read(SHEET, broken)).isInstanceOfSatisfying(Interview.Bad.class, bad -> {
            assertThat(bad.why().line())
                    .startsWith("answers.json")
                    .contains(cure)
                    .doesNotContain("\n");
            assertThat(bad.why().place()).isEqualTo(place);
        });
    }

    private static String skip() {
        return "{\"skip\":true}";
    }

    private static String file(List<String> answers) {
        return "{\"answers\":[" + String.join(",", answers) + "]}";
    }

    private static Elicitation found(String answers) {
        return interview(answers).asked();
    }

    private static Interview.Found interview(String answers) {
        return switch (read(SHEET, answers)) {
            case Interview.Found found -> found;
            case Interview.Bad bad -> throw new AssertionError(bad.why().line());
        };
    }

    private static Interview read(String sheet, String answers) {
        return Interviews.read(
                new Source("sheet.json", sheet.getBytes(StandardCharsets.UTF_8)),
                Optional.of(new Source("answers.json", answers.getBytes(StandardCharsets.UTF_8))));
    }
}
