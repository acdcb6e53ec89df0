package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No claim without a test: what README says that Parley protects against, and every claim of the threat model's index. */
class ClaimsTest {
    private static final Path ROOT = Path.of("..");
    private static final String PROTECTS = "## What it protects against";
    private static final String INDEX = "## Claims and their tests";
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|Contract))(?:[.#]\\w+…?)?`");

    @Test
    void everyLineOfWhatReadmeProtectsAgainstNamesTestsThatExist() throws IOException {
        List<String> rows = rows(ROOT.resolve("README.md"), PROTECTS);

        assertThat(rows)
                .hasSizeGreaterThan(7)
                .allSatisfy(row -> assertThat(tests(row)).as(row).isNotEmpty().isSubsetOf(existing()));
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

    /** The rows of all tables from a heading to the next of its level. */
    private static List<String> rows(Path page, String heading) throws IOException {
        List<String> lines = Files.readAllLines(page);
        int from = lines.indexOf(heading);
        assertThat(from).as(heading).isNotNegative();
        List<String> rows = new ArrayList<>();
        for (String line : lines.subList(from + 1, lines.size())) {
            if (line.startsWith("## ")) {
                break;
            }
            boolean head = line.startsWith("|---") || line.startsWith("| Claim |") || line.startsWith("| Against |");
            if (line.startsWith("|") && !head) {
                rows.add(line);
            }
        }
        return rows;
    }

    private static Set<String> tests(String row) {
        String last = row.substring(row.substring(0, row.length() - 1).lastIndexOf('|'));
        return TEST.matcher(last).results().map(one -> one.group(1)).collect(Collectors.toSet());
    }

    private static Set<String> existing() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            Set<String> names = new TreeSet<>();
            for (Path tests : modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> all = Files.walk(tests)) {
                    all.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".java"))
                            .forEach(name -> names.add(name.substring(0, name.length() - ".java".length())));
                }
            }
            return names;
        }
    }
}
