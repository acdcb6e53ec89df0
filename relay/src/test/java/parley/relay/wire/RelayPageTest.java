package parley.relay.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.protocol.port.Relay;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.Relay.Why;

/** {@code docs/relay.md} says what is written. */
final class RelayPageTest {
    private static String page;

    @BeforeAll
    static void read() throws IOException {
        page = Files.readString(Path.of("..", "docs", "relay.md"));
    }

    @Test
    void everyCallStandsThereWithItsBound() {
        for (Route route : Route.values()) {
            assertThat(row("| `" + route.path() + "` |")).contains("| " + size(route.mostBytes()) + " |");
        }
        assertThat(page).contains("GET " + Route.ABOUT);
    }

    @Test
    void everyReasonStandsThereWithItsNumber() {
        List<String> rows = Arrays.stream(Why.values())
                .map(why -> "| " + (Answers.hash(new Answer.Declined<>(why)).toArray()[1] & 0xff) + " | `" + why + "`")
                .toList();
        assertThat(rows).allSatisfy(row -> assertThat(page).contains(row));
        assertThat(IntStream.rangeClosed(1, rows.size())).allMatch(n -> page.contains("\n| " + n + " | `"));
    }

    @Test
    void whatIsGivenBeginsWithTheVersionAndNought() {
        assertThat(Answers.bytes(new Answer.Given<>(Bytes.utf8("x"))).toArray()).startsWith(Call.VERSION, 0);
    }

    @Test
    void itsNumbersAreTheCodes() {
        assertThat(page)
                .contains("`list` of 1 to " + Call.MOST_APPENDS + " items")
                .contains("at most " + number(Relay.MOST_PAGE_ENTRIES) + " and about " + (Answers.PAGE_BYTES >> 10)
                        + " KiB")
                .contains("An entry has " + number(Relay.LEAST_ENTRY_BYTES) + " bytes to "
                        + (Relay.MOST_ENTRY_BYTES >> 20) + " MiB")
                .contains("1 to " + Relay.MOST_MEMBERS)
                .contains(Relay.LONGEST_WAIT.toSeconds() + " seconds at the most");
    }

    private static String row(String cell) {
        return page.lines().filter(line -> line.startsWith(cell)).findFirst().orElse("");
    }

    private static String size(int bytes) {
        return bytes % (1 << 20) == 0 ? (bytes >> 20) + " MiB" : number(bytes);
    }

    private static String number(int value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
