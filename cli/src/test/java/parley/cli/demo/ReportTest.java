package parley.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import parley.node.api.ApiJson;

/** A demo is only good when everything held that it is to show; its JSON says what the page of commands says that it does. */
final class ReportTest {
    private static final Path PAGE = Path.of("../docs/cli.md");
    private static final Pattern OBJECT = Pattern.compile("\\{\"ok\":.*?\n```", Pattern.DOTALL);
    private static final Pattern FIELD = Pattern.compile("\"(\\w+)\" *:");

    private static final long FILE_BYTES = 5_242_881;
    private static final long RELAY_BYTES = 7_446_653;

    private static final Map<String, String> AGREEING = heads("aa", "aa", "aa");
    private static final Map<String, String> DIFFERING = heads("aa", "aa", "ab");

    @Test
    void everythingThatHeldMakesItGood() {
        assertThat(report(AGREEING, false, true, true).ok()).isTrue();
    }

    @Test
    void whateverOfItDidNotHoldMakesItBad() {
        assertThat(report(DIFFERING, false, true, true).ok()).isFalse();
        assertThat(report(AGREEING, true, true, true).ok()).isFalse();
        assertThat(report(AGREEING, false, false, true).ok()).isFalse();
        assertThat(report(AGREEING, false, true, false).ok()).isFalse();
        assertThat(report(AGREEING, RELAY_BYTES, false, false, true, true).ok())
                .as("the search didn't find what is there")
                .isFalse();
        assertThat(report(AGREEING, FILE_BYTES, false, true, true, true).ok())
                .as("less was searched than the relay holds")
                .isFalse();
    }

    /** Scripts of others read this object: no field may come, go or change its name without the page. */
    @Test
    void itsJsonHasExactlyTheFieldsOfThePageInThatOrder() throws IOException {
        String json = new String(ApiJson.write(report(AGREEING, false, true, true)), StandardCharsets.UTF_8);
        String page = OBJECT.matcher(Files.readString(PAGE))
                .results()
                .findFirst()
                .orElseThrow()
                .group();

        assertThat(fields(json)).isEqualTo(fields(page)).contains("ok", "plaintextFoundAtRelay", "conveyed", "as");
    }

    private static List<String> fields(String json) {
        return FIELD.matcher(json).results().map(one -> one.group(1)).toList();
    }

    private static Map<String, String> heads(String oman, String israel, String iran) {
        Map<String, String> heads = new LinkedHashMap<>();
        heads.put("Oman", oman);
        heads.put("Israel", israel);
        heads.put("Iran", iran);
        return heads;
    }

    private static Report report(
            Map<String, String> heads, boolean plaintextFound, boolean removedHeardNothing, boolean forYouOnlyStayed) {
        return report(heads, RELAY_BYTES, plaintextFound, true, removedHeardNothing, forYouOnlyStayed);
    }

    /** As the page has it: one room written out, two crossings. */
    private static Report report(
            Map<String, String> heads,
            long relayBytes,
            boolean plaintextFound,
            boolean canaryFound,
            boolean removedHeardNothing,
            boolean forYouOnlyStayed) {
        return new Report(
                List.of(new Report.Room("Plenary", 2, 17, heads)),
                15,
                relayBytes,
                plaintextFound,
                109,
                canaryFound,
                FILE_BYTES,
                removedHeardNothing,
                new Report.Pouch(37_687, 0, 1, 8, 0),
                List.of(
                        new Report.Conveyed("Iran", "Israel", "verbatim"),
                        new Report.Conveyed("Israel", "Iran", "paraphrase")),
                forYouOnlyStayed,
                7,
                41.0);
    }
}
