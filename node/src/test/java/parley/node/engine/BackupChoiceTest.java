package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.protocol.port.Key;

@DisplayName("What a backup holds")
class BackupChoiceTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern SPACE = Pattern.compile("\"(desk/[a-z-]+)\"");

    /** What belongs to work under way, or to files that are fetched again: a restored node begins anew with it. */
    private static final Set<String> LEFT_OUT = Set.of(
            "desk/unplaced",
            "desk/upload",
            "desk/uploads",
            "desk/file",
            "desk/granted",
            "desk/proving",
            "desk/paper-way",
            "desk/erasing",
            "desk/releasing",
            "desk/restored",
            "desk/believed-time");

    @Test
    @DisplayName("every cell of the desk was thought about: it is held, or named here as left out")
    void everySpace() throws IOException {
        Set<String> spaces = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".java")).toList()) {
                SPACE.matcher(Files.readString(file))
                        .results()
                        .map((MatchResult found) -> found.group(1))
                        .forEach(spaces::add);
            }
        }
        assertThat(spaces).hasSizeGreaterThan(25);
        assertThat(spaces.stream().filter(space -> !BackupChoice.holds(Key.of(space))))
                .containsExactlyInAnyOrderElementsOf(LEFT_OUT);
    }

    @Test
    @DisplayName("of a seat: its keys, its peers and the relays to which a person said yes; no inbox, no room")
    void ofASeat() {
        assertThat(List.of("self", "peer", "used-relays", "inbox-elsewhere")).allMatch(BackupChoiceTest::holdsOfSeat);
        assertThat(List.of("inbox", "held", "room", "given-card")).noneMatch(BackupChoiceTest::holdsOfSeat);
    }

    private static boolean holdsOfSeat(String name) {
        return BackupChoice.holds(Key.of("seat").with(Hash.of("table")).with(Bytes.utf8(name)));
    }
}
