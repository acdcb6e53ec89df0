package parley.node.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.node.words.Language;
import parley.relay.RelayConfig;
import parley.relay.RelayServer;

/** The pictures of the README, taken from the pages of a real talk with sample words; {@code docs/contributing.md} says how. */
@Tag("browser")
@Tag("soak")
@DisplayName("The pictures of the README")
class PicturesTest {
    private static final Path PICTURES = Path.of("target", "pictures");
    private static final long MOST_BYTES = 150 * 1024;
    /** Of the window, in pixels; a short list needs no more than its upper half. */
    private static final int WIDTH = 1280;

    private static final int WHOLE = 900;
    private static final int LIST = 470;
    private static final String CAUCUS = "Caucus with Iran";

    @TempDir
    private Path folder;

    @Test
    @DisplayName("show the main screens and stay small")
    void taken() throws IOException {
        Assumptions.assumeTrue(Browsing.chromium().isPresent(), "no Chromium on this machine");
        try (RelayServer relay = RelayServer.start(RelayConfig.of(folder.resolve("relay"), "127.0.0.1", 0))
                        .orThrow();
                Browsing browsing = Browsing.start();
                Delegation oman = Delegation.begin(browsing, folder.resolve("oman"), "Oman", Language.ENGLISH);
                Delegation iran = Delegation.begin(browsing, folder.resolve("iran"), "Iran", Language.PERSIAN);
                Delegation israel = Delegation.begin(browsing, folder.resolve("israel"), "Israel", Language.HEBREW)) {
            sit(oman, iran, israel, relay.address().text());
            oman.codeWith("Iran");
            picture(oman, "compare", WHOLE);
            talk(oman, iran);
            picture(oman, "caucus", WHOLE);
            iran.enter(CAUCUS);
            picture(iran, "caucus-fa", WHOLE);
            oman.go("/tables");
            picture(oman, "tables", LIST);
            oman.enter("Plenary");
            oman.write("Good morning to all.", "Iran");
            assertThat(oman.heard()).hasText("Good morning to all.");
            oman.press(".room-facts a[href$=changes]");
            oman.page()
                    .locator("#remove")
                    .selectOption(new com.microsoft.playwright.options.SelectOption().setLabel("Iran"));
            oman.press("#w-remove button");
            assertThat(oman.page().locator(".before .undo li").first()).isVisible();
            picture(oman, "removal", WHOLE);
        }
    }

    private static void sit(Delegation oman, Delegation iran, Delegation israel, String relay) throws IOException {
        oman.openTable("Harbour survey", "mediator", relay);
        oman.invite(iran, "party");
        iran.acceptFile(oman.invitationFile(iran), "پیمایش بندر");
        oman.invite(israel, "party");
        israel.acceptFile(oman.invitationFile(israel), "Gazelle");
        for (Delegation other : new Delegation[] {iran, israel}) {
            oman.codeWith(other.name());
            oman.compared("same", "in-person");
            oman.page().waitForURL("**/people");
            other.codeWith("Oman");
            other.compared("same", "in-person");
            other.page().waitForURL("**/people");
        }
        oman.settings("grace", "0");
        iran.settings("grace", "0");
        oman.planRoom(CAUCUS, "caucus", "compared", true, iran);
        oman.planRoom("Caucus with Israel", "caucus", "compared", true, israel);
        oman.planRoom("Plenary", "plenary", "vouched", true, iran, israel);
        iran.join(CAUCUS);
        israel.join("Caucus with Israel");
        iran.join("Plenary");
        israel.join("Plenary");
        israel.enter("Caucus with Israel");
        israel.write("נשמח לשמוע אם הצד האחר מוכן לשקול שני מכתבים נפרדים.", "Oman");
        assertThat(israel.heard()).isVisible();
    }

    private static void talk(Delegation oman, Delegation iran) {
        iran.enter(CAUCUS);
        oman.enter(CAUCUS);
        say(oman, iran, "question", "Would an undertaking not to strike consular premises meet your concern of 9 May?");
        say(iran, oman, "answer", "اماکن نمایندگی، هر جا که باشند، خاک دولت فرستنده‌اند.");
        say(iran, oman, "offer", "شاید بتوان به‌جای امضای مشترک، دو نامهٔ جداگانه به سلطنت عمان نوشت.");
        say(oman, iran, "question", "Would your letter name the other side?");
    }

    private static void say(Delegation one, Delegation other, String kind, String text) {
        one.page().locator("#kind").selectOption(kind);
        one.write(text, other.name());
        assertThat(one.heard()).hasText(text);
        assertThat(other.heard()).hasText(text);
    }

    private static void picture(Delegation one, String name, int height) throws IOException {
        one.page().evaluate("window.scrollTo(0, 0)");
        Path file = PICTURES.resolve(name + ".png");
        one.page().screenshot(new Page.ScreenshotOptions().setPath(file).setClip(0, 0, WIDTH, height));
        assertThat(Files.size(file)).as(name).isLessThan(MOST_BYTES);
    }
}
