package parley.node.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Randomness;
import parley.node.Node;
import parley.node.engine.HttpRelays;
import parley.node.engine.NodeConfig;
import parley.node.vault.Stretching;
import parley.protocol.session.LibsignalSessions;
import parley.relay.RelayConfig;
import parley.relay.RelayServer;

/** A whole first talk over a real relay between three nodes, pressed in three browsers: English, Persian, Hebrew. */
@Tag("browser")
@Tag("soak")
@DisplayName("Three delegations in three browsers")
class TalkInBrowsersTest {
    private static final String PASSPHRASE = "five unrelated paper words";
    private static final Stretching CHEAP = new Stretching(64, 1);

    @TempDir
    private Path folder;

    private RelayServer relay;
    private Browsing browsing;
    private Delegation oman;
    private Delegation iran;
    private Delegation israel;

    /** One side: its node, its pages, its browser. */
    private record Delegation(String name, Node node, WebServer web, Browsing.Person person) {
        Page page() {
            return person.page();
        }

        String base() {
            String url = page().url();
            return url.substring(0, url.indexOf('/', url.indexOf('/', 8) + 1));
        }

        void go(String path) {
            page().navigate(base() + path);
        }

        void close() throws IOException {
            person.close();
            web.close();
            node.close();
        }
    }

    @BeforeEach
    void sit() throws IOException {
        Assumptions.assumeTrue(Browsing.chromium().isPresent(), "no Chromium on this machine");
        com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
        relay = RelayServer.start(RelayConfig.of(folder.resolve("relay"), "127.0.0.1", 0))
                .orThrow();
        browsing = Browsing.start();
        oman = delegation("Oman", "en");
        iran = delegation("Iran", "fa");
        israel = delegation("Israel", "he");
    }

    @AfterEach
    void leave() throws IOException {
        for (Delegation one : new Delegation[] {oman, iran, israel}) {
            if (one != null) {
                one.close();
            }
        }
        if (browsing != null) {
            browsing.close();
        }
        if (relay != null) {
            relay.close();
        }
    }

    private Delegation delegation(String name, String language) throws IOException {
        InstantSource clock = InstantSource.system();
        Node node = Node.start(new NodeConfig(
                        folder.resolve(name),
                        new HttpRelays(),
                        new LibsignalSessions(clock),
                        clock,
                        Randomness.system(),
                        Optional.of(CHEAP),
                        "test"))
                .orThrow();
        WebServer web =
                WebServer.start(new WebServer.Options(0, node.gate(), Randomness.system(), clock, Optional.empty()));
        Browsing.Person person = browsing.person(Browsing.Window.wide(language));
        person.page().setDefaultTimeout(30_000);
        person.page().navigate(web.signInLink());
        person.page().locator("#pp").fill(PASSPHRASE);
        person.page().locator("#again").fill(PASSPHRASE);
        person.page().locator("[name=understood]").check();
        press(person.page(), "main form button");
        person.page().waitForURL("**/tables");
        return new Delegation(name, node, web, person);
    }

    @Test
    @DisplayName("meet, compare, open rooms, speak each their own language, and keep the caucuses apart")
    void talk() throws IOException {
        openTable();
        invite(iran, "party");
        invite(israel, "party");
        compare(oman, iran);
        compare(oman, israel);

        plan("Caucus with Iran", "caucus", iran);
        plan("Caucus with Israel", "caucus", israel);
        join(iran, "Caucus with Iran");
        join(israel, "Caucus with Israel");

        enter(oman, "Caucus with Iran");
        enter(iran, "Caucus with Iran");
        assertThat(oman.page().locator(".outside")).containsText("Israel");
        write(iran, "شاید بتوان دو نامهٔ جداگانه نوشت.");
        Locator heard = oman.page().locator("#log .said").last();
        assertThat(heard).hasText("شاید بتوان دو نامهٔ جداگانه نوشت.");
        assertThat(heard).hasAttribute("dir", "rtl");
        assertThat(heard).hasAttribute("lang", "fa");
        write(oman, "Would it name the other side?");
        assertThat(iran.page().locator("#log .said").last()).hasText("Would it name the other side?");
        assertThat(iran.page().locator("#log .said").last()).hasAttribute("dir", "ltr");

        enter(israel, "Caucus with Israel");
        assertThat(israel.page().content()).doesNotContain("نامهٔ");
        write(israel, "אפשר לשקול שני מכתבים.");
        guarded();
        for (Delegation one : List.of(oman, iran, israel)) {
            assertThat(one.person().axe()).isEmpty();
            assertThat(one.person().widerThanWindow()).isEmpty();
            one.person().screenshot("talk-" + one.name());
        }
        attachment();
        lock();
    }

    private void openTable() {
        oman.go("/tables/new");
        oman.page().locator("#cover").fill("Harbour survey");
        oman.page().locator("#own").fill("Oman");
        oman.page().locator("#role").selectOption("mediator");
        oman.page().locator("#relay").fill(relay.address().text());
        press(oman.page(), "main form button");
        oman.page().waitForURL("**/t/*");
    }

    /** The invitation goes by hand: saved in one browser, chosen in the other. */
    private void invite(Delegation guest, String role) throws IOException {
        String table = tablePath(oman);
        oman.go(table + "/invite");
        oman.page().locator("#name").fill(guest.name());
        oman.page().locator("#role").selectOption(role);
        press(oman.page(), "main form button");
        oman.page().waitForURL("**/invitation");
        Download file = oman.page().waitForDownload(() -> press(oman.page(), "main form button"));
        assertThat(file.suggestedFilename()).isEqualTo("invitation.parley");
        byte[] invitation = Files.readAllBytes(file.path());

        guest.go("/accept");
        guest.page()
                .locator("#file")
                .setInputFiles(new FilePayload("invitation.parley", "application/octet-stream", invitation));
        press(guest.page(), "form[enctype] button");
        guest.page().waitForURL("**/accept/look");
        assertThat(guest.page().locator("main")).containsText("Oman");
        guest.page().locator("#cover").fill("Quay");
        press(guest.page(), "main form button:not([name])");
        guest.page().waitForURL("**/t/*");
    }

    private void compare(Delegation one, Delegation other) {
        List<String> here = words(one, other.name());
        List<String> there = words(other, one.name());
        assertThat(here).hasSize(12).isEqualTo(there);
        for (Delegation each : List.of(one, other)) {
            each.page().locator("[name=found][value=same]").check();
            press(each.page(), "main form button");
            each.page().waitForURL("**/people");
            assertThat(each.page().locator(".tag--sure").first()).isVisible();
        }
    }

    private List<String> words(Delegation one, String other) {
        one.go(tablePath(one) + "/people");
        Locator link = one.page()
                .locator("main tbody tr", new Page.LocatorOptions().setHasText(other))
                .locator("td a");
        assertThat(link).isVisible();
        link.click();
        one.page().waitForURL("**/people/*");
        return one.page().locator(".words li").allInnerTexts().stream()
                .map(String::strip)
                .toList();
    }

    private void plan(String room, String kind, Delegation with) {
        oman.go(tablePath(oman) + "/plan");
        oman.page().locator("#name").fill(room);
        oman.page().locator("#kind").selectOption(kind);
        oman.page()
                .locator("label.choice", new Page.LocatorOptions().setHasText(with.name()))
                .first()
                .click();
        press(oman.page(), "main form > .row button");
        oman.page().waitForURL("**/r/*");
    }

    private void join(Delegation who, String room) {
        who.go(tablePath(who));
        Locator link = who.page().locator(".rooms a", new Page.LocatorOptions().setHasText(room));
        assertThat(link).isVisible();
        link.click();
        who.page().waitForURL("**/r/*");
        press(who.page(), "button[name=join][value=yes]");
        assertThat(who.page().locator("#composer")).isVisible();
    }

    private void enter(Delegation who, String room) {
        who.go(tablePath(who));
        who.page()
                .locator(".rooms a", new Page.LocatorOptions().setHasText(room))
                .click();
        who.page().waitForURL("**/r/*");
        assertThat(who.page().locator("#composer")).isVisible();
    }

    private static void write(Delegation who, String text) {
        who.page().locator("#text").fill(text);
        press(who.page(), "#composer .row button:not([name])");
        assertThat(who.page().locator("#log .said").last()).hasText(text);
    }

    /** Having just written to one caucus, the mediator is asked whom it writes to in the other. */
    private void guarded() {
        enter(oman, "Caucus with Israel");
        oman.page().locator("#text").fill("Would two letters do?");
        assertThat(oman.page().locator(".guard")).isVisible();
        oman.page().locator("[name=guard]").fill("Iran");
        press(oman.page(), "#composer .row button:not([name])");
        assertThat(oman.page().locator(".guard [aria-invalid=true]")).isVisible();
        assertThat(oman.page().locator("#text")).hasValue("Would two letters do?");
        oman.page().locator("[name=guard]").fill("Israel");
        press(oman.page(), "#composer .row button:not([name])");
        assertThat(israel.page().locator("#log .said").last()).hasText("Would two letters do?");
    }

    private void attachment() {
        oman.page()
                .locator("#file")
                .setInputFiles(new FilePayload("letter.pdf", "application/pdf", new byte[3_000_000]));
        press(oman.page(), "#attach button:not([type=button])");
        assertThat(oman.page().locator("#composer [name=file]")).isChecked();
        oman.page().locator("#text").fill("A draft of the letter.");
        oman.page().locator("[name=guard]").count();
        press(oman.page(), "#composer .row button:not([name])");
        assertThat(israel.page().locator("#log .file").last()).containsText("letter.pdf");
    }

    private void lock() {
        oman.page().locator(".bar-lines form button").click();
        oman.page().waitForURL("**/unlock");
        assertThat(oman.page().getByRole(AriaRole.HEADING)).hasText("Parley");
        assertThat(oman.page().content()).doesNotContain("Harbour").doesNotContain("Oman");
        oman.page().locator("#pp").fill(PASSPHRASE);
        press(oman.page(), "main form button");
        oman.page().waitForURL("**/tables");
    }

    private static String tablePath(Delegation who) {
        who.go("/tables");
        String link = who.page().locator(".tables h2 a").first().getAttribute("href");
        return link.substring(link.indexOf("/t/"));
    }

    private static void press(Page page, String selector) {
        page.locator(selector).first().click();
    }
}
