package parley.node.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import parley.base.Randomness;
import parley.node.desk.Rooms;

/** A page that would load itself anew while its reader leaves it; what it takes for time is what a test says, however slow the machine is. */
@Tag("browser")
@DisplayName("Whoever is on the way from a page to another, in a browser")
class OnTheWayInBrowserTest {
    private static final String LINK = ".room-links a[href$='/readers']";
    private static final String BUTTON = "#send";

    /** Shorter than a page waits for a link's answer, and than it waits for a form's. */
    private static final Duration SHORT = Duration.ofSeconds(2);

    /** As long as the slowest act, and longer than a page waits for a link's answer. */
    private static final Duration LONG = Duration.ofSeconds(30);

    /** Of a page whose time leaps once its reader leaves, and stands otherwise. Nobody can tell it anything while an answer is awaited. */
    private static final String CLOCK = """
            let time = 60000;
            performance.now = () => time;
            addEventListener("beforeunload", () => setTimeout(() => { time += LEAP; }));
            """;

    /** In which a page that doesn't wait is seen to load itself, on a busy machine too. */
    private static final double LOADS = 2_000;

    private static Browsing browsing;

    private final FakeGate gate = FakeGate.open();
    private WebServer server;
    private Browsing.Person person;
    private Page page;
    private String room;

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

    @BeforeEach
    void signsIn() throws IOException {
        server = WebServer.start(new WebServer.Options(
                0, gate, Randomness.system(), InstantSource.fixed(FakeDesk.NOW), Optional.empty()));
        person = browsing.person(Browsing.Window.wide("en"));
        page = person.page();
        page.navigate(server.signInLink());
        page.waitForURL("**/tables");
        room = page.url().replace("/tables", "") + Visit.room(FakeDesk.CAUCUS_IRAN);
    }

    @AfterEach
    void ends() {
        person.close();
        server.close();
    }

    @Test
    @DisplayName("by a link gets there")
    void link() {
        Route answer = leaves(LINK, "**/readers", SHORT);
        becomesAnother();
        answer.resume();
        page.waitForURL("**/readers");
    }

    @Test
    @DisplayName("by a form reads what it is answered, though the act takes long")
    void form() {
        Route answer = leaves(BUTTON, "**/write", LONG);
        becomesAnother();
        gate.desk.conditions.remove(FakeDesk.CAUCUS_IRAN);
        answer.resume();
        assertThat(page.locator(".guard")).isVisible();
    }

    @Test
    @DisplayName("by a link that only saves a file stays, and has the page as it is now soon after")
    void linkThatSaves() {
        leaves(LINK, "**/readers", LONG).fulfill(new Route.FulfillOptions().setStatus(204));
        becomesAnother();
        assertThat(page.locator("#composer")).hasCount(0);
    }

    @Test
    @DisplayName("by a form that only saves a file stays, and has the page as it is now when no act takes so long")
    void formThatSaves() {
        leaves(BUTTON, "**/write", LONG.multipliedBy(3)).fulfill(new Route.FulfillOptions().setStatus(204));
        becomesAnother();
        assertThat(page.locator("#composer")).hasCount(0);
    }

    /** Presses what leads away, whereupon this much time passes; its answer waits. */
    private Route leaves(String by, String where, Duration passes) {
        page.addInitScript(CLOCK.replace("LEAP", Long.toString(passes.toMillis())));
        page.navigate(room);
        page.locator("#text").fill("Would Israel accept two letters?");
        List<Route> asked = new ArrayList<>();
        page.route(where, asked::add);
        page.locator(by).first().evaluate("it => it.click()");
        page.waitForCondition(() -> !asked.isEmpty());
        return asked.getFirst();
    }

    /** Nothing can be done in the room any more, and its page hears of it. */
    private void becomesAnother() {
        page.waitForResponse(answer -> answer.url().equals(room), () -> {
            gate.desk.conditions.put(FakeDesk.CAUCUS_IRAN, new Rooms.Condition.Frozen(Optional.empty()));
            gate.desk.arrives(FakeDesk.CAUCUS_IRAN, FakeDesk.IRAN, "Iran", "fa", "پیام تازه");
        });
        page.waitForTimeout(LOADS);
    }
}
