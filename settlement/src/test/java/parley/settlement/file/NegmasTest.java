package parley.settlement.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.settlement.Bargain;
import parley.settlement.Issue;
import parley.settlement.Party;
import parley.settlement.Ratio;

/** Files of NegMAS are read as that tool values packages. */
class NegmasTest {
    private static final String DOMAIN = """
            issues:
            - name: Berths
              type: CategoricalIssue
              values:
              - few
              - many
            - name: Fee
              type: ContiguousIssue
              values:
              - 1
              - 4
            - name: Years
              type: DiscreteCardinalIssue
              values: [5, 10, 99]
            name: port
            type: DiscreteCartesianOutcomeSpace
            """;
    private static final String COMPANY = """
            name: company
            reserved_value: 0.25
            type: LinearAdditiveUtilityFunction
            values:
            - mapping:
                few: 0.0
                many: 1
              type: TableFun
            - bias: 1.0
              slope: -0.25
              type: AffineFun
            - mapping: {5: 0.5, 10: 1.0, 99: 0}
              type: TableFun
            weights:
            - 0.5
            - 0.25
            - 0.2
            """;
    private static final String CITY = """
            type: negmas.preferences.ExpDiscountedUFun
            discount: 0.9
            name: city
            reserved_value: -.inf
            ufun:
              type: LinearAdditiveUtilityFunction
              bias: 0.5
              values:
                Berths: {few: 1, many: -1}
                Years: {type: ConstFun, bias: 2}
                Fee: {type: QuadraticFun, a2: 1, a1: 0}
              weights: {Berths: 1, Years: 0.5, Fee: 0.5}
            """;

    @Test
    void aDomainAndItsPartiesMakeACase() {
        Bargain bargain = read(DOMAIN, COMPANY, CITY);

        assertThat(bargain.issues())
                .containsExactly(
                        new Issue("Berths", List.of("few", "many")),
                        new Issue("Fee", List.of("1", "2", "3", "4")),
                        new Issue("Years", List.of("5", "10", "99")));
        assertThat(bargain.parties().stream().map(Party::name)).containsExactly("company", "city");
        assertThat(worth(bargain, 0, 1, 0, 1)).isEqualTo(Ratio.of(8875, 10_000));
        assertThat(worth(bargain, 1, 0, 3, 2)).isEqualTo(Ratio.of(21, 2));
        assertThat(bargain.points(bargain.reservation(0))).isEqualTo(Ratio.of(1, 4));
    }

    @Test
    void whoeverGivesNoReservationValueTakesAnything() {
        Bargain bargain = read(DOMAIN, COMPANY, CITY);

        assertThat(bargain.points(bargain.reservation(1)))
                .isEqualTo(worth(bargain, 1, 1, 0, 0))
                .isEqualTo(Ratio.ONE);
    }

    @Test
    void functionsOfNumbers() {
        String fee = "- bias: 1.0\n  slope: -0.25\n  type: AffineFun";
        assertThat(fees(fee, "- {type: IdentityFun}")).containsExactly(1.0, 2.0, 3.0, 4.0);
        assertThat(fees(fee, "- {type: LinearFun, slope: 0.5}")).containsExactly(0.5, 1.0, 1.5, 2.0);
        assertThat(fees(fee, "- {type: PolynomialFun, coefficients: [0, 1, 1], bias: 1}"))
                .containsExactly(3.0, 13.0, 37.0, 81.0);
        assertThat(fees(fee, "- {type: TriangularFun, start: 1, middle: 3, end: 4, bias: 1, scale: 4}"))
                .containsExactly(1.0, 3.0, 5.0, 1.0);
        assertThat(fees(fee, "- [4, 3, 2, 9]")).containsExactly(4.0, 3.0, 2.0, 9.0);
    }

    @Test
    void rectanglesPayInsideAndTheirEndsAreOutside() {
        Bargain bargain = read(DOMAIN, COMPANY, """
                type: HyperRectangleUtilityFunction
                reserved_value: 0
                bias: 1
                outcome_ranges:
                - {1: [1, 4], Years: [5, 99, 10]}
                - {0: many, 1: [[0, 3], 4]}
                utilities: [2, 3]
                weights: [1, 0.5]
                """);

        assertThat(worth(bargain, 1, 0, 0, 0)).isEqualTo(Ratio.ONE);
        assertThat(worth(bargain, 1, 0, 1, 0)).isEqualTo(Ratio.of(3));
        assertThat(worth(bargain, 1, 1, 1, 0)).isEqualTo(Ratio.of(9, 2));
        assertThat(worth(bargain, 1, 1, 2, 0)).isEqualTo(Ratio.of(3));
        assertThat(worth(bargain, 1, 1, 3, 0)).isEqualTo(Ratio.of(5, 2));
    }

    /** Of the hundred thousand values of an issue all were looked at for each of ten thousand ranges, and for each name. */
    @Test
    @Timeout(30)
    void manyRangesOfAnIssueOfManyValuesAreReadAtOnce() {
        String domain = """
                type: DiscreteCartesianOutcomeSpace
                issues:
                - {name: Fee, type: ContiguousIssue, values: [1, 100000]}
                """;
        String ranges = IntStream.range(0, 10_000)
                .mapToObj(at ->
                        "- {Fee: [[%d, %d], 99999, [%d, %d]]}\n".formatted(9 * at, 9 * at + 9, 9 * at + 4, 9 * at + 13))
                .collect(Collectors.joining());
        String often = "- Fee: [[1, 99], [98, 200]" + ",\n  [0, 100000]".repeat(100_000) + "]\n";
        String party = "type: HyperRectangleUtilityFunction\nreserved_value: 0\noutcome_ranges:\n%sutilities:\n%s";

        Bargain bargain = read(
                domain,
                "name: a\n" + party.formatted(ranges, "- 1\n".repeat(10_000)),
                "name: b\n" + party.formatted(often, "- 1\n"));

        SortedSet<Integer> first =
                bargain.bonuses().getFirst().region().within().get(0);
        assertThat(first).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 99_998);
        assertThat(bargain.bonuses().getLast().region().within().get(0)).hasSize(99_999);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1, 2] | outcome_ranges[0].Fee | no value of the issue lies between these two, which are outside themselves",
                "[3, 3] | outcome_ranges[0].Fee | no value of the issue lies between these two",
                "[4, 1] | outcome_ranges[0].Fee | no value of the issue lies between these two",
                "[[0, 3], [7, 9]] | outcome_ranges[0].Fee[1] | no value of the issue lies between these two",
                "[] | outcome_ranges[0].Fee | this names no value; name at least one",
            })
    void aRectangleThatHoldsNothingWasNotMeant(String side, String place, String cure) {
        Reading reading = Cases.read(files(DOMAIN, COMPANY, """
                type: HyperRectangleUtilityFunction
                reserved_value: 0
                outcome_ranges:
                - Fee: %s
                utilities: [2]
                """.formatted(side)));

        assertThat(reading).isInstanceOfSatisfying(Reading.Bad.class, bad -> {
            assertThat(bad.file()).isEqualTo("2.yml");
            assertThat(bad.place()).isEqualTo(place);
            assertThat(bad.cure()).startsWith(cure).contains("; ");
        });
    }

    @Test
    void whatWasWrittenOfRandomCasesIsRead() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int run = 0; run < 200; run++) {
            List<Issue> issues = new ArrayList<>();
            for (int issue = 0; issue < 1 + random.nextInt(5); issue++) {
                issues.add(new Issue(
                        "issue " + issue,
                        IntStream.range(0, 1 + random.nextInt(5))
                                .mapToObj(option -> "no: #" + option + "'\"")
                                .toList()));
            }
            List<Party> parties = new ArrayList<>();
            for (int party = 0; party < 2 + random.nextInt(2); party++) {
                List<List<Ratio>> scores = new ArrayList<>();
                for (Issue issue : issues) {
                    scores.add(issue.options().stream()
                            .map(option -> Ratio.of(random.nextInt(2_000) - 500, 1_000))
                            .toList());
                }
                parties.add(new Party("party " + party, Ratio.of(random.nextInt(500), 1_000), scores));
            }
            Bargain meant = Bargain.of(issues, parties);
            List<String> files = new ArrayList<>(List.of(domain(issues)));
            parties.forEach(party -> files.add(preferences(issues, party)));

            Bargain read = read(files.toArray(String[]::new));

            assertThat(read.issues()).as("seed %d", seed).isEqualTo(meant.issues());
            assertThat(read.parties()).as("seed %d", seed).isEqualTo(meant.parties());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "few: 0.0 | fow: 0.0 | values[0].mapping | no score for the value \"few\"",
                "{5: 0.5 | {[5]: 0.5 | line 12, column 13 | a name has to be",
                "many: 1 | few: 1 | line 7, column 5 | a second time",
                "99: 0 | 99: 0, 7: 1 | values[2].mapping | no value \"7\"",
                "many: 1 | many: .nan | values[0].mapping.many | \".nan\" is no finite number; write one",
                "many: 1 | many: 012 | values[0].mapping.many | \"012\" is a text; write 12 without quotation marks",
                "many: 1 | many: 1e999 | values[0].mapping.many | too many digits",
                "AffineFun | SinFun | values[1] | functions of the type SinFun are not read",
                "slope | slop | values[1] | \"slope\" is missing",
                "bias: 1.0 | base: 1.0 | values[1].base | there is no such field",
                "- 0.5\\n | `` | weights | entries: 2, issues: 3",
                "- 0.5 | - x | weights[0] | number",
                "LinearAdditiveUtilityFunction | MappingUtilityFunction | `` | preferences of the type",
                "reserved_value: | reserved: | reserved | there is no such field",
                "name: company | name: !!python/name:os.system x | line 1, column 7 | tags are not read",
                "name: company | name: a: b | line 1, column 8 | put a text with a colon in it in quotation marks",
                "name: company | name: \"\u0007\" | line 1, column 8 | YAML knows no character U+0007; delete it",
                "weights:\\n- 0.5\\n- 0.25\\n- 0.2\\n | weights: 0.5, 0.25, 0.2 | weights | give one for each issue, in a list in square brackets",
                "weights:\\n- 0.5 | weights: [0.5 | line | close the bracket",
                "weights:\\n- 0.5\\n- 0.25\\n- 0.2\\n | weights: [0.5, 0.25, 0.2 | line 14 | ; close the bracket",
                "weights:\\n- 0.5\\n- 0.25\\n- 0.2\\n | weights: [0.5, \"0.25\" \"0.2\"] | line 14 | write a comma between one and the next",
                "weights:\\n- 0.5\\n- 0.25\\n- 0.2\\n | weights: [0.5, 0.25, 0.2} | line 14 | close what was opened last first",
                "weights:\\n- 0.5\\n- 0.25\\n- 0.2\\n | weights: [0.5 0.25 0.2] | weights | entries: 1, issues: 3; give one for each, with commas between them",
                "{5: 0.5, 10 | {5: 0.5 10 | line 12 | write a comma between one and the next",
                "name: company | name: &a [*a] | line 1, column 11 | aliases are not read",
                "name: company | name: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[ | line 1, column 38 | deeper than",
                "name: company | `name: \"` | line | close the quotation marks",
                "name: company | %YAML | line 1, column | mend the YAML",
                "name: company | --- x | line 2, column 1 | not allowed",
                "- 0.25\\n- 0.2 | - 0.3\\n---\\nmore: 1 | line 17, column 1 | a second document",
            })
    void whatIsWrongIsSaidWithItsPlace(String part, String instead, String place, String cure) {
        String broken = COMPANY.replace(part.replace("\\n", "\n"), instead.replace("\\n", "\n"));
        assertThat(broken).isNotEqualTo(COMPANY);

        assertThat(Cases.read(files(DOMAIN, broken, CITY))).isInstanceOfSatisfying(Reading.Bad.class, bad -> {
            assertThat(bad.line()).startsWith("1.yml").contains(cure).doesNotContain("\n");
            assertThat(bad.place()).startsWith(place);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ContiguousIssue | ContinuousIssue | issues[1].values | not read",
                "- few | - many | issues[0].values[1] | second value",
                "name: Fee | name: Berths | issues[1] | second issue",
                "- 4 | - 100001 | issues[1].values | over 100000",
                "- 4 | - 0 | issues[1].values | no numbers",
                "- 4 | - 4.5 | issues[1].values[1] | whole number",
                "DiscreteCartesianOutcomeSpace | LinearAdditiveUtilityFunction | `` | give the domain first",
                "[5, 10, 99] | [5, 10.0, 10] | issues[2].values[2] | second value",
                "[5, 10, 99] | [5, [1], 10] | issues[2].values[1] | a name or a number",
                "[5, 10, 99] | [] | issues[2].values | from 1 to",
            })
    void whatIsWrongInADomainIsSaidWithItsPlace(String part, String instead, String place, String cure) {
        String broken = DOMAIN.replace(part, instead);
        assertThat(broken).isNotEqualTo(DOMAIN);

        assertThat(Cases.read(files(broken, COMPANY, CITY))).isInstanceOfSatisfying(Reading.Bad.class, bad -> {
            assertThat(bad.line()).startsWith("0.yml").contains(cure).doesNotContain("\n");
            assertThat(bad.place()).isEqualTo(place);
        });
    }

    @Test
    void twoPartiesOfOneNameAreRefused() {
        for (String name : List.of("company", "\"company \"", "\"comp\u200bany\"")) {
            assertThat(Cases.read(files(DOMAIN, COMPANY, CITY.replace("name: city", "name: " + name))))
                    .isInstanceOfSatisfying(
                            Reading.Bad.class,
                            bad -> assertThat(bad.line())
                                    .startsWith("2.yml: name: a second party is called \"comp")
                                    .contains("; give each party's file once, and rename one of two"));
        }
        assertThat(Cases.read(
                        files(DOMAIN, COMPANY.replace("name: company", "name: 2"), CITY.replace("name: city\n", ""))))
                .isInstanceOfSatisfying(
                        Reading.Bad.class,
                        bad -> assertThat(bad.line())
                                .startsWith(
                                        "2.yml: a second party is called \"2\", or looks the same, for parties are called by"));
        assertThat(Cases.read(files(DOMAIN, COMPANY, CITY.replace("name: city", "name: \"\u200b\""))))
                .isInstanceOfSatisfying(
                        Reading.Bad.class,
                        bad -> assertThat(bad.line())
                                .isEqualTo("2.yml: name: nothing of the party's name can be seen; write one"));
    }

    @Test
    void tenMegabytesOfBracketsAreRefusedAtTheirDepth() {
        String deep = "[\n".repeat(5 << 20);

        assertThat(Cases.read(files(deep, COMPANY, CITY)))
                .isInstanceOfSatisfying(
                        Reading.Bad.class, bad -> assertThat(bad.line()).contains("deeper than"));
    }

    /** Twelve megabytes on one line kept the parser busy for minutes. */
    @ParameterizedTest
    @ValueSource(strings = {"a: %s", "a: \"%s\"", "[%s", "# %s", "%s: 1"})
    void aLineIsNoLongerThanTheParserCanTake(String line) {
        String text = "\n" + line.formatted("b".repeat(12_000_000)) + "\n";

        assertThat(Cases.read(files(text, COMPANY, CITY)))
                .isInstanceOfSatisfying(
                        Reading.Bad.class,
                        bad -> assertThat(bad.line()).startsWith("0.yml: line 2: this line has more than"));
    }

    private static String domain(List<Issue> issues) {
        StringBuilder text = new StringBuilder("issues:\n");
        for (Issue issue : issues) {
            text.append("- name: ").append(issue.name()).append("\n  type: CategoricalIssue\n  values:\n");
            issue.options()
                    .forEach(option -> text.append("  - '")
                            .append(option.replace("'", "''"))
                            .append("'\n"));
        }
        return text.append("type: CartesianOutcomeSpace\n").toString();
    }

    private static String preferences(List<Issue> issues, Party party) {
        StringBuilder text = new StringBuilder("name: " + party.name() + "\ntype: LinearAdditiveUtilityFunction\n")
                .append("reserved_value: ")
                .append(party.reservation().decimal(17).toPlainString())
                .append("\nvalues:\n");
        for (int issue = 0; issue < issues.size(); issue++) {
            text.append("- mapping:\n");
            for (int option = 0; option < issues.get(issue).options().size(); option++) {
                text.append("    '")
                        .append(issues.get(issue).options().get(option).replace("'", "''"))
                        .append("': ")
                        .append(party.scores()
                                .get(issue)
                                .get(option)
                                .decimal(17)
                                .toPlainString())
                        .append('\n');
            }
            text.append("  type: TableFun\n");
        }
        return text.toString();
    }

    private static List<Double> fees(String old, String fun) {
        Bargain bargain = read(DOMAIN, COMPANY.replace(old, fun).replace("- 0.25", "- 1"), CITY);
        return IntStream.range(0, 4)
                .mapToObj(option -> bargain.points(bargain.score(0, 1, option)).doubleValue())
                .toList();
    }

    private static Ratio worth(Bargain bargain, int party, int... options) {
        return bargain.points(bargain.utility(party, options));
    }

    private static Bargain read(String... texts) {
        return switch (Cases.read(files(texts))) {
            case Reading.Packages(Bargain bargain) -> bargain;
            case Reading.Divisible ignored -> throw new AssertionError("no packages");
            case Reading.Bad bad -> throw new AssertionError(bad.line());
        };
    }

    private static List<Source> files(String... texts) {
        return IntStream.range(0, texts.length)
                .mapToObj(at -> new Source(at + ".yml", texts[at].getBytes(StandardCharsets.UTF_8)))
                .toList();
    }
}
