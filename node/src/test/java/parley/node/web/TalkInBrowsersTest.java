package parley.node.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A whole first talk over a real relay between three nodes, pressed in three browsers: English, Persian, Hebrew. */
@Tag("wide")
@Tag("browser")
@DisplayName("Three delegations in three browsers")
class TalkInBrowsersTest extends InThreeBrowsers {
    private static final String WITH_IRAN = "Caucus with Iran";
    private static final String WITH_ISRAEL = "Caucus with Israel";
    private static final String PLENARY = "Plenary";

    @Test
    @DisplayName("meet, compare, open rooms, speak each their own language, and keep the caucuses apart")
    void talk() throws IOException {
        sides.meet();
        ThreeSides.compare(oman, iran);
        ThreeSides.compare(oman, israel);
        rooms();
        standings();
        speak();
        takeBack();
        relayAway();
        received();
        draftAndUnreadOverRestart();
        attachment();
        onTheRecord();
        search();
        wrongRoom();
        sides.looks("talk");
        lock();
    }

    private void rooms() {
        oman.planRoom(WITH_IRAN, "caucus", "compared", false, iran);
        oman.planRoom(WITH_ISRAEL, "caucus", "compared", false, israel);
        oman.planRoom(PLENARY, "plenary", "vouched", true, iran, israel);
        iran.join(WITH_IRAN);
        israel.join(WITH_ISRAEL);
        iran.join(PLENARY);
        israel.go("/tables");
        assertThat(israel.page().locator(".tables")).containsText(israel.said("tables.needs-you"));
        israel.join(PLENARY);
    }

    /** Who is in each room, how well one knows them, and who could be reading in between. */
    private void standings() {
        iran.enter(PLENARY);
        Locator band = iran.page().locator(".room-band");
        assertThat(band).containsText(iran.said("standing.vouched", "name", "Oman"));
        assertThat(iran.page().locator("#composer .before"))
                .containsText(iran.said("write.between", "by", "Oman", "name", "Israel"));
        assertThat(iran.page().locator("#composer input.pick-on")).isDisabled();
        oman.enter(WITH_IRAN);
        assertThat(oman.page().locator(".room-band .outside")).containsText("Israel cannot read this room");
        assertThat(oman.page().locator("#send")).containsText("Send to " + WITH_IRAN);
    }

    private void speak() {
        oman.enter(WITH_IRAN);
        iran.enter(WITH_IRAN);
        iran.write("شاید بتوان دو نامهٔ جداگانه نوشت.", "Oman");
        assertThat(oman.heard()).hasText("شاید بتوان دو نامهٔ جداگانه نوشت.");
        assertThat(oman.heard()).hasAttribute("dir", "rtl");
        assertThat(oman.heard()).hasAttribute("lang", "fa");
        oman.write("Would it name the other side?", "Iran");
        assertThat(iran.heard()).hasText("Would it name the other side?");
        assertThat(iran.heard()).hasAttribute("dir", "ltr");

        israel.enter(WITH_ISRAEL);
        assertThat(israel.page().content()).doesNotContain("نامهٔ");
        israel.write("אפשר לשקול שני מכתבים.", "Oman");
        assertThat(israel.heard()).hasText("אפשר לשקול שני מכתבים.");
    }

    /** Before it is sealed a message comes back into the composer, and nobody has seen it. */
    private void takeBack() {
        oman.settings("grace", "60");
        oman.enter(WITH_IRAN);
        oman.write("This was too early.", "Iran");
        Locator waiting = oman.page().locator("#unplaced");
        assertThat(waiting).containsText("This was too early.");
        waiting.getByText("Take it back").click();
        assertThat(oman.page().locator("#text")).hasValue("This was too early.");
        assertThat(oman.page().locator("#unplaced .said")).hasCount(0);
        oman.settings("grace", "0");
        oman.enter(WITH_IRAN);
        oman.write("What would Iran’s letter say?", "Iran");
        assertThat(iran.heard()).hasText("What would Iran’s letter say?");
        assertThat(iran.page().locator("#log")).not().containsText("too early");
    }

    /** While the relay is away a message is sealed and waits; the bar says since when. Then it is placed and read. */
    private void relayAway() throws IOException {
        int port = sides.relayPort();
        sides.stopRelay();
        oman.write("The relay is away.", "Iran");
        assertThat(oman.page().locator("#unplaced")).containsText(oman.said("unplaced.sealed"));
        assertThat(oman.page().locator("#state")).containsText("No word from the relay since");
        sides.startRelay(port);
        assertThat(iran.heard()).hasText("The relay is away.");
        assertThat(oman.page().locator("#unplaced .said")).hasCount(0);
        assertThat(oman.page().locator("#log .msg-foot").last()).containsText("Placed at");
        assertThat(oman.page().locator("#state")).not().containsText("No word from the relay");
    }

    /** Where the Rules show receipts, a message says whose node has it; an open page is enough for that. */
    private void received() {
        oman.enter(PLENARY);
        iran.enter(PLENARY);
        israel.enter(PLENARY);
        oman.write("Good morning to all.", "Israel");
        assertThat(israel.heard()).hasText("Good morning to all.");
        Locator foot = oman.page().locator("#log .msg-foot").last();
        assertThat(foot).containsText("Received by the node of");
        assertThat(foot).containsText("Iran");
        assertThat(foot).containsText("Israel");
    }

    private void draftAndUnreadOverRestart() throws IOException {
        israel.enter(WITH_ISRAEL);
        israel.page().locator("#text").fill("טיוטה שעוד לא נשלחה");
        assertThat(israel.page().locator("#kept")).not().isEmpty();
        israel.go("/tables");
        oman.enter(WITH_ISRAEL);
        oman.write("Would two letters do?", "Israel");
        Locator room = israel.page().locator(".rooms a", new Page.LocatorOptions().setHasText(WITH_ISRAEL));
        String one = israel.said("tables.room-new", "room", WITH_ISRAEL, "n", 1);
        assertThat(room).hasText(one);
        israel.restart();
        assertThat(room).hasText(one);
        israel.enter(WITH_ISRAEL);
        assertThat(israel.page().locator("#text")).hasValue("טיוטה שעוד לא נשלחה");
        assertThat(israel.page().locator("#unread + li .said")).hasText("Would two letters do?");
        israel.enter(WITH_ISRAEL);
        assertThat(israel.page().locator("#unread")).hasCount(0);
    }

    private void attachment() throws IOException {
        byte[] letter = new byte[3_000_000];
        new Random(7).nextBytes(letter);
        oman.page().locator("#text").fill("A draft of the letter.");
        oman.page().locator("#file").setInputFiles(new FilePayload("letter.pdf", "application/pdf", letter));
        oman.press("#attach-add");
        assertThat(oman.page().locator("#uploads [name=file]")).isChecked();
        assertThat(oman.page().locator("#composer")).containsText(oman.said("file.warning.pdf-metadata"));
        assertThat(oman.page().locator("#text")).hasValue("A draft of the letter.");
        oman.write("A draft of the letter.", "Israel");
        Locator file = israel.page().locator("#log .file").last();
        assertThat(file).containsText("letter.pdf");
        file.locator("button").click();
        Locator save = israel.page().locator("#log .file a[download]").last();
        assertThat(save).isVisible();
        Download saved = israel.page().waitForDownload(save::click);
        assertThat(saved.suggestedFilename()).isEqualTo("letter.pdf");
        assertThat(Files.readAllBytes(saved.path())).isEqualTo(letter);
    }

    private void onTheRecord() throws IOException {
        iran.enter(WITH_IRAN);
        iran.page().locator("#text").fill("این سخن در ثبت رسمی است.");
        iran.page().locator("input.pick-on").check();
        iran.press("#send");
        assertThat(iran.page().locator("#c")).containsText(iran.said("confirm.title", "room", WITH_IRAN));
        assertThat(iran.page().locator(".before")).containsText(iran.said("write.undo-on"));
        iran.press("main form .row button:not([name])");
        oman.enter(WITH_IRAN);
        Locator signed = oman.page().locator("#log .msg--on").last();
        assertThat(signed).containsText("این سخن در ثبت رسمی است.");
        assertThat(signed).containsText("On the record, signed");
        Download statement =
                oman.page().waitForDownload(() -> signed.locator(".msg-foot a").click());
        assertThat(Files.readAllBytes(statement.path())).isNotEmpty();
        assertThat(oman.page().locator("#log .msg:has(.tag--off)").first()).isVisible();
    }

    private void search() {
        oman.atTable("/search");
        oman.page().locator("#words").fill("letter");
        oman.press("main form button");
        Locator hits = oman.page().locator(".hits .hit");
        assertThat(hits).hasCount(3);
        assertThat(hits.first()).containsText("A draft of the letter.");
        assertThat(hits.first().locator("mark")).hasText("letter");
        oman.page().locator("#words").fill("نامه جداگانه");
        oman.press("main form button");
        assertThat(hits).hasCount(1);
        hits.first().locator("a").click();
        assertThat(oman.page().locator("#log .said:text('شاید')")).isVisible();
        oman.page().waitForURL(Pattern.compile(".*#m\\d+"));
    }

    /** Having just written to one caucus, the mediator is asked whom it writes to in the other. */
    private void wrongRoom() {
        oman.enter(WITH_ISRAEL);
        oman.write("Nothing to add.", "Israel");
        assertThat(israel.heard()).hasText("Nothing to add.");
        oman.enter(WITH_IRAN);
        assertThat(oman.page().locator(".guard")).isVisible();
        oman.write("Would two letters do?", "Israel");
        assertThat(oman.page().locator(".guard [aria-invalid=true]")).isVisible();
        assertThat(oman.page().locator("#text")).hasValue("Would two letters do?");
        oman.write("Would two letters do?", "Iran");
        assertThat(iran.heard()).hasText("Would two letters do?");
    }

    private void lock() {
        oman.lock();
        assertThat(oman.page().locator("h1")).hasText("Parley");
        assertThat(oman.page().content())
                .doesNotContain("Harbour")
                .doesNotContain("Oman")
                .doesNotContain("letter");
        oman.unlock();
    }
}
