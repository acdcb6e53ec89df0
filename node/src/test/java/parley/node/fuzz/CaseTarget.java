package parley.node.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import parley.base.Bytes;
import parley.base.fuzz.Bombs;
import parley.base.fuzz.Budget;
import parley.base.fuzz.Target;
import parley.settlement.file.Cases;
import parley.settlement.file.Reading;
import parley.settlement.file.Source;

/**
 * The files of a bargaining case, from whoever sent them; several files in one input stand apart by a line of {@code %%}. A case
 * is read, or one line says which file, where in it, and what to do.
 */
record CaseTarget(String name, String ending, Map<String, Bytes> seeds) implements Target {
    private static final String APART = "\n%%\n";
    private static final int MEBIBYTE = 1 << 20;

    /** Whatever else stands among the seeds is no case, or a bomb. */
    private static final Set<String> CASES = Set.of("packages", "divisible", "whole", "with its domain");

    static Target ofOneFile() {
        Map<String, Bytes> seeds = new LinkedHashMap<>();
        seeds.put("packages", Bytes.utf8("""
                {"issues":[{"name":"Sinai","options":["all","none"]},{"name":"Rights","options":["few","many"]}],
                 "parties":[{"name":"Israel","reservation":1.5,"scores":{"Sinai":{"all":35,"none":0},"Rights":{"few":0.1,"many":0}}},
                            {"name":"Egypt","scores":{"Sinai":{"all":0,"none":55},"Rights":{"few":0,"many":2e1}}}],
                 "interactions":[{"party":"Egypt","when":{"Sinai":["none"],"Rights":["many"]},"points":-5}],
                 "forbidden":[{"Sinai":["all"],"Rights":["few"]}]}"""));
        seeds.put("divisible", Bytes.utf8("""
                {"divisible":true,"issues":[{"name":"land"},{"name":"water"}],
                 "parties":[{"name":"A","scores":{"land":60,"water":40}},{"name":"B","scores":{"land":30,"water":70}}]}"""));
        nesting(seeds, "[", "{\"a\":");
        seeds.put("a large number", Bytes.utf8("{\"issues\": {\"p\": [1e999999999, 1e-999999999]}}"));
        seeds.put("a long number", Bytes.utf8("{\"issues\": {\"p\": [" + "9".repeat(MEBIBYTE) + "]}}"));
        return new CaseTarget("case-json", ".json", seeds);
    }

    static Target genius() {
        String domain = """
                <?xml version="1.0" encoding="UTF-8"?>
                <negotiation_template><utility_space number_of_issues="2"><objective index="0" name="root" type="objective">
                <issue etype="discrete" index="1" name="price" type="discrete" vtype="discrete"><item index="1" value="10"/><item index="2" value="20"/></issue>
                <issue etype="integer" index="2" name="time" type="integer" vtype="integer" lowerbound="1" upperbound="3"/>
                </objective></utility_space></negotiation_template>""";
        String profile = """
                <utility_space number_of_issues="2"><objective index="0" name="root" type="objective">
                <issue etype="discrete" index="1" name="price" type="discrete" vtype="discrete"><item index="1" value="10" evaluation="3"/><item index="2" value="20" evaluation="1"/></issue>
                <issue etype="integer" index="2" name="time" type="integer" vtype="integer" lowerbound="1" upperbound="3"><evaluator ftype="linear" slope="0.25" offset="0"/></issue>
                <weight index="1" value="0.5"/><weight index="2" value="0.5"/></objective></utility_space>""";
        Map<String, Bytes> seeds = new LinkedHashMap<>();
        seeds.put("whole", joined(domain, profile, profile));
        seeds.put(
                "ranges that unfold",
                joined(domain.replace("upperbound=\"3\"", "upperbound=\"90000\""), profile, profile));
        seeds.put(
                "many ranges that unfold",
                joined(
                        "<a>"
                                + IntStream.range(0, 100)
                                        .mapToObj(("<issue type='integer' name='i%1$d' index='%1$d' lowerbound='1'"
                                                + " upperbound='100000'/>")::formatted)
                                        .collect(Collectors.joining())
                                + "</a>",
                        profile,
                        profile));
        String rectangle =
                "<hyperRectangle utility=\"1\"><INCLUDES index=\"2\" min=\"1\" max=\"90000\"/></hyperRectangle>";
        String rectangles = "<utility_space><objective><utility maxutility=\"9\"><ufun>" + rectangle.repeat(50)
                + "</ufun></utility></objective></utility_space>";
        seeds.put(
                "rectangles that unfold",
                joined(domain.replace("upperbound=\"3\"", "upperbound=\"90000\""), rectangles, rectangles));
        seeds.put("comments before nothing", joined("<!---->".repeat(500), profile, profile));
        seeds.put("blanks before nothing", joined(" ".repeat(4_000), profile, profile));
        seeds.put("half a declaration", joined("<?xml " + "encoding = ".repeat(350), profile, profile));
        seeds.put(
                "entities that unfold",
                joined(
                        "<!DOCTYPE a [<!ENTITY b \"cccccccccc\"><!ENTITY d \"&b;&b;&b;&b;&b;&b;\">]><a>&d;</a>",
                        profile,
                        profile));
        seeds.put(
                "an entity from outside",
                joined("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>", profile, profile));
        seeds.put("a mebibyte of elements", joined("<a>".repeat(MEBIBYTE / 3), profile, profile));
        seeds.put("a mebibyte of attributes", joined("<a" + " b='c'".repeat(MEBIBYTE / 6) + "/>", profile, profile));
        return new CaseTarget("genius-xml", ".xml", seeds);
    }

    static Target geniusWeb() {
        String profile = """
                {"LinearAdditiveUtilitySpace": {"domain": {"name": "d", "issuesValues": {"price": {"values": ["10", "20"]}}},
                 "issueUtilities": {"price": {"DiscreteValueSetUtilities": {"valueUtilities": {"10": 0.3, "20": 1.0}}}},
                 "issueWeights": {"price": 1.0}, "name": "one"}}""";
        Map<String, Bytes> seeds = new LinkedHashMap<>();
        seeds.put("whole", joined(profile, profile));
        seeds.put(
                "with its domain",
                joined(
                        "{\"name\": \"d\", \"issuesValues\": {\"price\": {\"values\": [\"10\", \"20\"]}}}",
                        profile,
                        profile));
        String ranges = IntStream.range(0, 100)
                .mapToObj("\"i%d\":{\"range\":[1,100000,1]}"::formatted)
                .collect(Collectors.joining(","));
        seeds.put(
                "ranges that unfold",
                joined("{\"name\": \"d\", \"issuesValues\": {" + ranges + "}}", profile, profile));
        nesting(seeds, "[", "{\"a\":");
        return new CaseTarget("geniusweb-json", ".json", seeds);
    }

    static Target negmas() {
        String domain = """
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
        String company = """
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
        String city = """
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
        Map<String, Bytes> seeds = new LinkedHashMap<>();
        seeds.put("whole", joined(domain, company, city));
        seeds.put(
                "ranges that unfold",
                joined(
                        "type: DiscreteCartesianOutcomeSpace\nissues:\n"
                                + IntStream.range(0, 100)
                                        .mapToObj(
                                                "- {name: i%d, type: ContiguousIssue, values: [1, 100000]}\n"
                                                        ::formatted)
                                        .collect(Collectors.joining()),
                        company,
                        city));
        seeds.put("aliases that unfold", joined("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", company, city));
        seeds.put("a class", joined("!!javax.script.ScriptEngineManager [a]\n", company, city));
        nesting(seeds, "[", "{a: ", "- ", "? ");
        return new CaseTarget("negmas-yaml", ".yml", seeds);
    }

    private static void nesting(Map<String, Bytes> seeds, String... openings) {
        for (String opening : openings) {
            seeds.put("a mebibyte of " + opening, Bytes.utf8(opening.repeat(MEBIBYTE / opening.length())));
            seeds.put("some " + opening, Bytes.utf8(opening.repeat(100)));
        }
        seeds.put("a mebibyte of zeros", Bombs.filled(MEBIBYTE, 0));
        seeds.put("a mebibyte of quotes", Bombs.filled(MEBIBYTE, '"'));
    }

    private static Bytes joined(String... files) {
        return Bytes.utf8(String.join(APART, files));
    }

    @Override
    public Set<String> refused() {
        return seeds.keySet().stream()
                .filter(name -> !CASES.contains(name) && !isOpen(name))
                .collect(Collectors.toSet());
    }

    /** A range of up to 100,000 numbers, each with its score for each party: some kilobytes a number, most of them of fractions that are soon forgotten. */
    @Override
    public Budget budget() {
        return new Budget(1 << 30, 2_048, Duration.ofSeconds(5));
    }

    @Override
    public Verdict read(Bytes input) {
        List<Source> sources = new ArrayList<>();
        // One byte is one character: the bytes of each file are those of the input.
        String all = new String(input.toArray(), StandardCharsets.ISO_8859_1);
        for (String file : all.split(APART, 8)) {
            sources.add(new Source("file" + sources.size() + ending, file.getBytes(StandardCharsets.ISO_8859_1)));
        }
        return switch (Cases.read(sources)) {
            case Reading.Bad bad -> {
                assertThat(bad.line()).startsWith("file").doesNotContain("\n").hasSizeLessThan(1_000);
                assertThat(bad.cure()).isNotBlank();
                yield Verdict.REFUSED;
            }
            case Reading.Packages(var bargain) -> {
                assertThat(bargain.parties()).hasSizeBetween(2, 10_000);
                yield Verdict.READ;
            }
            case Reading.Divisible(List<String> issues, List<String> parties, var points) -> {
                assertThat(points)
                        .hasSameSizeAs(parties)
                        .allSatisfy(each -> assertThat(each).hasSameSizeAs(issues));
                yield Verdict.READ;
            }
        };
    }
}
