package parley.node.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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

/** Who comes into a room, what of its past is given to them, and what they keep when they go: pressed in three browsers. */
@Tag("wide")
@Tag("browser")
@DisplayName("A plenary whose Rules ask two for every change of who sits in it")
class MembershipInBrowsersTest extends InThreeBrowsers {
    private static final String PLENARY = "Plenary";
    private static final String CAUCUS = "Oman and Israel";
    private static final String BEFORE = "Said before Israel came.";
    private static final String WHILE = "Said while Israel sat here.";
    private static final Rules VOUCHED = TestTable.ANSWERED.withReaders(Standing.VOUCHED);

    @Override
    ThreeSides devices(Path folder) throws IOException {
        return ThreeSides.after(folder, MembershipInBrowsersTest::before);
    }

    /** Oman and Iran talk in plenary; Israel, whom Iran never met, so far only in its caucus. */
    private static void before(TestTable talks, TestNode oman, TestNode iran, TestNode israel) {
        TableId table = talks.seated(oman, iran, israel);
        RoomRef plenary = TestTable.found(table, PLENARY, RoomKind.PLENARY, VOUCHED, oman, iran);
        TestTable.found(table, CAUCUS, RoomKind.CAUCUS, VOUCHED, oman, israel);
        oman.say(plenary, BEFORE);
        iran.awaitText(plenary, BEFORE);
    }

    @Test
    @DisplayName("lets somebody in, gives it what was said before, and removes it with an honest list of what it keeps")
    void comesAndGoes() {
        askedForKeys();
        oneConsentLetsNobodyIn();
        theSecondLetsIsraelInAndNothingEarlier();
        history();
        removal();
    }

    /** Nobody is proposed whose keys for this room are not here: Israel is asked first. */
    private void askedForKeys() {
        Changing changing = new Changing(oman, PLENARY);
        changing.look("admit", israel);
        assertThat(oman.page().locator("main")).containsText(oman.said("preview.consents", "n", 2));
        assertThat(oman.page().locator(".before")).containsText(oman.said("keeps.cannot-be-unread", "0", "Israel"));
        changing.propose();
        assertThat(oman.page().locator("[role=alert]")).containsText(oman.said("room.card-asked", "0", "Israel"));
        oman.looks("admission-asked");
        israel.join(PLENARY);
        assertThat(israel.page().locator("#state")).containsText(israel.said("condition.forming-admission"));
        israel.looks("admission-waits");
        oman.open(PLENARY);
        assertThat(oman.page().locator("#state")).containsText(oman.said("room.card-ready.title", "0", "Israel"));
    }

    private void oneConsentLetsNobodyIn() {
        Changing changing = new Changing(oman, PLENARY);
        changing.propose("admit", israel);
        assertThat(changing.proposal()).containsText(oman.said("changes.consents", "n", 1, "needed", 2));
        new Changing(iran, PLENARY).read();
        israel.open(PLENARY);
        assertThat(israel.page().locator("#composer")).hasCount(0);
    }

    /** Iran decides about somebody whom its device never met, and reads whose word it has for it. */
    private void theSecondLetsIsraelInAndNothingEarlier() {
        Changing changing = new Changing(iran, PLENARY);
        changing.read();
        assertThat(changing.proposal()).containsText(iran.said("subject.never-met"));
        assertThat(changing.proposal())
                .containsText(iran.said("subject.word.compared", "name", "Oman", "subject", "Israel"));
        assertThat(changing.proposal()).containsText(iran.said("learns.unmet", "0", "Israel", "1", "Oman"));
        iran.looks("admission-decides");
        changing.consent();
        israel.enter(PLENARY);
        assertThat(israel.page().locator("#log")).not().containsText(BEFORE);
        oman.enter(PLENARY);
        oman.write(WHILE, "Iran");
        assertThat(israel.heard()).hasText(WHILE);
    }

    /** Given by two as well; the newcomer sees of each message that it is from before. */
    private void history() {
        Changing changing = new Changing(oman, PLENARY);
        changing.look("grant", israel);
        assertThat(oman.page().locator(".before .undo")).containsText(oman.said("keeps.granted", "0", "Israel"));
        oman.looks("grant");
        changing.propose();
        new Changing(iran, PLENARY).consent();
        israel.enter(PLENARY);
        Locator given = israel.page().locator("#log article:has-text('" + BEFORE + "')");
        assertThat(given).containsText(israel.said("log.granted"));
        new Changing(oman, PLENARY).settled();
    }

    /** Before the decision, and for both who decide, the same list: what no removal takes away. */
    private void removal() {
        Changing changing = new Changing(oman, PLENARY);
        changing.look("remove", israel);
        Locator keeps = oman.page().locator(".before .undo li");
        assertThat(keeps).hasCount(7);
        for (String key : List.of("keeps.until-seen", "keeps.late", "keeps.copies")) {
            assertThat(oman.page().locator(".before .undo")).containsText(oman.said(key, "0", "Israel"));
        }
        assertThat(keeps.nth(4)).hasText(oman.said("keeps.names", "0", "Israel", "1", 3));
        assertThat(keeps.nth(5)).hasText(oman.said("keeps.other-rooms", "0", "Israel", "1", CAUCUS));
        oman.looks("removal");
        changing.propose();
        Changing decides = new Changing(iran, PLENARY);
        decides.read();
        assertThat(decides.proposal().locator(".undo")).containsText(iran.said("keeps.copies", "0", "Israel"));
        iran.looks("removal-decides");
        decides.consent();
        israel.open(PLENARY);
        assertThat(israel.page().locator("main")).containsText(israel.said("room.removed.title", "0", PLENARY));
        assertThat(israel.page().locator("#composer")).hasCount(0);
        assertThat(israel.page().locator("#log")).containsText(WHILE);
        israel.looks("removed");
    }
}
