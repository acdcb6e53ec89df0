package parley.node.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import parley.base.Randomness;
import parley.node.Node;
import parley.node.desk.Desk;
import parley.node.engine.HttpRelays;
import parley.node.engine.NodeConfig;
import parley.node.engine.TestNode;
import parley.node.vault.Stretching;
import parley.node.words.Language;
import parley.node.words.Look;
import parley.node.words.Words;
import parley.protocol.session.LibsignalSessions;

/** One side for tests: its node, its pages, its browser, and what a person of it does there. Nothing here bypasses a page, but for looking at a hidden hour. */
final class Delegation implements AutoCloseable {
    private static final Stretching CHEAP = new Stretching(64, 1);

    private final Path folder;
    private final String name;
    private final Words words;
    private final Browsing.Person person;
    private final InstantSource clock;
    private Node node;
    private WebServer web;

    private Delegation(Path folder, String name, Language language, Browsing.Person person, InstantSource clock)
            throws IOException {
        this.clock = clock;
        this.folder = folder;
        this.name = name;
        this.person = person;
        words = new Words(new Look(language, true, ZoneId.systemDefault()));
        start();
    }

    /** A new device: its passphrase is chosen in the language of its people. */
    static Delegation begin(Browsing browsing, Path folder, String name, Language language) throws IOException {
        return begin(browsing, folder, name, language, InstantSource.system());
    }

    /** By a clock that a test can set ahead. */
    static Delegation begin(Browsing browsing, Path folder, String name, Language language, InstantSource clock)
            throws IOException {
        Delegation one = atTheDoor(browsing, folder, name, language, clock);
        Page page = one.page();
        page.locator("#pp").fill(TestNode.PASSPHRASE);
        page.locator("#again").fill(TestNode.PASSPHRASE);
        page.locator("[name=understood]").check();
        one.press("main form button");
        page.waitForURL("**/tables");
        return one;
    }

    /** A device whose vault a {@link TestNode} made. */
    static Delegation back(Browsing browsing, Path folder, String name, Language language, InstantSource clock)
            throws IOException {
        Delegation one = atTheDoor(browsing, folder, name, language, clock);
        one.unlock();
        return one;
    }

    /** Signed in, and the vault is yet to be made, restored or unlocked. */
    static Delegation atTheDoor(Browsing browsing, Path folder, String name, Language language, InstantSource clock)
            throws IOException {
        Browsing.Window window = Browsing.Window.wide("en");
        Delegation one = new Delegation(folder, name, language, browsing.person(window), clock);
        Page page = one.page();
        page.setDefaultTimeout(30_000);
        page.navigate(one.web.signInLink());
        page.waitForURL("**/");
        if (language != Language.ENGLISH) {
            page.locator(".langs a[hreflang=" + language.tag() + "]").click();
        }
        assertThat(page.locator("html[lang=" + language.tag() + "][dir=" + language.direction() + "]"))
                .hasCount(1);
        return one;
    }

    private void start() throws IOException {
        node = Node.start(new NodeConfig(
                        folder,
                        new HttpRelays(),
                        new LibsignalSessions(clock),
                        clock,
                        Randomness.system(),
                        Optional.of(CHEAP),
                        "test"))
                .orThrow();
        web = WebServer.start(new WebServer.Options(0, node.gate(), Randomness.system(), clock, Optional.empty()));
    }

    /** The machine is switched off and on again: nothing but the data folder is left. */
    void restart() throws IOException {
        web.close();
        node.close();
        start();
        page().navigate(web.signInLink());
        unlock();
    }

    /** How long until this mediator's device says an idea as its own, which no page tells. */
    Duration untilItsIdea() {
        Desk desk = node.gate().desk().orElseThrow();
        return TestNode.untilAnIdea(desk, desk.tables().list().getFirst().table())
                .orElseThrow();
    }

    /** Somebody is at this device: it doesn't lock for having been left. */
    void isThere() {
        node.gate().touch();
    }

    void unlock() {
        unlock(TestNode.PASSPHRASE);
        page().waitForURL("**/tables");
    }

    /** Types it at the door. */
    void unlock(String passphrase) {
        page().locator("#pp").fill(passphrase);
        press("main form button");
    }

    void lock() {
        page().locator(".bar-lines form button").click();
        page().waitForURL("**/unlock");
    }

    /** The page is readable with a screen reader and fits its window; a picture of it is kept. */
    void looks(String picture) {
        assertThat(person.axe()).isEmpty();
        assertThat(person.widerThanWindow()).isEmpty();
        person.screenshot(picture + "-" + name);
    }

    String name() {
        return name;
    }

    Browsing.Person person() {
        return person;
    }

    Page page() {
        return person.page();
    }

    /** The sentence as this side reads it, whatever its language; isolates are elements on a page. */
    String said(String key, Object... namesAndParts) {
        return words.say(key, namesAndParts).plain().replaceAll("[\\u2068\\u2069]", "");
    }

    void go(String path) {
        String url = page().url();
        String target = url.substring(0, url.indexOf('/', url.indexOf('/', 8) + 1)) + path;
        person.go(target);
    }

    void press(String selector) {
        page().locator(selector).first().click();
    }

    private String tablePath() {
        go("/tables");
        String link = page().locator(".tables h2 a").first().getAttribute("href");
        return link.substring(link.indexOf("/t/"));
    }

    void atTable(String page) {
        go(tablePath() + page);
    }

    void openTable(String cover, String role, String relay) {
        go("/tables/new");
        page().locator("#cover").fill(cover);
        page().locator("#own").fill(name);
        page().locator("#role").selectOption(role);
        page().locator("#relay").fill(relay);
        press("main form button");
        page().waitForURL("**/t/*");
    }

    /** The page with an invitation for {@code guest}, to be carried. */
    void invite(Delegation guest, String role) {
        atTable("/invite");
        page().locator("#name").fill(guest.name);
        page().locator("#role").selectOption(role);
        press("main form button");
        page().waitForURL("**/invitation");
    }

    byte[] invitationFile(Delegation guest) throws IOException {
        Download file = page().waitForDownload(() -> press("main form button"));
        assertThat(file.suggestedFilename()).isEqualTo("invitation-" + guest.name + ".parley");
        return Files.readAllBytes(file.path());
    }

    List<String> words() {
        return page().locator(".words li").allInnerTexts().stream()
                .map(String::strip)
                .toList();
    }

    void acceptFile(byte[] invitation, String cover) {
        go("/accept");
        page().locator("#file")
                .setInputFiles(new FilePayload("invitation.parley", "application/octet-stream", invitation));
        press("form[enctype] button");
        take(cover);
    }

    void acceptWords(List<String> words, String relay, String cover) {
        go("/accept");
        page().locator("#words").fill(String.join(" ", words));
        page().locator("#relay").fill(relay);
        press("form[aria-labelledby=by-words] button");
        take(cover);
    }

    private void take(String cover) {
        page().waitForURL("**/accept/look");
        assertThat(page().locator("main h1")).containsText("Oman");
        page().locator("#cover").fill(cover);
        press("main form button:not([name])");
        page().waitForURL("**/t/*");
    }

    /** The row of somebody on the page of people, once the two devices have met. */
    Locator met(String other) {
        atTable("/people");
        Locator row = page().locator("main tbody tr", new Page.LocatorOptions().setHasText(other));
        assertThat(row.locator("td a")).isVisible();
        return row;
    }

    /** The twelve words that both must see alike. */
    List<String> codeWith(String other) {
        met(other).locator("td a").click();
        page().waitForURL("**/people/*");
        return words();
    }

    void compared(String found, String how) {
        page().locator("[name=found][value=" + found + "]").check();
        page().locator("#how").selectOption(how);
        press("form:has([name=found]) button");
    }

    void planRoom(String room, String kind, String readers, boolean receipts, Delegation... others) {
        atTable("/plan");
        page().locator("#name").fill(room);
        page().locator("#kind").selectOption(kind);
        for (Delegation other : others) {
            page().locator("label.choice:has([name=member])", new Page.LocatorOptions().setHasText(other.name))
                    .locator("input")
                    .check();
        }
        page().locator("[name=readers][value=" + readers + "]").check();
        page().locator("[name=receipts]").setChecked(receipts);
        // As the guide says where the caucuses are planned: where parties meet, and before talks, the Rules have to
        // answer these.
        for (String question : List.of("media", "lasting", "breach", "alleged")) {
            page().locator("#" + question).fill("As agreed.");
        }
        press("main form > .row button");
        page().waitForURL("**/r/*");
    }

    void join(String room) {
        open(room);
        press("button[name=join][value=yes]");
        assertThat(page().locator("button[name=join]")).hasCount(0);
    }

    void enter(String room) {
        open(room);
        assertThat(page().locator("#composer")).isVisible();
    }

    /** The page of a room, whatever can be done there. */
    void open(String room) {
        atTable("");
        page().locator("main .rooms a", new Page.LocatorOptions().setHasText(room))
                .click();
        page().waitForURL("**/r/*");
    }

    /** Writes and sends; a reader's name answers the guard where it asks. */
    void write(String text, String reader) {
        page().locator("#text").fill(text);
        if (page().locator("[name=guard]").count() > 0) {
            page().locator("[name=guard]").fill(reader);
        }
        press("#send");
    }

    // ---- Phases and items by courier

    void stepBack(String phase) {
        atTable("/phase");
        page().locator("[name=to][value=" + phase + "]").check();
        press("form[action$='/back'] button");
        assertThat(page().locator("#parts tr:has(b)")).containsText(said("phase-name." + phase));
        // Without asking for the page anew: what can be asked there goes with the phase.
        assertThat(page().locator("[name=to][value=" + phase + "]")).hasCount(0);
    }

    void propose(String aim) {
        atTable("/phase");
        page().locator("[name=aim][value=" + aim + "]").check();
        press("form[action$='/propose'] button");
        assertThat(page().locator("#parts .proposal")).isVisible();
        assertThat(page().locator("[name=aim]")).hasCount(0);
    }

    /** Accepts the move that is put before this side, once it has come. */
    void accept() {
        atTable("/phase");
        Locator accept = page().locator("form[action$='/accept'] button").first();
        assertThat(accept).isVisible();
        accept.click();
        assertThat(accept).isHidden();
    }

    void handIn(String room, String text) {
        atTable("/courier");
        page().locator("a[href$='/hand-in']", new Page.LocatorOptions().setHasText(room))
                .click();
        handInHere(text);
    }

    /** On the page where an item is handed in. */
    void handInHere(String text) {
        page().locator("#text").fill(text);
        press("form:has(#text) .row button");
        page().waitForURL("**/courier");
        assertThat(page().locator("#parts")).containsText(text);
    }

    /** The page of the item with these words, once it has come. */
    void item(String text) {
        atTable("/courier");
        Locator link = page().locator("#parts article", new Page.LocatorOptions().setHasText(text))
                .locator("a[href*='/items/']");
        assertThat(link).isVisible();
        link.click();
        page().waitForURL("**/items/*");
    }

    void deliver(String text, String room, String hand) {
        item(text);
        page().locator("[name=means][value=caucus]").check();
        page().locator("#hand").fill(hand);
        page().locator("[name=to]", new Page.LocatorOptions().setHasText(room)).click();
        page().waitForURL("**/courier");
    }

    Locator heard() {
        return page().locator("#log .said").last();
    }

    void settings(String field, String value) {
        go("/settings");
        page().locator("#" + field).fill(value);
        press("main form .row button");
        assertThat(page().locator("main [role=status]")).isVisible();
    }

    @Override
    public void close() throws IOException {
        person.close();
        web.close();
        node.close();
    }
}
