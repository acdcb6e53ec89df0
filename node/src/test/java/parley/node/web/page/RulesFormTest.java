package parley.node.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import parley.base.Malformed;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.Role;
import parley.node.web.ask.Form;
import parley.talks.rules.Attribution;
import parley.talks.rules.Confidentiality;
import parley.talks.rules.Conveying;
import parley.talks.rules.Decision;
import parley.talks.rules.Destruction;
import parley.talks.rules.MediaLine;
import parley.talks.rules.Pauses;
import parley.talks.rules.QuietSlots;
import parley.talks.rules.Rules;

/** What a form of Rules says, and what it leaves as it was. */
class RulesFormTest {
    private static final Map<String, String> LEAST = Map.of("admission", "2", "removal", "2", "retention", "90");
    private static final Rules RULES = Rules.standard()
            .withLanguages(List.of("en", "de"))
            .withConfidentiality(new Confidentiality(
                    Conveying.IN_SUBSTANCE,
                    Attribution.NONE,
                    20_000,
                    List.of(new MediaLine("de", "Wir haben uns getroffen."), new MediaLine("en", "We met.")),
                    Destruction.ERASE))
            .withDecision(Decision.PARTIES_AND_MEDIATOR)
            .withPauses(new Pauses(List.of(Role.MEDIATOR), 7, 14))
            .withQuiet(QuietSlots.HOUR);

    @Test
    void whatItDoesNotAskForStays() throws Malformed {
        assertThat(read(Map.of(), RULES)).isEqualTo(Result.done(RULES));
    }

    @Test
    void everyNewRuleIsTaken() throws Malformed {
        Rules rules = read(
                        Map.of(
                                "conveyance", "in-substance",
                                "attribution", "side-only",
                                "until", "2027-03-31",
                                "line-fa", " دیدار کردند. ",
                                "destruction", "erase",
                                "decision", "parties-and-mediator",
                                "suspenders", "mediator",
                                "suspend-days", "۱۰",
                                "notice-days", "3",
                                "quiet", "15m"),
                        Rules.standard())
                .orThrow();
        assertThat(rules.objection()).isEmpty();
        assertThat(rules.confidentiality())
                .isEqualTo(new Confidentiality(
                        Conveying.IN_SUBSTANCE,
                        Attribution.SIDE_ONLY,
                        20_908,
                        List.of(new MediaLine("fa", "دیدار کردند.")),
                        Destruction.ERASE));
        assertThat(rules.languages())
                .as("a line makes its language one of the table")
                .containsExactly("en", "fa");
        assertThat(rules.decision()).isEqualTo(Decision.PARTIES_AND_MEDIATOR);
        assertThat(rules.pauses()).isEqualTo(new Pauses(List.of(Role.MEDIATOR), 10, 3));
        assertThat(rules.quiet()).isEqualTo(QuietSlots.QUARTER_HOUR);
    }

    @Test
    void emptiedFieldsTakeBackWhatWasAgreedAndLeaveLinesThatPagesDoNotAskFor() throws Malformed {
        Confidentiality agreed =
                read(Map.of("until", "", "line-en", ""), RULES).orThrow().confidentiality();
        assertThat(agreed.until()).isZero();
        assertThat(agreed.mediaLines()).extracting(MediaLine::language).containsExactly("de");
    }

    @Test
    void languagesAreTickedAndUntickedAndOneStays() throws Malformed {
        assertThat(read(Map.of("languages", "asked", "speaks-fa", "yes", "speaks-de", "yes"), RULES)
                        .orThrow()
                        .languages())
                .as("a media line keeps its language")
                .containsExactly("de", "fa", "en");
        assertThat(read(Map.of("languages", "asked", "speaks-he", "yes"), Rules.standard())
                        .orThrow()
                        .languages())
                .containsExactly("he");
        assertThat(key(read(Map.of("languages", "asked"), Rules.standard()))).isEqualTo("web.languages");
    }

    @Test
    void whatIsNoDayAndNoNumberOfDaysIsRefused() throws Malformed {
        for (String wrong : List.of("31.3.2027", "2027-02-30", "1969-12-31", "+12345-01-01")) {
            assertThat(key(read(Map.of("until", wrong), RULES))).as(wrong).isEqualTo("web.until");
        }
        assertThat(key(read(Map.of("suspend-days", "0"), RULES))).isEqualTo("web.days");
        assertThat(key(read(Map.of("notice-days", "366"), RULES))).isEqualTo("web.days");
    }

    private static Result<Rules> read(Map<String, String> typed, Rules before) throws Malformed {
        Map<String, String> all = new LinkedHashMap<>(LEAST);
        all.putAll(typed);
        return RulesForm.read(
                Form.parse(all.entrySet().stream()
                        .map(field ->
                                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"))),
                before);
    }

    private static String key(Result<?> result) {
        return result instanceof Result.Refused<?>(Refusal why) ? why.key() : "done";
    }
}
