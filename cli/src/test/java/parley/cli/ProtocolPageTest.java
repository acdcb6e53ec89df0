package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/protocol.md} and the sources name only what the other has: sections here, tests there. */
class ProtocolPageTest {
    private static final Path ROOT = Path.of("..");
    private static final Path PAGE = ROOT.resolve("docs/protocol.md");
    /** A mention of the page, and the quoted sections that follow it within the sentence. */
    private static final Pattern MENTION =
            Pattern.compile("protocol\\.md}?, (\"[^\"]+\"(?:(?:,| and|, and)[\\s*]+\"[^\"]+\")*)");

    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
    /** A test as tables name it: a class, and the method or the beginning of its name. */
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+(?:Test|Contract))[.#](\\w+)(…?)`");

    @Test
    void commentsNameSectionsThatThePageHas() throws IOException {
        Set<String> sections = Files.readString(PAGE)
                .lines()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3))
                .collect(Collectors.toSet());
        List<String> named = new ArrayList<>();
        for (Path source : sources()) {
            Matcher mentions = MENTION.matcher(Files.readString(source).replaceAll("\\n\\s*(\\*|//)\\s*", " "));
            while (mentions.find()) {
                QUOTED.matcher(mentions.group(1)).results().forEach(one -> named.add(one.group(1)));
            }
        }

        assertThat(named).hasSizeGreaterThan(50).isSubsetOf(sections);
    }

    @Test
    void pagesNameTestsThatExist() throws IOException {
        List<String> missing = new ArrayList<>();
        int found = 0;
        for (Path page : List.of(PAGE, ROOT.resolve("docs/threat-model.md"))) {
            Matcher named = NAMED.matcher(Files.readString(page));
            while (named.find()) {
                String begin = "void " + named.group(2) + (named.group(3).isEmpty() ? "(" : "");
                if (sources(named.group(1)).stream().anyMatch(source -> source.contains(begin))) {
                    found++;
                } else {
                    missing.add(named.group());
                }
            }
        }

        assertThat(missing).isEmpty();
        assertThat(found).isGreaterThan(50);
    }

    private static List<String> sources(String name) throws IOException {
        List<String> all = new ArrayList<>();
        for (Path source : sources()) {
            if (source.endsWith(name + ".java")) {
                all.add(Files.readString(source));
            }
        }
        return all;
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .flatMap(ProtocolPageTest::java)
                    .toList();
        }
    }

    private static Stream<Path> java(Path under) {
        try (Stream<Path> all = Files.walk(under)) {
            return all.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
