package parley.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("A search")
class SearchPagesTest {
    private Visit visit;

    @BeforeEach
    void signIn() throws IOException {
        visit = Visit.signedIn(FakeGate.open());
    }

    @AfterEach
    void stop() {
        visit.close();
    }

    @Test
    @DisplayName("names whose words a mediator carried, as the room does, and of other words only who wrote them")
    void whose() throws IOException {
        String page = visit.post("/search", "words", "premises").body().replaceAll("[\u2066-\u2069]", "");
        String first = Visit.between(page, "<li class=\"msg hit\">", "</li>");
        assertThat(first).contains("<bdi>Oman</bdi> brings words of <bdi>Israel</bdi>.");
        assertThat(page.substring(page.indexOf(first) + first.length())).doesNotContain("brings words of");
    }

    @Test
    @DisplayName("that has found all that a page shows says that it ended there, and not that this was all")
    void cut() throws IOException {
        assertThat(visit.post("/search", "words", FakeMessages.EVERYWHERE).body())
                .contains("The search ended there: older ones may hold them too.")
                .doesNotContain("500 lines found");
    }

    @Test
    @Tag("browser")
    @DisplayName("that is stopped leaves what it found, and says that it was stopped")
    void stopped() throws IOException {
        Assumptions.assumeTrue(Browsing.chromium().isPresent(), "no Chromium on this machine");
        try (Browsing browsing = Browsing.start();
                Browsing.Person person = browsing.person(Browsing.Window.wide("en"))) {
            Page page = person.page();
            search(page, FakeMessages.ENDLESS);
            page.locator(".hit").waitFor();
            assertThat(page.locator("#search-stopped").textContent())
                    .as("a reader says what comes into a status, not what stood in it")
                    .isEmpty();
            page.locator("#search-stop").click();
            page.locator("#search-stopped:focus").waitFor();
            assertThat(page.locator("#search-stopped").textContent()).isNotBlank();
            assertThat(page.locator(".hit").count()).isEqualTo(1);
            assertThat(page.locator("#search-stop").isVisible()).isFalse();
        }
    }

    @Test
    @Tag("browser")
    @DisplayName("offers no way to stop it once it has ended")
    void ended() throws IOException {
        Assumptions.assumeTrue(Browsing.chromium().isPresent(), "no Chromium on this machine");
        try (Browsing browsing = Browsing.start();
                Browsing.Person person = browsing.person(Browsing.Window.wide("en"))) {
            Page page = person.page();
            search(page, "premises");
            page.locator(".ended").waitFor();
            Locator stop = page.locator(".searching");
            assertThat(stop.count())
                    .as("it stood there while the search went on")
                    .isEqualTo(1);
            assertThat(stop.isVisible()).isFalse();
        }
    }

    private void search(Page page, String words) {
        page.navigate(visit.server.signInLink());
        page.waitForURL("**/tables");
        page.navigate(page.url().replace("/tables", "/search"));
        page.locator("#words").fill(words);
        page.locator("main form button").click();
    }
}
