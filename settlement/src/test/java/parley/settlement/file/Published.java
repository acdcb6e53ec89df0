package parley.settlement.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import parley.settlement.Answer;
import parley.settlement.Bargain;
import parley.settlement.Point;
import parley.settlement.Request;
import parley.settlement.Rule;
import parley.settlement.Scenarios;
import parley.settlement.Settler;
import parley.settlement.Solution;
import parley.settlement.Watch;

/** Cases that others published, read, and what is found in them. */
final class Published {
    private Published() {}

    /** None where the files are refused. */
    static List<double[]> acceptable(List<Source> files) {
        return Cases.read(files) instanceof Reading.Packages(Bargain bargain) ? acceptable(bargain) : List.of();
    }

    static List<double[]> acceptable(Bargain bargain) {
        return Settler.answer(bargain, Request.USUAL, Watch.NONE).frontier().orElseThrow().points().stream()
                .filter(point -> bargain.acceptable(point.utilities()))
                .map(point -> points(bargain, point))
                .toList();
    }

    static Point found(Answer answer, Rule rule) {
        return switch (java.util.Objects.requireNonNull(answer.solutions().get(rule))) {
            case Solution.Found(Point point, Solution.Proof ignored) -> point;
            case Solution.None none -> throw new AssertionError("nothing: " + none);
        };
    }

    static double[] points(Bargain bargain, Point point) {
        return Arrays.stream(point.utilities())
                .mapToDouble(units -> bargain.points(units).doubleValue())
                .toArray();
    }

    static Bargain read(List<Source> sources) {
        return switch (Cases.read(sources)) {
            case Reading.Packages(Bargain bargain) -> bargain;
            case Reading.Divisible ignored -> throw new AssertionError("no packages");
            case Reading.Bad bad -> throw new AssertionError(bad.line());
        };
    }

    /** The domain, then the profiles. */
    static List<Source> genius(Path folder) throws IOException {
        List<Source> profiles = new ArrayList<>();
        List<Source> domains = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(one -> one.toString().endsWith(".xml") && !one.endsWith("pareto.xml"))
                    .sorted()
                    .toList()) {
                String text = Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
                boolean profile = text.contains("<weight") || text.contains("hyperRectangle");
                (profile ? profiles : domains).add(Scenarios.source(file));
            }
        }
        return Stream.concat(domains.stream().limit(1), profiles.stream()).toList();
    }

    /** All that hold files of GENIUS. */
    static List<Path> geniusFolders() throws IOException {
        try (Stream<Path> all = Files.walk(Scenarios.folder("genius"))) {
            return all.filter(Files::isRegularFile)
                    .map(Path::getParent)
                    .distinct()
                    .sorted()
                    .toList();
        }
    }
}
