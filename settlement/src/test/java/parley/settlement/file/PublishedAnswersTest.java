package parley.settlement.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static parley.settlement.file.Published.acceptable;
import static parley.settlement.file.Published.found;
import static parley.settlement.file.Published.genius;
import static parley.settlement.file.Published.points;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import parley.settlement.Answer;
import parley.settlement.Bargain;
import parley.settlement.Builder;
import parley.settlement.Issue;
import parley.settlement.Party;
import parley.settlement.Point;
import parley.settlement.Precision;
import parley.settlement.Ratio;
import parley.settlement.Request;
import parley.settlement.Rule;
import parley.settlement.Scenarios;
import parley.settlement.Settler;
import parley.settlement.Solution;
import parley.settlement.Watch;

/** What others published of their own cases is found again, where it is right. */
class PublishedAnswersTest {
    /** Published numbers are floating point. */
    private static final double CLOSE = 1e-9;

    /** How many sets there are of each kind, and how many of their answers are found again: no fewer are to be looked at. */
    private static final int NEGOLOG = 35;

    private static final int RENTING = 55;
    private static final int RENTING_NASH = 44;
    private static final int RENTING_SUMS = 48;

    /** Their published Nash point is none: a point of the frontier beside it has a greater product. */
    private static final List<String> NO_NASH = List.of("scml09", "scml102", "scml109", "scml11");

    /** Their published frontiers are not of the profiles beside them (other value weights, or points of a hundred). */
    private static final List<String> NOT_THEIR_OWN = List.of(
            "0003125thompson",
            "0003600Camera",
            "0000810DivideThePies0377",
            "0000810DivideThePies1422",
            "0000990DivideThePies0181",
            "0000990DivideThePies3430",
            "0000990DivideThePies4144");

    @Test
    void theNashProductsOfNegoLog() throws IOException, BadInput {
        int checked = 0;
        for (Path folder : folders(Scenarios.folder("negolog"), "specs.json")) {
            Cursor specs = document(folder.resolve("specs.json"));
            Cursor product = at(specs, specs.fields().containsKey("Nash Product") ? "Nash Product" : "Product Score");
            Bargain bargain = negoLog(folder);
            Point nash = found(Settler.answer(bargain, Request.USUAL, Watch.NONE), Rule.Named.NASH);

            assertThat(bargain.packages().toString())
                    .as("%s", folder.getFileName())
                    .isEqualTo(String.valueOf(at(specs, "NumberOfBids").number()));
            assertThat(points(bargain, nash)[0] * points(bargain, nash)[1])
                    .as("%s", folder.getFileName())
                    .isCloseTo(product.number().doubleValue(), within(CLOSE));
            checked++;
        }
        assertThat(checked).isGreaterThanOrEqualTo(NEGOLOG);
    }

    @Test
    void theGreatestSumsOfNegoLog() throws IOException, BadInput {
        int checked = 0;
        for (Path folder : folders(Scenarios.folder("negolog"), "specs.json")) {
            Bargain bargain = negoLog(folder);
            Point sum = found(Settler.answer(bargain, Request.USUAL, Watch.NONE), Rule.Named.UTILITARIAN);

            assertThat(points(bargain, sum)[0] + points(bargain, sum)[1])
                    .as("%s", folder.getFileName())
                    .isCloseTo(
                            at(document(folder.resolve("specs.json")), "Social Welfare")
                                    .number()
                                    .doubleValue(),
                            within(CLOSE));
            checked++;
        }
        assertThat(checked).isGreaterThanOrEqualTo(NEGOLOG);
    }

    @Test
    void theFrontiersOfRenting() throws IOException, BadInput {
        int checked = 0;
        List<String> other = new ArrayList<>();
        for (Path folder : folders(Scenarios.folder("renting"), "specials.json")) {
            List<double[]> published = new ArrayList<>();
            for (Cursor point : at(document(folder.resolve("specials.json")), "pareto_front")
                    .items()) {
                List<Cursor> utility = at(point, "utility").items();
                published.add(new double[] {
                    utility.get(0).number().doubleValue(),
                    utility.get(1).number().doubleValue()
                });
            }
            List<Source> xml = genius(folder.resolve("negmas"));
            // Where its profiles were written twice, the frontier is that of one of them.
            boolean ofEither = rounded(acceptable(renting(folder))).equals(rounded(published))
                    || rounded(acceptable(xml)).equals(rounded(published))
                    || rounded(acceptable(List.of(xml.get(0), xml.get(2), xml.get(1))))
                            .equals(rounded(published));
            if (!ofEither) {
                other.add(folder.getFileName().toString());
            }
            checked++;
        }
        assertThat(checked).isGreaterThanOrEqualTo(RENTING);
        assertThat(other).isSubsetOf(NOT_THEIR_OWN);
    }

    @Test
    void theNashPointsAndTheGreatestSumsOfRenting() throws IOException, BadInput {
        List<String> nash = new ArrayList<>();
        List<String> sums = new ArrayList<>();
        for (Path folder : folders(Scenarios.folder("renting"), "specials.json")) {
            Cursor specials = document(folder.resolve("specials.json"));
            double[] product = pair(at(specials, "nash", "utility").items().getFirst());
            double[] sum =
                    pair(at(specials, "social_welfare", "utility").items().getFirst());
            List<Bargain> readings = readings(folder);
            String name = folder.getFileName().toString();
            if (readings.stream().anyMatch(one -> isOfOurs(one, Rule.Named.NASH, product))) {
                nash.add(name);
            } else if (NO_NASH.contains(name)) {
                // Another point of the frontier that is published with it has a greater product of gains, and of
                // utilities.
                Bargain bargain = readings.getFirst();
                assertThat(at(specials, "pareto_front").items())
                        .as("%s", name)
                        .anyMatch(point -> betters(bargain, point, product));
            } else {
                assertThat(NOT_THEIR_OWN).contains(name);
            }
            if (readings.stream().anyMatch(one -> isOfOurs(one, Rule.Named.UTILITARIAN, sum))) {
                sums.add(name);
            } else {
                assertThat(NOT_THEIR_OWN).contains(name);
            }
        }
        assertThat(nash).hasSizeGreaterThanOrEqualTo(RENTING_NASH);
        assertThat(sums).hasSizeGreaterThanOrEqualTo(RENTING_SUMS);
    }

    /** From its JSON, and from its XML with either party first: where profiles were written twice, answers are of one of them. */
    private static List<Bargain> readings(Path folder) throws IOException, BadInput {
        List<Source> xml = genius(folder.resolve("negmas"));
        return Stream.concat(
                        Stream.of(renting(folder)),
                        Stream.of(xml, List.of(xml.get(0), xml.get(2), xml.get(1)))
                                .flatMap(files -> Cases.read(files) instanceof Reading.Packages(Bargain bargain)
                                        ? Stream.of(bargain)
                                        : Stream.empty()))
                .toList();
    }

    /** Whether a published point has the measure of the package that we find by the rule. */
    private static boolean isOfOurs(Bargain bargain, Rule rule, double[] published) {
        Answer answer = Settler.answer(bargain, Request.USUAL, Watch.NONE);
        if (!(answer.solutions().get(rule) instanceof Solution.Found(Point point, Solution.Proof ignored))) {
            return false;
        }
        double[] ours = points(bargain, point);
        boolean exists = answer.frontier().orElseThrow().points().stream()
                .map(one -> points(bargain, one))
                .anyMatch(one -> Math.abs(one[0] - published[0]) < CLOSE && Math.abs(one[1] - published[1]) < CLOSE);
        return exists && Math.abs(measure(bargain, rule, ours) - measure(bargain, rule, published)) < CLOSE;
    }

    private static double measure(Bargain bargain, Rule rule, double[] points) {
        return rule == Rule.Named.NASH ? gain(bargain, 0, points) * gain(bargain, 1, points) : points[0] + points[1];
    }

    private static double gain(Bargain bargain, int party, double[] points) {
        return points[party] - bargain.points(bargain.reservation(party)).doubleValue();
    }

    private static boolean betters(Bargain bargain, Cursor point, double[] than) {
        try {
            double[] one = pair(at(point, "utility"));
            return measure(bargain, Rule.Named.NASH, one) > measure(bargain, Rule.Named.NASH, than) + CLOSE
                    && one[0] * one[1] > than[0] * than[1] + CLOSE;
        } catch (BadInput e) {
            throw new AssertionError(e);
        }
    }

    private static double[] pair(Cursor utility) throws BadInput {
        List<Cursor> both = utility.items();
        return new double[] {
            both.get(0).number().doubleValue(), both.get(1).number().doubleValue()
        };
    }

    private static Bargain negoLog(Path folder) throws BadInput {
        List<Issue> issues = new ArrayList<>();
        List<Party> parties = new ArrayList<>();
        for (String file : List.of("profileA.json", "profileB.json")) {
            Cursor profile = document(folder.resolve(file));
            issues.clear();
            List<List<Ratio>> scores = new ArrayList<>();
            for (Map.Entry<String, Cursor> issue :
                    at(profile, "issues").fields().entrySet()) {
                Ratio weight = at(profile, "issueWeights", issue.getKey()).number();
                issues.add(new Issue(
                        issue.getKey(), List.copyOf(issue.getValue().fields().keySet())));
                List<Ratio> one = new ArrayList<>();
                for (Cursor value : issue.getValue().fields().values()) {
                    one.add(weight.times(value.number()));
                }
                scores.add(one);
            }
            parties.add(new Party(file, at(profile, "reservationValue").number(), scores));
        }
        return new Builder(issues, parties).precision(Precision.NEAREST).build();
    }

    private static Bargain renting(Path folder) throws BadInput {
        List<Issue> issues = new ArrayList<>();
        List<Party> parties = new ArrayList<>();
        Map<String, Cursor> objectives =
                document(folder.resolve("objectives.json")).fields();
        for (Map.Entry<String, Cursor> one : objectives.entrySet()) {
            List<String> options = new ArrayList<>();
            for (Cursor option : one.getValue().items()) {
                options.add(option.name());
            }
            issues.add(new Issue(one.getKey(), options));
        }
        for (String file : List.of("utility_function_A.json", "utility_function_B.json")) {
            Cursor of = document(folder.resolve(file));
            List<List<Ratio>> scores = new ArrayList<>();
            for (Issue issue : issues) {
                Ratio weight = at(of, "objective_weights", issue.name()).number();
                Cursor values = at(of, "value_weights", issue.name());
                List<Ratio> one = new ArrayList<>();
                for (String option : issue.options()) {
                    one.add(weight.times(at(values, option).number()));
                }
                scores.add(one);
            }
            parties.add(new Party(file, at(of, "reserved_value").number(), scores));
        }
        return new Builder(issues, parties).precision(Precision.NEAREST).build();
    }

    /** Rounded, and then efficient: in floating point 0.1 + 0.2 dominates 0.3. */
    private static List<List<Long>> rounded(List<double[]> points) {
        List<List<Long>> all = roundedOnly(points);
        return all.stream()
                .filter(one -> all.stream()
                        .noneMatch(more -> !more.equals(one) && more.get(0) >= one.get(0) && more.get(1) >= one.get(1)))
                .toList();
    }

    private static List<List<Long>> roundedOnly(List<double[]> points) {
        return points.stream()
                .map(point -> List.of(Math.round(point[0] * 1e9), Math.round(point[1] * 1e9)))
                .distinct()
                .sorted((one, other) -> other.get(0).compareTo(one.get(0)))
                .toList();
    }

    private static List<Path> folders(Path under, String with) throws IOException {
        try (Stream<Path> all = Files.walk(under)) {
            return all.filter(file -> file.endsWith(with))
                    .map(Path::getParent)
                    .sorted()
                    .toList();
        }
    }

    private static Cursor at(Cursor from, String... names) throws BadInput {
        Cursor at = from;
        for (String name : names) {
            at = Cursor.need(at.fields(), name, at);
        }
        return at;
    }

    private static Cursor document(Path file) throws BadInput {
        return Cursor.root(file.toString(), JsonTree.parse(Scenarios.source(file)));
    }
}
