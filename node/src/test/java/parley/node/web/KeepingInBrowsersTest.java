package parley.node.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import parley.base.TableId;
import parley.node.desk.RoomRef;
import parley.node.engine.TestNode;
import parley.node.engine.TestTable;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;
import parley.talks.rules.Standing;

/** What people do so that a device stays theirs: passphrase, lock, backup, and coming back after a loss; pressed in browsers. */
@Tag("wide")
@Tag("browser")
@DisplayName("A device and its loss")
class KeepingInBrowsersTest extends InThreeBrowsers {
    private static final String PLENARY = "Plenary";
    private static final String BEFORE = "Before the fire.";
    private static final String WELCOME = "Welcome back.";
    private static final String THANKS = "برگشتیم.";
    private static final String NEXT = "quite another five words";
    private static final String OF_BACKUP = "a passphrase for the safe";
    private static final Rules VOUCHED = TestTable.ANSWERED.withReaders(Standing.VOUCHED);

    @Override
    ThreeSides devices(Path folder) throws IOException {
        return ThreeSides.after(folder, KeepingInBrowsersTest::before);
    }

    private static void before(TestTable talks, TestNode oman, TestNode iran, TestNode israel) {
        TableId table = talks.caucuses(oman, iran, israel).table();
        RoomRef plenary = TestTable.found(table, PLENARY, RoomKind.PLENARY, VOUCHED, oman, iran, israel);
        iran.say(plenary, BEFORE);
        oman.awaitText(plenary, BEFORE);
        israel.awaitText(plenary, BEFORE);
        iran.awaitText(plenary, BEFORE);
    }

    @Test
    @DisplayName("changes its passphrase only for who knows the present one, and opens with the new one alone")
    void passphrase() {
        changePassphrase("not the present one", NEXT, NEXT);
        assertThat(oman.page().locator("[role=alert]")).isVisible();
        changePassphrase(TestNode.PASSPHRASE, NEXT, "another slip of the hand");
        assertThat(oman.page().locator("[role=alert]")).containsText(oman.said("gate.not-the-same"));
        oman.looks("passphrase-refused");
        changePassphrase(TestNode.PASSPHRASE, NEXT, NEXT);
        assertThat(oman.page().locator("main [role=status]")).containsText(oman.said("settings.passphrase-changed"));
        oman.lock();
        oman.unlock(TestNode.PASSPHRASE);
        assertThat(oman.page().locator("#refused")).isVisible();
        oman.looks("unlock-refused");
        oman.unlock(NEXT);
        oman.page().waitForURL("**/tables");
        oman.enter(PLENARY);
        assertThat(oman.heard()).hasText(BEFORE);
    }

    private void changePassphrase(String present, String next, String again) {
        oman.go("/settings");
        oman.page().locator("#present").fill(present);
        oman.page().locator("#next").fill(next);
        oman.page().locator("#again").fill(again);
        oman.press("form[action$='/settings/passphrase'] button");
    }

    @Test
    @DisplayName("comes back from a backup frozen, says so, and talks again when two have taken it back")
    void backAfterALoss() throws IOException {
        byte[] backup = backup();
        iran.close();
        try (Delegation again = sides.iranAgain()) {
            restore(again, backup);
            frozen(again);
            taken(request(again));
            renewed(again);
            again.enter(PLENARY);
            oman.enter(PLENARY);
            oman.write(WELCOME, "Israel");
            assertThat(again.heard()).hasText(WELCOME);
            again.write(THANKS, "Oman");
            israel.enter(PLENARY);
            assertThat(israel.heard()).hasText(THANKS);
            assertThat(again.page().locator("#log")).containsText(BEFORE);
            again.looks("renewed");
        }
    }

    private byte[] backup() throws IOException {
        iran.go("/backup");
        iran.page().locator("#pp").fill(OF_BACKUP);
        iran.page().locator("#again").fill(OF_BACKUP);
        iran.looks("backup");
        Download backup = iran.page().waitForDownload(() -> iran.press("form[action$='/backup'] button"));
        assertThat(backup.suggestedFilename()).isEqualTo("backup.parley");
        return Files.readAllBytes(backup.path());
    }

    /** A slip in the backup's passphrase costs nothing but another try. */
    private static void restore(Delegation again, byte[] backup) {
        again.press("a[href$='/restore']");
        again.looks("restore");
        for (String of : new String[] {"not the one of the safe", OF_BACKUP}) {
            again.page().locator("#of").fill(of);
            again.page().locator("#pp").fill(TestNode.PASSPHRASE);
            again.page().locator("#again").fill(TestNode.PASSPHRASE);
            again.page()
                    .locator("#file")
                    .setInputFiles(new FilePayload("backup.parley", "application/octet-stream", backup));
            if (!of.equals(OF_BACKUP)) {
                again.press("main form button");
                assertThat(again.page().locator("#refused")).isVisible();
            }
        }
        again.press("main form button");
        again.page().waitForURL("**/tables");
    }

    /** It reads its record and can write nothing, so that no key is used twice. */
    private static void frozen(Delegation again) {
        again.atTable("");
        assertThat(again.page().locator("main")).containsText(again.said("table.restored.title"));
        again.looks("restored");
        again.open(PLENARY);
        assertThat(again.page().locator("#state")).containsText(again.said("condition.frozen"));
        assertThat(again.page().locator("#state")).containsText(again.said("renewal.needed"));
        assertThat(again.page().locator("#log")).containsText(BEFORE);
        assertThat(again.page().locator("#composer")).hasCount(0);
        again.looks("frozen");
    }

    private static byte[] request(Delegation again) throws IOException {
        again.atTable("/renewal");
        assertThat(again.page().locator("main")).containsText(again.said("renewal.needed"));
        again.looks("renewal-needed");
        again.page().locator("input[name=keys][value=same]").check();
        again.press("form[action$='/renewal/ask'] button");
        again.page().waitForURL("**/invitation");
        again.looks("renewal-request");
        Download file = again.page().waitForDownload(() -> again.press("main form button"));
        assertThat(file.suggestedFilename()).isEqualTo("renewal.parley");
        return Files.readAllBytes(file.path());
    }

    private void taken(byte[] request) {
        oman.atTable("/renewal");
        oman.page()
                .locator("#file")
                .setInputFiles(new FilePayload("renewal.parley", "application/octet-stream", request));
        oman.press("form[action$='/renewal/take'] button");
        oman.page().waitForURL("**/people/*");
    }

    /** Proposed once to ask for the new keys, once to renew; the second consent is Israel's. */
    private void renewed(Delegation again) {
        Changing changing = new Changing(oman, PLENARY);
        changing.look("renew", iran);
        changing.propose();
        assertThat(oman.page().locator("[role=alert]")).containsText(oman.said("room.card-asked", "0", "Iran"));
        again.join(PLENARY);
        oman.open(PLENARY);
        assertThat(oman.page().locator("#state")).containsText(oman.said("room.card-ready.title", "0", "Iran"));
        changing.propose("renew", iran);
        Changing decides = new Changing(israel, PLENARY);
        decides.read();
        israel.looks("renewal-decides");
        decides.consent();
    }
}
