package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code docs/operations.md} says under "Upgrading" of each format's version is what the code has. */
final class UpgradingPageTest {
    private static final Path ROOT = Path.of("..");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    vault (`PRAGMA user_version`) | node/src/main/java/parley/node/vault/Migrations.java | NEWEST
                    events | talks/src/main/java/parley/talks/room/RoomEvent.java | VERSION
                    relay's segments | relay/src/main/java/parley/relay/store/Segment.java | VERSION
                    """)
    void the_page_names_the_version_of(String format, Path source, String constant) throws IOException {
        assertThat(Files.readAllLines(ROOT.resolve("docs/operations.md")).stream()
                        .filter(line -> line.startsWith("| " + format + " | "))
                        .map(line -> first("\\| (\\d+)", line)))
                .containsExactly(first(" int " + constant + " = (\\d+);", Files.readString(ROOT.resolve(source))));
    }

    private static String first(String pattern, String text) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(pattern).isTrue();
        return found.group(1);
    }
}
