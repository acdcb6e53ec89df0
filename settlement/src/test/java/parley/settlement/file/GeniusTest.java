package parley.settlement.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.settlement.Bargain;
import parley.settlement.Ratio;

/** Files of GENIUS are read as they are found: with what stands before their declaration, and in the encoding that they declare. */
class GeniusTest {
    private static final String DECLARED = "<?xml version=\"1.0\" encoding=\"%s\"?>";
    private static final String SPACE = """

            <utility_space><objective index="0" name="o">
            <issue index="1" name="Berths" type="discrete"><item index="1" value="f\u00e9w" %s/><item index="2" value="many" %s/></issue>
            %s</objective>%s</utility_space>
            """;

    private final String domain = SPACE.formatted("", "", "", "");
    private final String profile = SPACE.formatted(
            "evaluation=\"1\"",
            "evaluation=\"4\"",
            "<weight index=\"1\" value=\"1\"/>",
            "<reservation value=\"0.1\"/>");

    @Test
    void anEncodingIsTheOneThatIsDeclared() {
        Charset latin = StandardCharsets.ISO_8859_1;
        byte[] declared = (DECLARED.formatted("ISO-8859-1") + domain).getBytes(latin);

        assertThat(packages(declared).issues().getFirst().options()).containsExactly("f\u00e9w", "many");
        assertThat(read((DECLARED.formatted("UTF-8") + domain).getBytes(latin)))
                .isEqualTo(new Reading.Bad(
                        "domain.xml", "line 3, column 72", "from here on the file is not in UTF-8; save it in UTF-8"));
        assertThat(read((DECLARED.formatted("KLINGON-1") + domain).getBytes(latin)))
                .isEqualTo(new Reading.Bad(
                        "domain.xml", "", "it declares the encoding KLINGON-1, which is not known; save it in UTF-8"));
    }

    @Test
    void blankLinesAndCommentsMayStandBeforeTheDeclaration() {
        for (String before : List.of("\n".repeat(3_000), "<!-- a -->\n ".repeat(200), " ".repeat(3_900))) {
            Bargain bargain =
                    packages((before + DECLARED.formatted("UTF-8") + domain).getBytes(StandardCharsets.UTF_8));

            assertThat(bargain.points(bargain.score(0, 0, 0))).isEqualTo(Ratio.of(1, 4));
        }
    }

    @Test
    void aMarkOfUtf8MayStandBeforeEverythingAndTellsTheEncoding() {
        for (String declaration : List.of("", DECLARED.formatted("UTF-8"), DECLARED.formatted("ISO-8859-1"))) {
            byte[] marked = ("\uFEFF" + declaration + domain).getBytes(StandardCharsets.UTF_8);

            assertThat(packages(marked).issues().getFirst().options()).containsExactly("f\u00e9w", "many");
        }
        assertThat(read(("\uFEFF" + domain).getBytes(StandardCharsets.UTF_16BE)))
                .isEqualTo(new Reading.Bad(
                        "domain.xml", "line 1, column 1", "from here on the file is not in UTF-8; save it in UTF-8"));
        assertThat(read("\uFEFF".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        Reading.Bad.class, bad -> assertThat(bad.line()).startsWith("domain.xml: the file is empty"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "value=\"many\" evaluation | value=\"a & b\" evaluation | write & as &amp;",
                "value=\"many\" evaluation | value=\"a < b\" evaluation | write < as &lt;",
                "value=\"many\" evaluation | value=many evaluation | put the value in quotation marks",
                "value=\"many\" evaluation | value=\"many\" value=\"more\" evaluation | delete one of the two",
                "</objective> | <br></objective> | close it, or delete it",
                "</utility_space> | | the file ends before all that was opened is closed",
                "<utility_space> | {<utility_space> | this is no XML",
            })
    void whatBreaksXmlGetsACure(String part, String instead, String cure) {
        String broken = profile.replace(part, instead == null ? "" : instead);
        assertThat(broken).isNotEqualTo(profile);

        assertThat(read(domain, broken)).isInstanceOfSatisfying(Reading.Bad.class, bad -> {
            assertThat(bad.file()).isEqualTo("one.xml");
            assertThat(bad.place()).startsWith("line ");
            assertThat(bad.cure()).contains("; " + cure);
        });
    }

    @Test
    void documentTypesAreRefused() {
        String type = "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>";

        assertThat(read((type + domain).getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        Reading.Bad.class,
                        bad -> assertThat(bad.line())
                                .startsWith("domain.xml: line 1: document types and entities are not read"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<item index=\"2\" | <item index=\"3\" value=\"Many\" evaluation=\"9\"/><item index=\"2\" | line 3 | has no option \"Many\"",
                "<weight | <issue index=\"2\" name=\"Fee\"/><weight | line 4 | the domain has no issue with the index 2",
                "<weight | <issue index=\"1\" name=\"Berths\"/><weight | line 4 | a second <issue> has the index 1",
                "<weight | <weight index=\"1\" value=\"0\"/><weight | line 4 | a second <weight> has the index 1",
            })
    void whatTheDomainHasNotIsRefusedAndSoIsWhatIsSaidTwice(String part, String instead, String place, String cure) {
        assertThat(read(domain, profile)).isInstanceOf(Reading.Packages.class);

        assertThat(read(domain, profile.replace(part, instead))).isInstanceOfSatisfying(Reading.Bad.class, bad -> {
            assertThat(bad.file()).isEqualTo("one.xml");
            assertThat(bad.place()).startsWith(place);
            assertThat(bad.cure())
                    .contains(cure)
                    .containsAnyOf("; correct", "; delete")
                    .doesNotContain("\n");
        });
    }

    @Test
    void anOptionThatStandsTwiceCountsAsTheLastSaysAndAWeightOfAnObjectiveIsPassedOver() {
        String twice = profile.replace(
                        "<item index=\"2\"", "<item index=\"1\" value=\"f\u00e9w\" evaluation=\"2\"/><item index=\"2\"")
                .replace("<weight", "<weight index=\"7\" value=\"0.5\"/><weight");

        assertThat(read(domain, twice)).isInstanceOfSatisfying(Reading.Packages.class, read -> {
            Bargain bargain = read.bargain();
            assertThat(bargain.points(bargain.score(0, 0, 0))).isEqualTo(Ratio.of(1, 2));
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 1 | ''",
                "-3 | 0 | ''",
                "1 | 0 | min is above max, so that nothing lies between them; exchange them",
                "2 | 5 | no value of the issue \"Berths\" lies from min to max; correct them",
                "-3 | -1 | no value of the issue \"Berths\" lies from min to max; correct them",
            })
    void aRectangleThatHoldsNothingWasNotMeant(int min, int max, String cure) {
        for (String kind : List.of("INCLUDES", "EXCLUDES")) {
            String rectangles = """
                    <utility_space><objective index="0" name="o"><utility maxutility="10"><ufun>
                    <hyperRectangle utility="4">
                    <%s index="1" min="%d" max="%d"/>
                    </hyperRectangle></ufun></utility></objective></utility_space>
                    """.formatted(kind, min, max);

            if (cure.isEmpty()) {
                assertThat(read(domain, rectangles)).isInstanceOf(Reading.Packages.class);
            } else {
                assertThat(read(domain, rectangles)).isInstanceOfSatisfying(Reading.Bad.class, bad -> {
                    assertThat(bad.file()).isEqualTo("one.xml");
                    assertThat(bad.place()).isEqualTo("line 3, <" + kind + ">");
                    assertThat(bad.cure()).startsWith(cure);
                });
            }
        }
    }

    private Bargain packages(byte[] first) {
        return switch (read(first)) {
            case Reading.Packages(Bargain bargain) -> bargain;
            case Reading.Divisible ignored -> throw new AssertionError("no packages");
            case Reading.Bad bad -> throw new AssertionError(bad.line());
        };
    }

    @Test
    void aFileAloneOrOfAnotherFormatOrAnEmptyOneIsNamedForWhatItIs() {
        byte[] party = profile.getBytes(StandardCharsets.UTF_8);
        Source first = new Source("domain.xml", domain.getBytes(StandardCharsets.UTF_8));

        assertThat(bad(first)).isEqualTo("domain.xml: profiles after the domain: 0; give from 2 to 5");
        assertThat(bad(first, new Source("one.xml", party), new Source("case.json", party)))
                .isEqualTo("case.json: this file ends in .json, and the first in .xml; give files of one format");
        assertThat(bad(first, new Source("one.xml", party), new Source("other.xml", new byte[0])))
                .startsWith("other.xml: the file is empty; give");
    }

    @Test
    void aProfileThatIsGivenTwiceIsRefused() {
        Source first = new Source("domain.xml", domain.getBytes(StandardCharsets.UTF_8));
        Source party = new Source("one.xml", profile.getBytes(StandardCharsets.UTF_8));

        assertThat(bad(first, party, party)).startsWith("one.xml: a second party is called \"one\", or looks the same");
    }

    private static String bad(Source... sources) {
        return ((Reading.Bad) Cases.read(List.of(sources))).line();
    }

    private Reading read(String first, String one) {
        return Cases.read(List.of(
                new Source("domain.xml", first.getBytes(StandardCharsets.UTF_8)),
                new Source("one.xml", one.getBytes(StandardCharsets.UTF_8)),
                new Source("other.xml", profile.getBytes(StandardCharsets.UTF_8))));
    }

    private Reading read(byte[] first) {
        byte[] party = profile.getBytes(StandardCharsets.UTF_8);
        return Cases.read(
                List.of(new Source("domain.xml", first), new Source("one.xml", party), new Source("other.xml", party)));
    }
}
