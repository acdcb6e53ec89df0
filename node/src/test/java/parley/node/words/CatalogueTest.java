package parley.node.words;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.text.MessagePattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parley.protocol.seat.Fact;
import parley.talks.Why;

@DisplayName("The catalogues")
class CatalogueTest {
    private static final Path SOURCES = Path.of("..");

    @ParameterizedTest(name = "{0}")
    @EnumSource(Language.class)
    @DisplayName("have the same sentences in every language")
    void sameKeys(Language language) {
        assertThat(Catalogue.of(language).keys())
                .isEqualTo(Catalogue.of(Language.ENGLISH).keys());
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Language.class)
    @DisplayName("take the same parts and the same marks in every language")
    void sameParts(Language language) {
        for (String key : Catalogue.of(Language.ENGLISH).keys()) {
            String english = Catalogue.of(Language.ENGLISH).pattern(key).orElseThrow();
            String other = Catalogue.of(language).pattern(key).orElseThrow();
            assertThat(parts(other)).as(language.tag() + " " + key).isEqualTo(parts(english));
            assertThat(other.split("<b>", -1)).as(key).hasSameSizeAs(english.split("<b>", -1));
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(
            value = Language.class,
            names = {"HEBREW", "PERSIAN", "ARABIC"})
    @DisplayName("are written in the language's own letters")
    void ownScript(Language language) {
        Pattern letters = language == Language.HEBREW ? Pattern.compile("[א-ת]") : Pattern.compile("[\u0621-\u06CC]");
        Set<String> foreign = new TreeSet<>();
        for (String key : Catalogue.of(language).keys()) {
            String text = Catalogue.of(language).pattern(key).orElseThrow();
            boolean onlyParts = text.replaceAll("\\{[^{}]*}", "")
                    .replaceAll("[\\p{P}\\p{S}\\s\\d]", "")
                    .isEmpty();
            boolean title = key.startsWith("title.") && text.startsWith("{");
            if (!onlyParts && !title && !letters.matcher(text).find()) {
                foreign.add(key);
            }
        }
        assertThat(foreign).isEmpty();
    }

    @Test
    @DisplayName("say nothing twice under one name, of which only the last would be shown")
    void once() throws IOException {
        Map<String, List<String>> twice = new TreeMap<>();
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/parley/node/words"))) {
            for (Path file : files.toList()) {
                Set<String> seen = new HashSet<>();
                List<String> again = Files.readAllLines(file).stream()
                        .filter(line -> line.contains(" = ") && !line.startsWith("#"))
                        .map(line -> line.substring(0, line.indexOf(" = ")))
                        .filter(key -> !seen.add(key))
                        .toList();
                if (!again.isEmpty()) {
                    twice.put(String.valueOf(file.getFileName()), again);
                }
            }
        }
        assertThat(twice).isEmpty();
    }

    @Test
    @DisplayName("have a sentence for every reason of the domain")
    void everyWhy() {
        for (Why why : Why.values()) {
            assertThat(Catalogue.of(Language.ENGLISH).pattern(why.key()))
                    .as(why.key())
                    .isPresent();
        }
    }

    @Test
    @DisplayName("have a sentence for every refusal that the sources name")
    void everyRefusal() throws IOException {
        assertThat(missing(Pattern.compile("(?:refused|Refusal\\.of|new Refusal)\\(\\s*\"([a-z0-9._-]+[a-z0-9])\"")))
                .isEmpty();
    }

    @Test
    @DisplayName("have every sentence that pages and their templates ask for")
    void everyPage() throws IOException {
        assertThat(missing(
                        Pattern.compile("\\bp\\.(?:say|plain|sayInOrder)\\(\\s*\"([a-z0-9._-]+[a-z0-9])\"(?!\\s*\\+)")))
                .isEmpty();
        assertThat(missing(Pattern.compile(
                        "\"((?:title|nav|need|wish|keeps|learns|line|side|guard)\\.[a-z-]+(?:\\.[a-z-]+)?)\"")))
                .isEmpty();
    }

    @Test
    @DisplayName("hold no sentence that nothing says")
    void everySaid() throws IOException {
        Set<String> literals = found(Pattern.compile("\"([a-z0-9._-]+)\""));
        Set<String> unsaid = new TreeSet<>(Catalogue.of(Language.ENGLISH).keys());
        unsaid.removeIf(
                key -> said(key, literals) || said(key.replaceFirst("\\.(title|happened|safe|todo)$", ""), literals));
        assertThat(unsaid).isEmpty();
    }

    /** Whether a source names it, or puts it together of a beginning that it names and a word. */
    private static boolean said(String key, Set<String> literals) {
        if (literals.contains(key)) {
            return true;
        }
        for (int at = 1; at < key.length(); at++) {
            String head = key.substring(0, at);
            boolean joint = key.charAt(at) == '.' || key.charAt(at) == '-';
            boolean area = !head.contains(".");
            if (joint
                    && (literals.contains(head + key.charAt(at))
                            || (literals.contains(head) && (!area || literals.contains(key.substring(at)))))) {
                return true;
            }
        }
        return false;
    }

    @Test
    @DisplayName("have three sentences for every notice")
    void everyNotice() throws IOException {
        Set<String> missing = new TreeSet<>();
        for (String key : found(Pattern.compile("warn\\(\\s*(?:[a-z]+ \\? )?\"([a-z.-]+[a-z])\""))) {
            for (String part : new String[] {".title", ".happened", ".safe", ".todo"}) {
                if (Catalogue.of(Language.ENGLISH).pattern(key + part).isEmpty()) {
                    missing.add(key + part);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    @DisplayName("say of every reason for which a room is frozen what happened and what leads out of it")
    void everyReasonToFreeze() {
        assertThat(Fact.Freeze.values()).allSatisfy(why -> isWhole("room.frozen-" + key(why)));
        assertThat(Arrays.stream(Fact.Freeze.values())
                        .map(why -> Catalogue.of(Language.ENGLISH).pattern("room.frozen-" + key(why) + ".happened")))
                .as("each its own")
                .doesNotHaveDuplicates();
    }

    private static void isWhole(String notice) {
        for (String part : new String[] {".title", ".happened", ".safe", ".todo"}) {
            assertThat(Catalogue.of(Language.ENGLISH).pattern(notice + part))
                    .as(notice + part)
                    .isPresent();
        }
    }

    private static String key(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Set<String> missing(Pattern pattern) throws IOException {
        Set<String> missing = found(pattern);
        missing.removeAll(Catalogue.of(Language.ENGLISH).keys());
        return missing;
    }

    private static Set<String> found(Pattern pattern) throws IOException {
        Set<String> found = new TreeSet<>();
        for (String module : new String[] {"base", "talks", "protocol", "relay", "node", "cli"}) {
            Path sources = SOURCES.resolve(module).resolve("src/main");
            try (Stream<Path> files = Files.walk(sources)) {
                for (Path file : files.filter(f ->
                                f.toString().endsWith(".java") || f.toString().endsWith(".jte"))
                        .toList()) {
                    Matcher matcher = pattern.matcher(Files.readString(file));
                    while (matcher.find()) {
                        found.add(matcher.group(1));
                    }
                }
            }
        }
        return found;
    }

    private static Set<String> parts(String pattern) {
        Set<String> names = new TreeSet<>();
        MessagePattern parsed = new MessagePattern(pattern);
        for (int i = 0; i < parsed.countParts(); i++) {
            MessagePattern.Part part = parsed.getPart(i);
            if (part.getType() == MessagePattern.Part.Type.ARG_NAME
                    || part.getType() == MessagePattern.Part.Type.ARG_NUMBER) {
                names.add(parsed.getSubstring(part));
            }
        }
        assertThat(new MessageFormat(pattern).toPattern()).isNotEmpty();
        return names;
    }
}
