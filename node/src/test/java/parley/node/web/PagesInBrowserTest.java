package parley.node.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parley.base.Bytes;
import parley.base.Randomness;
import parley.node.desk.Keeping;
import parley.node.desk.Notice;
import parley.node.desk.Rooms;
import parley.node.words.Language;

/** Every page in every language, width and light: clean for axe, nothing wider than the window, a picture of each. */
@Tag("browser")
@Tag("soak")
@DisplayName("Every page, in a browser")
class PagesInBrowserTest {
    private static Browsing browsing;

    @BeforeAll
    static void open() {
        Assumptions.assumeTrue(Browsing.chromium().isPresent(), "no Chromium on this machine");
        browsing = Browsing.start();
    }

    @AfterAll
    static void close() {
        if (browsing != null) {
            browsing.close();
        }
    }

    private static Map<String, String> pages() {
        String table = "/t/" + FakeDesk.TABLE.toHex();
        String room = Visit.room(FakeDesk.CAUCUS_IRAN);
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("tables", "/tables");
        pages.put("open", "/tables/new");
        pages.put("accept", "/accept");
        pages.put("table", table);
        pages.put("invite", table + "/invite");
        pages.put("people", table + "/people");
        pages.put("compare", table + "/people/" + FakeDesk.IRAN.toHex());
        pages.put("plan", table + "/plan");
        pages.put("pouch", table + "/pouch");
        pages.put("renewal", table + "/renewal");
        pages.put("room", room);
        pages.put("empty-room", Visit.room(FakeDesk.PLENARY));
        pages.put("readers", room + "/readers");
        pages.put("rules", room + "/rules");
        pages.put("changes", room + "/changes");
        pages.put("search", "/search");
        pages.put("settings", "/settings");
        pages.put("backup", "/backup");
        pages.put("diagnostics", "/diagnostics");
        pages.put("about", "/about");
        return pages;
    }

    private static WebServer serve(FakeGate gate) throws IOException {
        return WebServer.start(new WebServer.Options(
                0, gate, Randomness.system(), InstantSource.fixed(FakeDesk.NOW), Optional.empty()));
    }

    private static FakeGate gate(Language language) {
        FakeGate gate = FakeGate.open();
        Keeping.Settings d = Keeping.Settings.DEFAULT;
        gate.desk.settings =
                new Keeping.Settings(language.tag(), true, d.idleLock(), d.grace(), d.proxy(), d.notifyReading());
        return gate;
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Language.class)
    @DisplayName("axe finds nothing, and nothing is wider than the window")
    void clean(Language language) throws IOException {
        List<String> faults = new ArrayList<>();
        try (WebServer server = serve(gate(language))) {
            for (int width : new int[] {360, 390, 1280, 1600}) {
                boolean axe = width == 360 || width == 1280;
                for (boolean dark : new boolean[] {false, true}) {
                    Browsing.Window window = new Browsing.Window(width, 900, dark, language.tag(), true);
                    try (Browsing.Person person = browsing.person(window)) {
                        person.page().navigate(server.signInLink());
                        person.page().waitForURL("**/tables");
                        String base = person.page().url().replace("/tables", "");
                        pages().forEach((name, path) -> {
                            person.page().navigate(base + path);
                            String where = language.tag() + "-" + width + (dark ? "-dark-" : "-") + name;
                            person.screenshot(where);
                            if (axe) {
                                person.axe().forEach(fault -> faults.add(where + ": " + fault));
                            }
                            person.widerThanWindow().forEach(wide -> faults.add(where + " too wide: " + wide));
                        });
                    }
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    @DisplayName("a message that arrives while the page is open is added at its end, and the reader's place stays")
    void live() throws IOException {
        FakeGate gate = gate(Language.ENGLISH);
        try (WebServer server = serve(gate);
                Browsing.Person person = browsing.person(Browsing.Window.wide("en"))) {
            person.page().navigate(server.signInLink());
            person.page().waitForURL("**/tables");
            person.page().navigate(person.page().url().replace("/tables", "") + Visit.room(FakeDesk.CAUCUS_IRAN));
            person.page().locator("#text").fill("half a sentence");
            person.page().evaluate("window.scrollTo(0, 200)");
            gate.desk.arrives(FakeDesk.CAUCUS_IRAN, FakeDesk.IRAN, "Iran", "fa", "پیام تازه");
            assertThat(person.page().locator("#log .said").last()).hasText("پیام تازه");
            assertThat(person.page().locator("#text")).hasValue("half a sentence");
            assertThat(person.page().evaluate("window.scrollY")).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("what is typed is kept as a draft, and is there after the page is opened again")
    void drafts() throws IOException {
        FakeGate gate = gate(Language.ENGLISH);
        try (WebServer server = serve(gate);
                Browsing.Person person = browsing.person(Browsing.Window.wide("en"))) {
            person.page().navigate(server.signInLink());
            person.page().waitForURL("**/tables");
            String room = person.page().url().replace("/tables", "") + Visit.room(FakeDesk.CAUCUS_IRAN);
            person.page().navigate(room);
            person.page().locator("#text").fill("not ready yet");
            assertThat(person.page().locator("#kept")).containsText("Kept as a draft");
            person.page().navigate(room);
            assertThat(person.page().locator("#text")).hasValue("not ready yet");
        }
    }

    @Test
    @DisplayName("hostile text stays text: no script runs, hidden characters are marks")
    void hostile() throws IOException {
        FakeGate gate = gate(Language.ENGLISH);
        try (WebServer server = serve(gate);
                Browsing.Person person = browsing.person(Browsing.Window.wide("en"))) {
            List<String> said = new ArrayList<>();
            person.page().onDialog(dialog -> said.add(dialog.message()));
            person.page().onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    said.add(message.text());
                }
            });
            person.page().navigate(server.signInLink());
            person.page().waitForURL("**/tables");
            person.page().navigate(person.page().url().replace("/tables", "") + Visit.room(FakeDesk.CAUCUS_IRAN));
            assertThat(person.page().locator("#log .hidden-char").first()).hasText("RLO");
            assertThat(person.page().content()).doesNotContain("\u202E");
            assertThat(said).isEmpty();
        }
    }

    @Test
    @DisplayName("locking clears every open page at once")
    void lockClears() throws IOException {
        FakeGate gate = gate(Language.ENGLISH);
        try (WebServer server = serve(gate);
                Browsing.Person person = browsing.person(Browsing.Window.wide("en"))) {
            person.page().navigate(server.signInLink());
            person.page().waitForURL("**/tables");
            person.page().navigate(person.page().url().replace("/tables", "") + Visit.room(FakeDesk.CAUCUS_IRAN));
            assertThat(person.page().locator("#composer")).isVisible();
            gate.lock();
            person.page().waitForURL("**/unlock");
            assertThat(person.page().content()).doesNotContain("Harbour");
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Language.class)
    @DisplayName("an alarm says what happened, what is safe and what to do")
    void alarm(Language language) throws IOException {
        FakeGate gate = gate(language);
        gate.desk.notices.add(new Notice(
                "alarm.histories-differ", List.of("", "17"), Notice.Grade.GRAVE, FakeDesk.NOW.minusSeconds(600)));
        gate.desk.staleSince = Optional.of(FakeDesk.NOW.minusSeconds(3600));
        gate.desk.conditions.put(FakeDesk.CAUCUS_IRAN, new Rooms.Condition.Frozen());
        gate.desk.relayFault = Optional.of(Bytes.utf8("a proof"));
        try (WebServer server = serve(gate);
                Browsing.Person person = browsing.person(Browsing.Window.phone(language.tag()))) {
            person.page().navigate(server.signInLink());
            person.page().waitForURL("**/tables");
            person.page().navigate(person.page().url().replace("/tables", "") + Visit.room(FakeDesk.CAUCUS_IRAN));
            assertThat(person.page().locator(".notice--grave dt")).hasCount(3);
            Download proof = person.page()
                    .waitForDownload(() -> person.page()
                            .locator("section[aria-labelledby=relay-fault] a")
                            .click());
            assertThat(proof.suggestedFilename()).isEqualTo("relay-fault.parley");
            assertThat(Files.readString(proof.path())).isEqualTo("a proof");
            assertThat(person.axe()).isEmpty();
            assertThat(person.widerThanWindow()).isEmpty();
            person.screenshot("alarm-" + language.tag());
        }
    }
}
