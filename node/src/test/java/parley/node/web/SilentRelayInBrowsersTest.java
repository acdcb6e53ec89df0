package parley.node.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import parley.node.engine.TestNode;
import parley.node.engine.TestRelay;
import parley.node.engine.TestTable;
import parley.relay.RelayServer;

/** What a table does when its relay falls silent: the pouch by hand, and another relay; pressed in browsers. */
@Tag("wide")
@Tag("browser")
@DisplayName("A table whose relay falls silent")
class SilentRelayInBrowsersTest extends InThreeBrowsers {
    private static final String WITH_IRAN = "With Iran";
    private static final String BEFORE = "Is the relay still there?";
    private static final String CARRIED = "This goes by hand.";
    private static final String ELSEWHERE = "We go on at another relay.";
    private static final String ANSWER = "اینجا هستیم.";

    @Override
    ThreeSides devices(Path folder) throws IOException {
        return ThreeSides.after(folder, SilentRelayInBrowsersTest::before);
    }

    private static void before(TestTable talks, TestNode oman, TestNode iran, TestNode israel) {
        TestTable.Caucuses met = talks.caucuses(oman, iran, israel);
        oman.say(met.withIran(), BEFORE);
        iran.awaitText(met.withIran(), BEFORE);
    }

    /** What has no place yet is not said, and the report of the pouch says so; the relay, once back, is told by either of the two. */
    @Test
    @DisplayName("goes on by a pouch from hand to hand, which carries what was written and places nothing")
    void pouch() throws IOException {
        int port = sides.relayPort();
        sides.stopRelay();
        oman.enter(WITH_IRAN);
        oman.write(CARRIED, "Iran");
        assertThat(oman.page().locator("#unplaced")).containsText(oman.said("unplaced.sealed"));
        oman.atTable("/pouch");
        oman.looks("pouch-out");
        Download pouch = oman.page().waitForDownload(() -> oman.press("form[action$='/pouch/out'] button"));
        assertThat(pouch.suggestedFilename()).isEqualTo("pouch.parley");
        byte[] carried = Files.readAllBytes(pouch.path());

        Locator report = iran.page().locator("main [role=status]:has(#report)");
        bringIn(carried);
        assertThat(report).containsText(iran.said("pouch.unplaced", "n", 1));
        assertThat(report).containsText(iran.said("pouch.refused", "n", 0));
        iran.looks("pouch-in");
        bringIn(new byte[] {1, 2, 3});
        assertThat(iran.page().locator("[role=alert]")).isVisible();
        iran.open(WITH_IRAN);
        assertThat(iran.page().locator("#log")).not().containsText(CARRIED);

        oman.close();
        sides.startRelay(port);
        iran.enter(WITH_IRAN);
        assertThat(iran.heard()).hasText(CARRIED);
    }

    private void bringIn(byte[] pouch) {
        iran.atTable("/pouch");
        iran.page().locator("#file").setInputFiles(new FilePayload("pouch.parley", "application/octet-stream", pouch));
        iran.press("form[action$='/pouch/in'] button");
    }

    @Test
    @DisplayName("moves a room to another relay while both answer, by the consent of two, and needs the first no more")
    void move() throws IOException {
        try (RelayServer second = TestRelay.onAnyPort(folder.resolve("second"))) {
            Changing changing = new Changing(oman, WITH_IRAN);
            changing.lookAtMoving(second.address().text());
            String authority = second.address().authority();
            assertThat(oman.page().locator(".before")).containsText(oman.said("learns.relay-tried", "0", authority));
            assertThat(oman.page().locator(".before .undo"))
                    .containsText(oman.said("keeps.must-reach", "0", authority));
            oman.looks("move");
            changing.propose();
            Changing decides = new Changing(iran, WITH_IRAN);
            decides.read();
            iran.looks("move-decides");
            decides.consent();
            oman.enter(WITH_IRAN);
            assertThat(oman.page().locator("#log")).containsText(oman.said("line.epoch.move", "1", 1));
            // Of the move itself it reads in the log that it leaves, at the first relay.
            iran.enter(WITH_IRAN);
            assertThat(iran.page().locator("#log")).containsText(iran.said("line.epoch.move", "1", 1));
            sides.stopRelay();
            oman.write(ELSEWHERE, "Iran");
            iran.enter(WITH_IRAN);
            assertThat(iran.heard()).hasText(ELSEWHERE);
            iran.write(ANSWER, "Oman");
            assertThat(oman.heard()).hasText(ANSWER);
            oman.looks("moved");
        }
    }

    @Test
    @DisplayName("is not moved to where no relay answers: nothing is proposed")
    void moveToNowhere() throws IOException {
        String gone;
        try (RelayServer second = TestRelay.onAnyPort(folder.resolve("second"))) {
            gone = second.address().text();
        }
        Changing changing = new Changing(oman, WITH_IRAN);
        changing.lookAtMoving(gone);
        assertThat(oman.page().locator("[role=alert]")).isVisible();
        assertThat(oman.page().locator("#relay")).hasValue(gone);
        oman.looks("move-refused");
        changing.settled();
    }
}
