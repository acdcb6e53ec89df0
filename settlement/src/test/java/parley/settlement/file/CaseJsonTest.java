package parley.settlement.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.settlement.Bargain;
import parley.settlement.Ratio;

/** A case is read exactly, and what is wrong with one is said in a line with place and cure. */
class CaseJsonTest {
    private static final String GOOD = """
            {"issues":[{"name":"Sinai","options":["all","none"]},{"name":"Rights","options":["few","many"]}],
             "parties":[{"name":"Israel","reservation":1.5,"scores":{"Sinai":{"all":35,"none":0},"Rights":{"few":0.1,"many":0}}},
                        {"name":"Egypt","scores":{"Sinai":{"all":0,"none":55},"Rights":{"few":0,"many":2e1}}}]}
            """;

    @Test
    void decimalsAreExact() {
        Bargain bargain = packages(GOOD);

        assertThat(bargain.packages()).isEqualTo(4);
        assertThat(bargain.points(bargain.utility(0, new int[] {0, 0}))).isEqualTo(Ratio.of(351, 10));
        assertThat(bargain.points(bargain.utility(1, new int[] {1, 1}))).isEqualTo(Ratio.of(75));
        assertThat(bargain.points(bargain.reservation(0))).isEqualTo(Ratio.of(3, 2));
        assertThat(bargain.reservation(1)).isZero();
    }

    @Test
    void interactionsAndForbiddenPackagesAreRead() {
        Bargain bargain = packages(GOOD.strip().replaceAll("}$", "") + """
                ,"interactions":[{"party":"Egypt","when":{"Sinai":["none"],"Rights":["many"]},"points":-5},
                                 {"party":"Israel","unless":{"Sinai":["none"]},"points":2.5}],
                 "forbidden":[{"Sinai":["all"],"Rights":["few"]}]}""");

        assertThat(bargain.points(bargain.utility(1, new int[] {1, 1}))).isEqualTo(Ratio.of(70));
        assertThat(bargain.points(bargain.utility(0, new int[] {0, 1}))).isEqualTo(Ratio.of(75, 2));
        assertThat(bargain.allows(new int[] {0, 0})).isFalse();
        assertThat(bargain.allows(new int[] {0, 1})).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"all\":35, | | parties[0].scores.Sinai | no score for the option \"all\"",
                "\"Rights\":{\"few\":0.1,\"many\":0} | \"Other\":{} | parties[0].scores | \"Rights\" is missing",
                "\"all\":35 | \"al\":1,\"all\":35 | parties[0].scores.Sinai.al | no option \"al\"",
                "\"all\":35 | \"all\":-35 | parties[0].scores.Sinai.all | negative",
                "\"all\":35 | \"all\":NaN | line 2 | write a finite number",
                "\"all\":35 | \"all\":۳۵ | line 2 | a character stands here that JSON knows only in quotes",
                "\"all\":35 | \"all\":3,5 | line 2 | write numbers with a decimal point and no comma",
                "\"all\":35 | \"all\":1e999 | parties[0].scores.Sinai.all | too many digits",
                "\"all\":35 | \"all\":1e99999999999999999999 | line 2 | too many digits",
                "\"all\":35 | \"all\":2000000000000000000 | parties[0].scores.Sinai.all | too large to be counted exactly; use smaller",
                "\"few\":0.1 | \"few\":0.00000000000000000000000001 | parties[0].scores.Rights.few | fewer decimals",
                "\"all\":35 | \"all\":\"35\" | parties[0].scores.Sinai.all | \"35\" is a text; write 35 without quotation marks",
                "\"all\":35 | \"all\":\"much\" | parties[0].scores.Sinai.all | \"much\" is no finite number; write one without quotation marks",
                "\"all\":35 | \"all\":null | parties[0].scores.Sinai.all | has to be a number, and is null; write one",
                "[\"few\",\"many\"] | \"few\" | issues[1].options | has to be a list, and is a text; put it in square brackets",
                "{\"few\":0.1,\"many\":0} | 7 | parties[0].scores.Rights | has to be an object, and is a number; write named fields",
                "\"few\":0.1,\"many\":0} | \"few\":0.1,\"many\":0,} | line 2 | delete the comma before it",
                "[\"few\",\"many\"] | [\"few\",\"many\",] | line 1 | delete the comma before it",
                "[\"few\",\"many\"] | [\"few\" \"many\"] | line 1 | write a comma between one and the next",
                "[\"few\",\"many\"] | [\"few\",\"many\"} | line 1 | close what was opened last first",
                "[\"few\",\"many\"] | [“few”] | line 1 | write names in straight double quotation marks",
                "[\"few\",\"many\"] | [few] | line 1 | write names in double quotation marks",
                "\"name\":\"Rights\" | “name”:\"Rights\" | line 1 | write names in straight double quotation marks",
                "\"name\":\"Rights\" | name:\"Rights\" | line 1 | write names in double quotation marks",
                "\"name\":\"Rights\" | \"name\" \"Rights\" | line 1 | write a colon",
                "\"name\":\"Rights\" | \"name\" 1 | line 1 | write a colon between",
                "\"name\":\"Rights\" | \"name\" | line 1 | write a colon and a value after the name",
                "[\"few\",\"many\"] | {\"few\"} | line 1 | write a colon and a value after the name, or put names alone in square brackets",
                "\"name\":\"Rights\" | \"name\": | line 1 | write a value there",
                "[\"few\",\"many\"] | [\"few\",,\"many\"] | line 1 | in a list; delete this comma, or write a value before it",
                "[\"few\",\"many\"] | [,\"few\",\"many\"] | line 1 | delete this comma, or write a value before it",
                "\"name\":\"Rights\" | \"name\":\"Rights\", | line 1 | delete this comma",
                "[\"few\",\"many\"] | ['few'] | line 1 | write names in double quotation marks",
                "\"all\":35 | \"all\":1'000 | line 2 | in a number nothing but digits and a decimal point",
                "\"all\":35 | \"all\":1 000 | line 2 | in a number nothing but digits and a decimal point",
                "\"all\":35 | \"all\":1_000 | line 2 | in a number nothing but digits and a decimal point",
                "\"all\":35 | \"all\":35% | line 2 | in a number nothing but digits and a decimal point",
                "\"all\":35 | \"all\":1\u202f000 | line 2 | the digits 0 to 9 and no blanks",
                "{\"issues\" | {\"divisible\":TRUE,\"issues\" | line 1 | 'TRUE'; write true and false in small letters",
                "{\"issues\" | {\"divisible\":False,\"issues\" | line 1 | 'False'; write true and false in small letters",
                "\"reservation\":1.5 | \"reservation\":None | line 2 | 'None'; leave a field out that has no value",
                "\"reservation\":1.5 | \"reservation\":NULL | line 2 | 'NULL'; leave a field out that has no value",
                "\"reservation\":1.5 | \"reservation\":.5 | line 2 | write a digit before the point",
                "\"reservation\":1.5 | \"reservation\":1. | line 2 | write a digit after the point",
                "\"reservation\":1.5 | \"reservation\":+1 | line 2 | delete the plus sign",
                "\"reservation\":1.5 | \"reservation\":01 | line 2 | delete the zeros",
                "[\"few\",\"many\"] | [1,000] | line 1 | within a number there is no comma",
                "\"reservation\":1.5 | \"reservation\":0x1 | line 2 | the digits 0 to 9",
                "{\"issues\" | /* mine */{\"issues\" | line 1, column 1 | JSON has no comments: delete it",
                "{\"issues\" | <a>{\"issues\" | line 1, column 1 | name it .xml where it is one of GENIUS",
                "\"all\":35 | \"all\":35,\"all\":36 | line 2 | \"all\"; delete one of the two",
                "\"Egypt\" | \"Israel\" | parties[1].name | a second party is called \"Israel\"",
                "\"name\":\"Rights\" | \"name\":\"Sinai\" | issues[1].name | a second issue is called \"Sinai\"",
                "[\"few\",\"many\"] | [\"few\",\"few\"] | issues[1].options[1] | a second option is called \"few\"",
                "[\"few\",\"many\"] | [\"e\u0301\",\"\u00e9\"] | issues[1].options[1] | looks the same",
                "[\"few\",\"many\"] | [\"few\",\"few \"] | issues[1].options[1] | looks the same",
                "[\"few\",\"many\"] | [\"few\",\"f\u200be\u202ew\"] | issues[1].options[1] | looks the same",
                "[\"few\",\"many\"] | [\"few\",\"\u200b\u202e\"] | issues[1].options[1] | nothing of this name can be seen",
                "\"reservation\":1.5 | \"reservation\":-1 | parties[0].reservation | negative",
                "\"reservation\":1.5 | \"reserve\":1 | parties[0].reserve | no such field",
                "[\"few\",\"many\"] | [] | issues[1].options | from 1 to",
                "{\"issues\" | [{\"issues\" | line | or close it",
            })
    void whatIsWrongIsNamedWithItsPlace(String part, String instead, String place, String cure) {
        Reading reading = read(GOOD.replaceFirst(java.util.regex.Pattern.quote(part), instead == null ? "" : instead));

        assertThat(reading).isInstanceOfSatisfying(Reading.Bad.class, bad -> {
            assertThat(bad.line()).startsWith("case.json: ").doesNotContain("\n");
            assertThat(bad.place()).contains(place);
            assertThat(bad.cure()).contains(cure).doesNotContain("`", "StreamRead", "Feature", "code 2");
        });
    }

    /** The parser looks for a fault in the JSON where there is none. */
    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "windows-1252"})
    void aFileInAnotherEncodingIsToBeSavedInUtf8(String encoding) throws Exception {
        byte[] bytes = GOOD.replace("\"few\":0.1", "\"few\":0.1,\"déjà\":1").getBytes(encoding);

        assertThat(Cases.read(List.of(new Source("case.json", bytes))))
                .isEqualTo(new Reading.Bad(
                        "case.json", "line 2, column 108", "from here on the file is not in UTF-8; save it in UTF-8"));
        assertThat(Cases.read(List.of(new Source("case.json", GOOD.getBytes(StandardCharsets.UTF_16LE)))))
                .isInstanceOf(Reading.Packages.class);
    }

    /** Each option's place was put together from this name, though nobody asked: gigabytes. */
    @Test
    void aLongNameAboveManyOptionsTakesNoMoreRoomThanTheFile() {
        String name = "N".repeat(9_990);
        String options = IntStream.range(0, 1_000_000)
                .mapToObj(option -> "\"" + option + "\":1")
                .collect(Collectors.joining(","));
        String text =
                "{\"issues\":[{\"name\":\"%s\",\"options\":[\"0\"]}],\"parties\":[{\"name\":\"A\",\"scores\":{\"%s\":{%s}}}]}"
                        .formatted(name, name, options);

        assertThat(read(text))
                .isInstanceOfSatisfying(
                        Reading.Bad.class, bad -> assertThat(bad.cure()).contains("no option \"1\""));
    }

    /** Looked for one by one in an issue of many options they took minutes. */
    @Test
    @Timeout(30)
    void regionsOfManyOptionsAreReadAtOnce() {
        String many = IntStream.range(0, 50_000)
                .mapToObj(option -> "\"o" + option + "\"")
                .collect(Collectors.joining(","));
        String scores = IntStream.range(0, 50_000)
                .mapToObj(option -> "\"o" + option + "\":1")
                .collect(Collectors.joining(","));
        String often = String.join(",", Collections.nCopies(20, many));
        String text = """
                {"issues":[{"name":"x","options":[%s]}],"parties":[{"name":"A","scores":{"x":{%s}}},{"name":"B","scores":{"x":{%s}}}],
                 "interactions":[{"party":"A","points":1,"when":{"x":[%s]}}]}""".formatted(many, scores, scores, often);

        assertThat(packages(text).bonuses()).hasSize(1);
    }

    @Test
    void aRegionThatHoldsNothingWasNotMeant() {
        Reading reading = read(GOOD.strip().replaceAll("}$", "") + ",\"forbidden\":[{\"Sinai\":[]}]}");

        assertThat(reading).isInstanceOfSatisfying(Reading.Bad.class, bad -> {
            assertThat(bad.place()).isEqualTo("forbidden[0].Sinai");
            assertThat(bad.cure()).contains("names no option");
        });
    }

    @Test
    void nestingAndHugeNumbersAreRefusedAtOnce() {
        assertThat(read("[".repeat(10_000_000)))
                .isEqualTo(new Reading.Bad(
                        "case.json", "line 1, column 34", "this lies deeper than 32 levels; give a flatter file"));
        assertThat(read(GOOD.replace("35", "1" + "0".repeat(1_000_000)))).isInstanceOf(Reading.Bad.class);
        assertThat(read(GOOD.replace("35", "1e-2000000000"))).isInstanceOf(Reading.Bad.class);
        assertThat(read("")).isInstanceOf(Reading.Bad.class);
    }

    @ParameterizedTest
    @CsvSource({"case.json", "domain.xml", "domain.yml"})
    void whatIsPackedIsToBeUnpacked(String name) {
        for (byte[] packed : List.of(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0}, new byte[] {'P', 'K', 3, 4, 20})) {
            assertThat(Cases.read(List.of(new Source(name, packed))))
                    .isEqualTo(new Reading.Bad(name, "", "a packed file; unpack it and give what was in it"));
        }
    }

    @Test
    void issuesThatCanBeSplitNeedTheSameTotals() {
        String divisible = """
                {"divisible":true,"issues":[{"name":"house"},{"name":"car"}],
                 "parties":[{"name":"A","scores":{"house":60,"car":40}},{"name":"B","scores":{"house":50,"car":50}}]}""";

        assertThat(read(divisible))
                .isInstanceOfSatisfying(
                        Reading.Divisible.class,
                        read -> assertThat(read.points().get(1)).containsExactly(Ratio.of(50), Ratio.of(50)));
        assertThat(read(divisible.replace("\"car\":50", "\"car\":30")))
                .isInstanceOfSatisfying(
                        Reading.Bad.class,
                        bad -> assertThat(bad.line())
                                .contains("parties")
                                .contains("add up to 100")
                                .contains("80"));
    }

    private static Bargain packages(String text) {
        return switch (read(text)) {
            case Reading.Packages(Bargain bargain) -> bargain;
            case Reading.Divisible ignored -> throw new AssertionError("no packages");
            case Reading.Bad bad -> throw new AssertionError(bad.line());
        };
    }

    private static Reading read(String text) {
        return Cases.read(List.of(new Source("case.json", text.getBytes(StandardCharsets.UTF_8))));
    }
}
