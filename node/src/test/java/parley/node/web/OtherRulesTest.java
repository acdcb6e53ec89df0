package parley.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.talks.rules.Decision;
import parley.talks.rules.Rules;

@DisplayName("The page of a room's Rules")
class OtherRulesTest extends SignedIn {
    private static final String RULES = Visit.room(FakeDesk.CAUCUS_IRAN) + "/rules";

    @Test
    @DisplayName("names the rooms whose Rules say something else, and in which rules")
    void names() throws IOException {
        Rules here = visit.gate.desk.rules;
        visit.gate.desk.plenaryRules = Optional.of(here.withRetentionDays(here.retentionDays() + 1)
                .withDecision(
                        here.decision() == Decision.EVERYBODY ? Decision.PARTIES_AND_MEDIATOR : Decision.EVERYBODY));
        String others = others();
        assertThat(others)
                .contains(Visit.room(FakeDesk.PLENARY) + "/rules")
                .doesNotContain(Visit.room(FakeDesk.CAUCUS_ISRAEL));
        assertThat(others.split("<li>")).as("two rules differ").hasSize(3);
    }

    @Test
    @DisplayName("names none where all say the same, and none that isn't open yet")
    void none() throws IOException {
        assertThat(visit.get(RULES).body()).doesNotContain("id=\"others\"");
        visit.gate.desk.plenaryRules = Optional.of(visit.gate.desk.rules.withRetentionDays(1));
        visit.gate.desk.conditions.put(FakeDesk.PLENARY, FakeDesk.ASKED);
        assertThat(visit.get(RULES).body()).doesNotContain("id=\"others\"");
    }

    @Test
    @DisplayName(
            "keeps what it says of languages: the composer offers those of the Rules first, and no other is missing")
    void languages() throws IOException {
        visit.gate.desk.rules = visit.gate.desk.rules.withLanguages(List.of("fa", "de"));
        String body = visit.get(Visit.room(FakeDesk.CAUCUS_IRAN)).body();
        String select = body.substring(body.indexOf("<select id=\"language\""));
        assertThat(Pattern.compile("<option value=\"([a-z]+)\"")
                        .matcher(select.substring(0, select.indexOf("</select>")))
                        .results()
                        .map(one -> one.group(1)))
                .containsExactly("fa", "de", "en", "he", "ar");
    }

    @Test
    @DisplayName(
            "proposes nothing by a form of before, which would take back what came into force since, and keeps what was typed")
    void ofBefore() throws IOException {
        String preview = Visit.room(FakeDesk.CAUCUS_IRAN) + "/changes/preview";
        Map<String, String> form = form(visit.get(RULES).body());
        form.put("retention", "77");
        visit.gate.desk.rules = visit.gate.desk.rules.next().withReceipts(false);

        Raw.Answer refused = visit.post(preview, namesAndValues(form));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body()).contains("Other Rules came into force", "value=\"77\"");

        form.put("version", form(refused.body()).get("version"));
        assertThat(visit.post(preview, namesAndValues(form)).status()).isEqualTo(200);
    }

    /** What a browser sends of the form that proposes other Rules. */
    private static Map<String, String> form(String body) {
        String form = body.substring(body.indexOf("name=\"what\" value=\"rules\""));
        return new LinkedHashMap<>(Map.of(
                "what",
                "rules",
                "version",
                Visit.between(form, "name=\"version\" value=\"", "\""),
                "admission",
                "1",
                "removal",
                "1"));
    }

    private static String[] namesAndValues(Map<String, String> form) {
        return form.entrySet().stream()
                .flatMap(one -> Stream.of(one.getKey(), one.getValue()))
                .toArray(String[]::new);
    }

    private String others() throws IOException {
        String body = visit.get(RULES).body();
        int at = body.indexOf("id=\"others\"");
        assertThat(at).isPositive();
        return body.substring(at, body.indexOf("</section>", at));
    }
}
