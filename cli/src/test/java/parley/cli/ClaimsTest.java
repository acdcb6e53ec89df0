package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No claim without a test: what README says that Parley protects against, and how it behaves where it doesn't, every claim of the
 * threat model's index, each row of the mission that isn't <i>not yet</i>, each talk that is said to be played again. And no page names
 * a test, or a method of one, that isn't.
 *
 * <p>A test that continuous integration never runs holds nothing from day to day: what rests on such alone says so.
 */
class ClaimsTest {
    private static final Path ROOT = Path.of("..");
    private static final String PROTECTS = "## What it protects against";
    /** Sections of the README that are lists of what Parley doesn't do. */
    private static final List<String> NOT_DONE = List.of("## What it does not protect against", "## Limits");

    /** Of their lines these say nothing of what the program does. */
    private static final Set<String> OF_NO_BEHAVIOUR = Set.of(
            "Malware on a node's machine, a passphrase that was watched, an unlocked and unattended node",
            "libsignal comes from Maven Central, where it is frozen at 0",
            "Hebrew, Persian and Arabic were written with care but no native speaker has reviewed them yet (`docs/languages",
            "No independent audit");

    private static final Pattern BEGINNING = Pattern.compile("- ([^.:;]+)[.:;].*");
    private static final String INDEX = "## Claims and their tests";
    private static final String PLAYED = "## Which act is played where";
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|Contract))(?:[.#](\\w+)(…?))?`");
    private static final Pattern SUPERCLASS = Pattern.compile("\\bclass \\w+ extends (\\w+)");
    private static final String NOT_YET = "not yet";
    private static final String LONG_RUN = "long run";
    private static final String SOAK = "@Tag(\"soak\")";
    private static final Pattern TEST_METHOD =
            Pattern.compile("@(?:Test|ParameterizedTest|TestFactory|RepeatedTest|FuzzTest)\\b");

    @Test
    void everyLineOfWhatReadmeProtectsAgainstNamesTestsThatExist() throws IOException {
        List<String> rows = rows(ROOT.resolve("README.md"), PROTECTS);

        assertThat(rows)
                .hasSizeGreaterThan(7)
                .allSatisfy(row -> assertThat(tests(row)).as(row).isNotEmpty().isSubsetOf(existing()));
    }

    @Test
    void everyLineOfWhatReadmeSaysThatParleyDoesNotDoStandsInTheIndexUnlessItIsOfNoBehaviour() throws IOException {
        List<String> beginnings = new ArrayList<>();
        for (String section : NOT_DONE) {
            for (String line : lines(ROOT.resolve("README.md"), section)) {
                Matcher beginning = BEGINNING.matcher(line);
                assertThat(beginning.matches()).as(line).isEqualTo(line.startsWith("-"));
                if (beginning.matches()) {
                    beginnings.add(beginning.group(1));
                }
            }
        }
        List<String> rows = rows(ROOT.resolve("docs/threat-model.md"), INDEX);

        assertThat(beginnings).hasSizeGreaterThan(8).containsAll(OF_NO_BEHAVIOUR);
        assertThat(beginnings)
                .filteredOn(line -> !OF_NO_BEHAVIOUR.contains(line))
                .allSatisfy(line -> assertThat(rows).as(line).anyMatch(row -> row.startsWith("| \"" + line + "\":")));
    }

    @Test
    void everyClaimOfTheIndexNamesTestsThatExist() throws IOException {
        List<String> rows = rows(ROOT.resolve("docs/threat-model.md"), INDEX);

        assertThat(rows)
                .hasSizeGreaterThan(50)
                .allSatisfy(row -> assertThat(tests(row)).as(row).isNotEmpty().isSubsetOf(existing()));
    }

    @Test
    void theIndexHasEveryTestThatReadmeRestsOn() throws IOException {
        Set<String> indexed = rows(ROOT.resolve("docs/threat-model.md"), INDEX).stream()
                .flatMap(row -> tests(row).stream())
                .collect(Collectors.toSet());
        Set<String> rested = rows(ROOT.resolve("README.md"), PROTECTS).stream()
                .flatMap(row -> tests(row).stream())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(indexed).containsAll(rested);
    }

    @Test
    void noClaimRestsOnLongRunsAloneUnlessItSaysSo() throws IOException {
        Map<String, List<String>> sources = sources();
        List<String> rows = Stream.concat(
                        rows(ROOT.resolve("README.md"), PROTECTS).stream(),
                        rows(ROOT.resolve("docs/threat-model.md"), INDEX).stream())
                .toList();

        assertThat(rows)
                .filteredOn(row -> TEST.matcher(lastCell(row)).results().allMatch(named -> isLong(sources, named)))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row).contains(LONG_RUN));
    }

    @Test
    void everyRowOfTheMissionNamesATestOrSaysNotYet() throws IOException {
        List<String> rows = Files.readAllLines(ROOT.resolve("docs/mission.md")).stream()
                .filter(line -> line.matches("\\| \\d+ \\|.*"))
                .toList();

        assertThat(rows)
                .hasSizeGreaterThan(15)
                .allSatisfy(row -> assertThat(tests(row).isEmpty() && !row.endsWith(NOT_YET + " |"))
                        .as(row)
                        .isFalse());
    }

    @Test
    void everyTalkThatIsPlayedAgainNamesItsTest() throws IOException {
        List<String> rows = rows(ROOT.resolve("docs/replays.md"), PLAYED);

        assertThat(rows)
                .hasSizeGreaterThan(5)
                .allSatisfy(row -> assertThat(namedIn(row)).as(row).isNotEmpty());
    }

    @Test
    void everyTestAndMethodThatAPageNamesExists() throws IOException {
        Map<String, List<String>> sources = sources();
        List<String> missing = new ArrayList<>();
        int named = 0;
        for (Path page : pages()) {
            for (MatchResult one :
                    TEST.matcher(Files.readString(page)).results().toList()) {
                named++;
                if (!exists(sources, one.group(1), Optional.ofNullable(one.group(2)), "…".equals(one.group(3)))) {
                    missing.add(ROOT.relativize(page) + " " + one.group());
                }
            }
        }
        assertThat(named).as("tests that the pages name").isGreaterThan(300);
        assertThat(missing).isEmpty();
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(ROOT.resolve("README.md")),
                            docs.filter(page -> page.toString().endsWith(".md")))
                    .toList();
        }
    }

    /** Whether a class of that name, in whatever module, has the method, itself or by a superclass of these tests. */
    private static boolean exists(
            Map<String, List<String>> sources, String test, Optional<String> method, boolean beginning) {
        List<String> found = sources.getOrDefault(test, List.of());
        if (found.isEmpty() || method.isEmpty()) {
            return !found.isEmpty();
        }
        Pattern begins = Pattern.compile("\\bvoid " + method.get() + (beginning ? "\\w*" : "") + "\\s*\\(");
        return found.stream()
                .anyMatch(source -> begins.matcher(source).find()
                        || SUPERCLASS
                                .matcher(source)
                                .results()
                                .anyMatch(above -> exists(sources, above.group(1), method, beginning)));
    }

    /** Whether what a row names of a class is left to the long run: the class, or the method, or every method there. */
    private static boolean isLong(Map<String, List<String>> sources, MatchResult named) {
        Pattern tests =
                named.group(2) == null ? TEST_METHOD : Pattern.compile("\\bvoid " + named.group(2) + "\\w*\\s*\\(");
        return sources.getOrDefault(named.group(1), List.of()).stream().allMatch(source -> {
            List<MatchResult> found = tests.matcher(source).results().toList();
            return source.lastIndexOf(SOAK, source.indexOf("class " + named.group(1))) >= 0
                    || (!found.isEmpty() && found.stream().allMatch(test -> isTagged(source, test.start())));
        });
    }

    /** Whether the paragraph around this place of a source, one method's annotations and its beginning, has the tag. */
    private static boolean isTagged(String source, int at) {
        int from = source.lastIndexOf("\n\n", at);
        int to = source.indexOf('{', source.indexOf("void ", at));
        return source.substring(from, to).contains(SOAK);
    }

    /** The rows of all tables from a heading to the next of its level. */
    private static List<String> rows(Path page, String heading) throws IOException {
        return lines(page, heading).stream()
                .filter(line -> line.startsWith("|") && !line.startsWith("|---"))
                .filter(line ->
                        Stream.of("| Claim |", "| Against |", "| Talk |").noneMatch(line::startsWith))
                .toList();
    }

    private static List<String> lines(Path page, String heading) throws IOException {
        List<String> lines = Files.readAllLines(page);
        int from = lines.indexOf(heading);
        assertThat(from).as(heading).isNotNegative();
        return lines.stream()
                .skip(from + 1)
                .takeWhile(line -> !line.startsWith("## "))
                .toList();
    }

    private static Set<String> tests(String row) {
        return namedIn(lastCell(row));
    }

    private static String lastCell(String row) {
        return row.substring(row.substring(0, row.length() - 1).lastIndexOf('|'));
    }

    private static Set<String> namedIn(String text) {
        return TEST.matcher(text).results().map(one -> one.group(1)).collect(Collectors.toSet());
    }

    private static Set<String> existing() throws IOException {
        return sources().keySet();
    }

    /** The sources of all tests by the names of their classes; two modules may have one of the same name. */
    private static Map<String, List<String>> sources() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            Map<String, List<String>> sources = new TreeMap<>();
            for (Path tests : modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> all = Files.walk(tests)) {
                    for (Path file :
                            all.filter(one -> one.toString().endsWith(".java")).toList()) {
                        String name = file.getFileName().toString();
                        sources.computeIfAbsent(
                                        name.substring(0, name.length() - ".java".length()), _ -> new ArrayList<>())
                                .add(Files.readString(file));
                    }
                }
            }
            return sources;
        }
    }
}
