package parley.node.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import parley.node.desk.Keeping;
import parley.node.engine.Ahead;
import parley.node.engine.TestNode;
import parley.node.engine.TestRelay;
import parley.node.engine.TestTable;
import parley.node.words.Language;
import parley.relay.RelayServer;

/**
 * A relay, and a mediator and two delegations in a browser each, in English, Persian and Hebrew.
 *
 * <p>For tests that press a whole talk; what comes over the relay is waited for with {@link #PATIENCE}.
 */
final class ThreeSides implements AutoCloseable {
    /** Receipts go in slots of two minutes, nodes look for a relay that was away within 15 s ({@code Backoff}); the rest is a slow machine. */
    private static final double PATIENCE = 180_000;

    private final Ahead ahead = new Ahead();
    private final Path folder;
    private final Browsing browsing;
    private final Delegation oman;
    private final Delegation iran;
    private final Delegation israel;
    private RelayServer relay;

    /** What a test takes for granted: made past the pages, on which other tests press the same. */
    interface Before {
        void made(TestTable talks, TestNode oman, TestNode iran, TestNode israel) throws IOException;
    }

    private interface Device {
        Delegation at(Browsing browsing, Path folder, String name, Language language, InstantSource clock)
                throws IOException;
    }

    /** New devices of people who have not met. */
    ThreeSides(Path folder) throws IOException {
        this(folder, 0, Delegation::begin);
    }

    private ThreeSides(Path folder, int port, Device device) throws IOException {
        Assumptions.assumeTrue(Browsing.chromium().isPresent(), "no Chromium on this machine");
        this.folder = folder;
        relay = TestRelay.again(folder.resolve("relay"), port);
        browsing = Browsing.start();
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        oman = device.at(browsing, folder.resolve("oman"), "Oman", Language.ENGLISH, this::now);
        iran = device.at(browsing, folder.resolve("iran"), "Iran", Language.PERSIAN, this::now);
        israel = device.at(browsing, folder.resolve("israel"), "Israel", Language.HEBREW, this::now);
    }

    /** Devices of people who met before and sit somewhere already. */
    static ThreeSides after(Path folder, Before before) throws IOException {
        int port;
        try (TestTable talks = new TestTable(folder)) {
            port = talks.relay().port();
            TestNode oman = talks.node("oman");
            TestNode iran = talks.node("iran");
            TestNode israel = talks.node("israel");
            speaks(iran, Language.PERSIAN);
            speaks(israel, Language.HEBREW);
            before.made(talks, oman, iran, israel);
        }
        return new ThreeSides(folder, port, Delegation::back);
    }

    private static void speaks(TestNode node, Language language) {
        Keeping.Settings now = node.desk().keeping().settings();
        node.desk()
                .keeping()
                .change(new Keeping.Settings(
                        language.tag(), now.ownNumerals(), now.idleLock(), now.grace(), now.proxy(), true))
                .orThrow();
    }

    /** A new device of Iran's, still without a vault. */
    Delegation iranAgain() throws IOException {
        return Delegation.atTheDoor(browsing, folder.resolve("iran-again"), iran.name(), Language.PERSIAN, this::now);
    }

    private Instant now() {
        return Instant.now().plus(ahead.get());
    }

    /** Time passes at all three devices, where people are. */
    void later(Duration by) {
        ahead.leap(by, () -> all().forEach(Delegation::isThere));
    }

    Delegation oman() {
        return oman;
    }

    Delegation iran() {
        return iran;
    }

    Delegation israel() {
        return israel;
    }

    List<Delegation> all() {
        return List.of(oman, iran, israel);
    }

    /** The mediator opens a table. Iran's invitation travels as a file, Israel's as twelve words read aloud. */
    void meet() throws IOException {
        String address = relay.address().text();
        oman.openTable("Harbour survey", "mediator", address);
        oman.invite(iran, "party");
        iran.acceptFile(oman.invitationFile(iran), "Book fair");
        oman.invite(israel, "party");
        List<String> words = oman.words();
        assertThat(words).hasSize(12);
        israel.acceptWords(words, address, "Gazelle");
        assertThat(oman.met("Iran")).containsText(oman.said("standing.unverified"));
        assertThat(iran.met("Oman")).containsText(iran.said("standing.unverified"));
    }

    static void compare(Delegation one, Delegation other) {
        assertThat(one.codeWith(other.name())).hasSize(12).isEqualTo(other.codeWith(one.name()));
        one.compared("same", "");
        assertThat(one.page().locator("[role=alert]")).containsText(one.said("web.say-how-you-compared"));
        assertThat(one.page().locator("[name=found][value=same]")).isChecked();
        one.compared("same", "in-person");
        other.compared("same", "voice");
        for (Delegation each : List.of(one, other)) {
            each.page().waitForURL("**/people");
            assertThat(each.page().locator(".tag--sure").first()).isVisible();
        }
    }

    void stopRelay() throws IOException {
        relay.close();
    }

    void startRelay(int port) throws IOException {
        relay = TestRelay.again(folder.resolve("relay"), port);
    }

    int relayPort() {
        return relay.address().port();
    }

    /** Every side's page is readable with a screen reader and fits its window; a picture of each is kept. */
    void looks(String name) {
        all().forEach(one -> one.looks(name));
    }

    @Override
    public void close() throws IOException {
        for (Delegation one : all()) {
            if (!one.page().isClosed()) {
                one.person().screenshot("end-" + one.name());
                one.close();
            }
        }
        browsing.close();
        relay.close();
        PlaywrightAssertions.setDefaultAssertionTimeout(Browsing.PATIENCE);
    }
}
