package parley.node.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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
import parley.base.Hash;
import parley.base.Randomness;
import parley.node.desk.Change;
import parley.node.desk.Keeping;
import parley.node.desk.Notice;
import parley.node.desk.Rooms;
import parley.node.words.Language;

/** What pages do in a real browser: they stay up to date, keep drafts, show hostile text as text, and are gone when locked. */
@Tag("browser")
@DisplayName("Pages, in a browser")
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

    private static WebServer serve(FakeGate gate) throws IOException {
        return serve(gate, 0);
    }

    private static WebServer serve(FakeGate gate, int port) throws IOException {
        return WebServer.start(new WebServer.Options(
                port, gate, Randomness.system(), InstantSource.fixed(FakeDesk.NOW), Optional.empty()));
    }

    private static FakeGate gate(Language language) {
        FakeGate gate = FakeGate.open();
        Keeping.Settings d = Keeping.Settings.DEFAULT;
        gate.desk.settings =
                new Keeping.Settings(language.tag(), true, d.idleLock(), d.grace(), d.proxy(), d.notifyReading());
        return gate;
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
    @DisplayName("without script a page signs in by hand, says in which room a text goes, and sends it")
    void withoutScript() throws IOException {
        FakeGate gate = gate(Language.ENGLISH);
        try (WebServer server = serve(gate);
                Browsing.Person person =
                        browsing.person(Browsing.Window.wide("en").withoutScript())) {
            Page page = person.page();
            String link = server.signInLink();
            page.navigate(link);
            page.locator("#code").fill(link.substring(link.indexOf('#') + 1));
            page.locator("#enter button").click();
            page.waitForURL("**/tables");
            page.navigate(page.url().replace("/tables", "") + Visit.room(FakeDesk.CAUCUS_IRAN));
            page.locator("#text").fill("We have read it.");
            assertThat(page.locator("#send"))
                    .containsText(gate.desk
                            .rooms()
                            .room(FakeDesk.CAUCUS_IRAN)
                            .orElseThrow()
                            .name());
            page.locator("#send").click();
            assertThat(page.locator("#text")).isEmpty();
            org.assertj.core.api.Assertions.assertThat(gate.desk.sent).hasSize(1);
        }
    }

    /** A browser has six connections for one address, however many tabs it has. */
    @Test
    @DisplayName("eight pages of one browser all hear of what arrives, and all are empty once the node is locked")
    void manyTabs() throws IOException {
        FakeGate gate = gate(Language.ENGLISH);
        try (WebServer server = serve(gate);
                Browsing.Person person = browsing.person(Browsing.Window.wide("en"))) {
            opened(person.page(), server, "");
            List<Page> tabs = new ArrayList<>(List.of(person.page()));
            String room = person.page().url();
            for (String path : List.of("", "", "", "/readers", "", "/non-paper", "")) {
                Page tab = person.context().newPage();
                tab.navigate(room + path);
                tabs.add(tab);
            }
            List<Page> rooms =
                    tabs.stream().filter(tab -> tab.url().equals(room)).toList();
            assertThat(rooms.getLast().locator("#composer")).isVisible();
            gate.desk.arrives(FakeDesk.CAUCUS_IRAN, FakeDesk.IRAN, "Iran", "fa", "پیام تازه");
            for (Page tab : rooms) {
                tab.bringToFront();
                assertThat(tab.locator("#log")).containsText("پیام تازه");
            }
            // Whoever has the stream goes, and another takes it.
            rooms.getLast().close();
            gate.desk.arrives(FakeDesk.CAUCUS_IRAN, FakeDesk.IRAN, "Iran", "fa", "پیام دیگر");
            for (Page tab : rooms.subList(0, rooms.size() - 1)) {
                tab.bringToFront();
                assertThat(tab.locator("#log")).containsText("پیام دیگر");
            }
            tabs.remove(rooms.getLast());
            gate.lock();
            for (Page tab : tabs) {
                tab.waitForURL("**/unlock");
            }
        }
    }

    @Test
    @DisplayName(
            "what could not be kept as a draft, or stands in another form, is not loaded over: the page says that it is out of date")
    void notLoadedOver() throws IOException {
        FakeGate gate = gate(Language.ENGLISH);
        try (WebServer server = serve(gate);
                Browsing.Person person = browsing.person(Browsing.Window.wide("en"))) {
            Page page = person.page();
            opened(page, server, "");
            page.locator("#text").fill("refuse me");
            gate.desk.conditions.put(FakeDesk.CAUCUS_IRAN, new Rooms.Condition.Frozen(Optional.empty()));
            gate.desk.arrives(FakeDesk.CAUCUS_IRAN, FakeDesk.IRAN, "Iran", "fa", "پیام تازه");
            assertThat(page.locator("#page-stale")).isVisible();
            assertThat(page.locator("#text")).hasValue("refuse me");
        }
    }

    @Test
    @DisplayName(
            "an asking that changes while its page is open is not put under the finger: the page says so, notices beside it go on, and a yes names what was shown")
    void askedAnew() throws IOException {
        FakeGate gate = gate(Language.ENGLISH);
        gate.desk.conditions.put(FakeDesk.CAUCUS_IRAN, FakeDesk.ASKED);
        try (WebServer server = serve(gate);
                Browsing.Person person = browsing.person(Browsing.Window.wide("en"))) {
            Page page = person.page();
            opened(page, server, "");
            assertThat(page.locator("[data-changed]")).isHidden();
            gate.desk.conditions.put(
                    FakeDesk.CAUCUS_IRAN,
                    new Rooms.Condition.Asked(FakeDesk.IRAN, "Iran", Hash.of("what Iran asks by now"), true));
            gate.desk.arrives(FakeDesk.CAUCUS_IRAN, FakeDesk.IRAN, "Iran", "fa", "پیام تازه");
            assertThat(page.locator("[data-changed]")).isVisible();
            gate.desk.notices.add(new Notice("room.card-ready", List.of("Israel"), Notice.Grade.CARE, FakeDesk.NOW));
            gate.desk.arrives(FakeDesk.CAUCUS_IRAN, FakeDesk.IRAN, "Iran", "fa", "پیام دیگر");
            assertThat(page.locator("#state")).containsText("The keys of Israel have come");
            assertThat(page.locator("[data-changed]")).isVisible();
            page.locator("button[name=join][value=yes]").click();
            page.waitForCondition(() -> !gate.desk.acts.isEmpty());
            org.assertj.core.api.Assertions.assertThat(gate.desk.acts)
                    .containsExactly("join " + FakeDesk.ASKED.asking().brief());
        }
    }

    @Test
    @DisplayName("Rules that change while somebody reads them stay on the page, which says that they changed")
    void otherRules() throws IOException {
        FakeGate gate = gate(Language.ENGLISH);
        try (WebServer server = serve(gate);
                Browsing.Person person = browsing.person(Browsing.Window.wide("en"))) {
            Page page = person.page();
            opened(page, server, "/rules");
            assertThat(page.locator("[data-changed]")).isHidden();
            String read = page.locator("#parts dl").innerText();
            gate.desk.rules = gate.desk.rules.next().withRetentionDays(7);
            gate.desk.arrives(FakeDesk.CAUCUS_IRAN, FakeDesk.IRAN, "Iran", "fa", "پیام تازه");
            assertThat(page.locator("[data-changed]")).isVisible();
            org.assertj.core.api.Assertions.assertThat(page.locator("#parts dl").innerText())
                    .isEqualTo(read);
        }
    }

    @Test
    @DisplayName(
            "whoever types is here, so that the node doesn't lock over what isn't sent yet; what the page does by itself says nothing")
    void here() throws IOException {
        FakeGate gate = gate(Language.ENGLISH);
        try (WebServer server = serve(gate);
                Browsing.Person person = browsing.person(Browsing.Window.wide("en"))) {
            Page page = person.page();
            opened(page, server, "/non-paper");
            int before = gate.touched;
            page.waitForResponse(
                    response -> response.url().endsWith("/here"),
                    () -> page.locator("#text").fill("What if both paused?"));
            org.assertj.core.api.Assertions.assertThat(gate.touched).isEqualTo(before + 1);
            page.locator("#text").fill("What if both paused for a day?");
            org.assertj.core.api.Assertions.assertThat(gate.touched)
                    .as("once in a while")
                    .isEqualTo(before + 1);
        }
    }

    @Test
    @DisplayName("a page that answered a form stays up to date too, and never sends the form again")
    void answered() throws IOException {
        FakeGate gate = gate(Language.ENGLISH);
        try (WebServer server = serve(gate);
                Browsing.Person person = browsing.person(Browsing.Window.wide("en"))) {
            List<String> posts = new ArrayList<>();
            person.page().onRequest(request -> {
                if (request.url().endsWith("/write")) {
                    posts.add(request.method());
                }
            });
            person.page().navigate(server.signInLink());
            person.page().waitForURL("**/tables");
            person.page().navigate(person.page().url().replace("/tables", "") + Visit.room(FakeDesk.CAUCUS_IRAN));
            person.page().locator("#text").fill("Would Israel accept two letters?");
            person.page().locator("#send").click();
            assertThat(person.page().locator(".guard")).isVisible();
            gate.desk.arrives(FakeDesk.CAUCUS_IRAN, FakeDesk.IRAN, "Iran", "fa", "پیام تازه");
            assertThat(person.page().locator("#log .said").last()).hasText("پیام تازه");
            assertThat(person.page().locator(".guard")).isVisible();
            assertThat(person.page().locator("#text")).hasValue("Would Israel accept two letters?");
            assertThat(posts).containsExactly("POST");
            assertThat(gate.desk.sent).isEmpty();
        }
    }

    @Test
    @DisplayName("what a mediator opened and typed in the corridor stays while the corridor changes around it")
    void typedInTheCorridor() throws IOException {
        FakeGate gate = gate(Language.ENGLISH);
        FakeConveying.fill(gate.desk, FakeDesk.IRAN);
        try (WebServer server = serve(gate);
                Browsing.Person person = browsing.person(Browsing.Window.wide("en"))) {
            Page page = person.page();
            page.navigate(server.signInLink());
            page.waitForURL("**/tables");
            page.navigate(page.url().replace("/tables", "") + "/t/" + FakeDesk.TABLE.toHex() + "/corridor");
            int passages = page.locator("#parts article").count();
            page.locator("article:has(textarea) summary").first().click();
            page.locator("article textarea").first().fill("half a sentence");
            page.locator("article:has(textarea) select").first().selectOption("fa");
            page.locator("h1").click();
            gate.desk.passages.removeFirst();
            gate.desk.tell(new Change.RoomChanged(FakeDesk.CAUCUS_IRAN));
            assertThat(page.locator("#parts article")).hasCount(passages - 1);
            assertThat(page.locator("article textarea").first()).hasValue("half a sentence");
            assertThat(page.locator("article textarea").first()).isVisible();
            assertThat(page.locator("article:has(textarea) select").first()).hasValue("fa");
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

    @Test
    @DisplayName("a browser that a new start signed out shows nothing any more")
    void signedOut() throws IOException {
        FakeGate gate = gate(Language.ENGLISH);
        try (Browsing.Person person = browsing.person(Browsing.Window.wide("en"))) {
            int port;
            try (WebServer server = serve(gate)) {
                port = server.port();
                person.page().navigate(server.signInLink());
                person.page().waitForURL("**/tables");
                person.page().navigate(person.page().url().replace("/tables", "") + Visit.room(FakeDesk.CAUCUS_IRAN));
                assertThat(person.page().locator("#composer")).isVisible();
            }
            try (WebServer _ = serve(gate, port)) {
                person.page().waitForURL("**/enter");
                assertThat(person.page().content()).doesNotContain("Harbour");
            }
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
        gate.desk.conditions.put(FakeDesk.CAUCUS_IRAN, new Rooms.Condition.Frozen(Optional.empty()));
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

    /** Signs in and goes to a page of the caucus with Iran. */
    private static void opened(Page page, WebServer server, String path) {
        page.navigate(server.signInLink());
        page.waitForURL("**/tables");
        page.navigate(page.url().replace("/tables", "") + Visit.room(FakeDesk.CAUCUS_IRAN) + path);
    }
}
