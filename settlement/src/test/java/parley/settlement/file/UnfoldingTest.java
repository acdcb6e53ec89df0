package parley.settlement.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A few numbers in small files name any number of options: what would fill the memory is refused, with file, place and cure, before it does. */
class UnfoldingTest {
    private static final int ISSUES = 100;

    @Test
    void rangesOfGenius() {
        refused(
                "domain.xml",
                "line 3, <issue>",
                "over 100000 options in all",
                read(".xml", genius(100_000), geniusProfile(""), geniusProfile("")));
    }

    @Test
    void rangesOfGeniusWeb() {
        String domain = issues("\"i%d\":{\"range\":[1,100000,1]}", ",");
        refused(
                "domain.json",
                "issuesValues.i1",
                "over 100000 options in all",
                read(".json", "{\"name\":\"d\",\"issuesValues\":{" + domain + "}}", "{}", "{}"));
    }

    @Test
    void rangesOfNegmas() {
        refused("domain.yml", "issues[1]", "over 100000 options in all", read(".yml", negmas(100_000), "a: 1", "b: 1"));
    }

    @Test
    void listsOfACase() {
        String list = IntStream.range(0, 1_001)
                .mapToObj(option -> "\"o" + option + "\"")
                .collect(Collectors.joining(","));
        String issues = issues("{\"name\":\"i%d\",\"options\":[" + list + "]}", ",");
        refused(
                "domain.json",
                "issues[99].options",
                "over 100000 options in all",
                read(".json", "{\"issues\":[" + issues + "],\"parties\":[]}"));
    }

    @Test
    void hyperRectanglesOfGeniusInAllProfilesTogether() {
        String half = "<hyperRectangle utility=\"1\"><INCLUDES index=\"1\" min=\"1\" max=\"1000\"/></hyperRectangle>"
                .repeat(501);
        Reading reading = read(".xml", genius(1_000), geniusProfile(half), geniusProfile(half));

        refused("party1.xml", "line 1, <INCLUDES>", "over 1000000 options in all", reading);
        assertThat(read(".xml", genius(1_000), geniusProfile(half), geniusProfile("")))
                .isInstanceOf(Reading.Packages.class);
    }

    @Test
    void hyperRectanglesOfNegmas() {
        String party = "type: HyperRectangleUtilityFunction\nreserved_value: 0\noutcome_ranges:\n"
                + "- {i0: [0, 1001]}\n".repeat(1_001) + "utilities: [" + "1, ".repeat(1_000) + "1]\n";

        refused(
                "party0.yml",
                "outcome_ranges[1000].i0",
                "over 1000000 options in all",
                read(".yml", negmas(1_000), party, party));
    }

    @Test
    void regionsOfACase() {
        String list = IntStream.range(0, 1_000)
                .mapToObj(option -> "\"" + option + "\"")
                .collect(Collectors.joining(","));
        String scores = IntStream.range(0, 1_000)
                .mapToObj(option -> "\"" + option + "\":1")
                .collect(Collectors.joining(","));
        String region = "{\"i\":[" + list + "]}";
        String text = "{\"issues\":[{\"name\":\"i\",\"options\":[" + list
                + "]}],\"parties\":[{\"name\":\"A\",\"scores\":{\"i\":{"
                + scores + "}}},{\"name\":\"B\",\"scores\":{\"i\":{" + scores + "}}}],\"forbidden\":["
                + (region + ",").repeat(1_000) + region + "]}";

        refused("domain.json", "forbidden[1000].i", "over 1000000 options in all", read(".json", text));
    }

    private static void refused(String file, String place, String cure, Reading reading) {
        assertThat(reading).isInstanceOfSatisfying(Reading.Bad.class, bad -> {
            assertThat(bad.file()).isEqualTo(file);
            assertThat(bad.place()).isEqualTo(place);
            assertThat(bad.cure()).contains(cure, "; ");
        });
    }

    private static Reading read(String ending, String domain, String... parties) {
        List<Source> sources = new ArrayList<>();
        sources.add(new Source("domain" + ending, domain.getBytes(StandardCharsets.UTF_8)));
        for (int party = 0; party < parties.length; party++) {
            sources.add(new Source("party" + party + ending, parties[party].getBytes(StandardCharsets.UTF_8)));
        }
        return Cases.read(sources);
    }

    private static String issues(String one, String between) {
        return IntStream.range(0, ISSUES).mapToObj(one::formatted).collect(Collectors.joining(between));
    }

    private static String genius(int numbers) {
        return "<negotiation_template><utility_space><objective>\n"
                + issues(
                        "<issue type=\"integer\" name=\"i%1$d\" index=\"%1$d\" lowerbound=\"1\" upperbound=\"" + numbers
                                + "\"/>",
                        "\n")
                + "</objective></utility_space></negotiation_template>";
    }

    private static String geniusProfile(String rectangles) {
        return "<utility_space type=\"NONLINEAR\"><objective><utility maxutility=\"100\"><ufun type=\"PlainUfun\">"
                + rectangles + "</ufun></utility></objective></utility_space>";
    }

    private static String negmas(int numbers) {
        return "type: DiscreteCartesianOutcomeSpace\nissues:\n"
                + issues("- {name: i%d, type: ContiguousIssue, values: [1, " + numbers + "]}", "\n") + "\n";
    }
}
