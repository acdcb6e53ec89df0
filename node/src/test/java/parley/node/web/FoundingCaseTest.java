package parley.node.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import parley.talks.sounding.Soundings;

/** What Parley was founded for, pressed in three browsers and three languages; the guide of a first contact tells the same. */
@Tag("browser")
@DisplayName("Two enemies, from a first sounding to a room of their own")
class FoundingCaseTest extends InThreeBrowsers {
    private static final String WITH_IRAN = "Oman and Iran";
    private static final String WITH_ISRAEL = "Oman and Israel";
    private static final String PLENARY = "Plenary";
    private static final String DIRECT = "The two";

    private static final String LETTER = "ما آماده‌ایم از شما بشنویم.";
    private static final String LETTER_BACK = "קיבלנו את מכתבכם. גם אנחנו מוכנים לשמוע.";
    private static final String AS_OURS = "ایران آماده است سه ماه به هیچ هدفی حمله نکند.";
    private static final String OWN_IDEA = "شاید دو نامهٔ جداگانه به میانجی آسان‌تر باشد.";
    private static final String SECRET = "پایتخت ما تا پایان ماه تصمیم می‌گیرد.";
    private static final String RAISED = "What if each of you wrote me a letter of its own?";
    private static final String REPLY = "אנחנו מוכנים להפסקה של שלושה חודשים, אם תחול גם על השלוחים.";

    @Test
    @DisplayName("sound each other out, send words through the mediator, and end face to face")
    void foundingCase() throws IOException {
        sides.meet();
        ThreeSides.compare(oman, iran);
        ThreeSides.compare(oman, israel);
        oman.planRoom(WITH_IRAN, "caucus", "compared", false, iran);
        oman.planRoom(WITH_ISRAEL, "caucus", "compared", false, israel);
        iran.join(WITH_IRAN);
        israel.join(WITH_ISRAEL);
        assertThat(oman.page().locator("#composer")).isVisible(); // Else the page, going there by itself, crosses us.
        oman.stepBack("courier");
        sounding();
        letters();
        sides.looks("founding-courier");
        moveOn("exploratory");
        iranSaysWhatMayCross();
        mediatorCarries();
        israelAnswersInSubstance();
        nothingElseCrossed();
        theGuardStopsWhatIsPasted();
        theIdeaArrives();
        sides.looks("founding-caucus");
        notNowLooksLikeSilence();
        plenary();
        theReaderChecks();
        faceToFace();
        sides.looks("founding-direct");
    }

    /** Would you meet if they would? Who answers first learns nothing until the other has said yes. */
    private void sounding() {
        oman.atTable("/soundings");
        askBoth();
        answer(iran, "yes");
        assertThat(iran.page().locator("#parts")).containsText(iran.said("soundings.own-yes"));
        assertThat(iran.page().locator("#parts")).containsText(iran.said("soundings.state-open"));
        answer(israel, "yes");
        for (Delegation each : sides.all()) {
            each.atTable("/soundings");
            // A party has it by the mediator's word.
            assertThat(each.page().locator("#parts"))
                    .containsText(
                            each == oman
                                    ? each.said("soundings.state-opened")
                                    : each.said("soundings.state-opened-says", "name", "Oman"));
        }
    }

    private static void answer(Delegation one, String said) {
        one.atTable("/soundings");
        Locator answer = one.page().locator("#parts a.button");
        assertThat(answer).isVisible();
        answer.click();
        one.page().locator("[name=answer][value=" + said + "]").check();
        one.press("main form .row button");
        one.page().waitForURL("**/soundings");
    }

    /** Neither talks yet. A letter goes there and one comes back, whole, each acknowledged with one word that isn't consent. */
    private void letters() {
        iran.handIn(WITH_IRAN, LETTER);
        oman.deliver(LETTER, WITH_ISRAEL, "Ambassador of Oman");
        israel.item(LETTER);
        israel.press("form[action$='/acknowledge'] button");
        israel.page().waitForURL("**/courier");
        iran.atTable("/courier");
        assertThat(iran.page().locator("#parts")).containsText(iran.said("courier.now-reported", "name", "Oman"));
        israel.item(LETTER);
        israel.press("a[href*='/hand-in/']");
        israel.handInHere(LETTER_BACK);
        oman.deliver(LETTER_BACK, WITH_IRAN, "Ambassador of Oman");
        iran.item(LETTER_BACK);
        iran.press("form[action$='/acknowledge'] button");
        iran.page().waitForURL("**/courier");
        assertThat(iran.page().locator("#parts")).containsText(iran.said("courier.answered-by"));
        assertThat(iran.page().locator("#parts")).containsText(iran.said("courier.now-acknowledged-here"));
    }

    /** The mediator puts it before both; it is so when both have accepted, each in its own caucus. */
    private void moveOn(String aim) {
        oman.propose(aim);
        iran.accept();
        israel.accept();
        for (Delegation each : sides.all()) {
            each.atTable("/phase");
            assertThat(each.page().locator("#parts tr:has(b)")).containsText(each.said("phase-name." + aim));
        }
    }

    /** One message, three thoughts: one may cross as Iran's, one as the mediator's, one not at all. */
    private void iranSaysWhatMayCross() {
        iran.enter(WITH_IRAN);
        iran.write(AS_OURS + "\n" + OWN_IDEA + "\n" + SECRET, "Oman");
        Locator label = iran.page().locator("#log a[href*='/mark/']").last();
        assertThat(label).isVisible();
        label.click();
        assertThat(iran.page().locator("#text1")).hasValue(AS_OURS);
        iran.page().locator("#caveat1").selectOption("verbatim");
        iran.page().locator("#caveat2").selectOption("your-own-idea");
        iran.press("main form .row button");
        iran.page().waitForURL("**/r/*");
    }

    private void mediatorCarries() {
        oman.atTable("/corridor");
        Locator waits = oman.page().locator("#parts article");
        assertThat(waits).hasCount(2);
        assertThat(waits.filter(new Locator.FilterOptions().setHasText(SECRET))).hasCount(0);
        bring(AS_OURS, "", WITH_ISRAEL);
        israel.enter(WITH_ISRAEL);
        Locator brought = israel.page().locator("#log").getByText(AS_OURS);
        assertThat(brought).isVisible();
        assertThat(israel.page().locator("#log"))
                .containsText(israel.said("line.convey-brought.verbatim", "0", "Oman", "1", "Iran"));
        oman.atTable("/corridor");
        bring(OWN_IDEA, RAISED, WITH_ISRAEL);
        assertThat(oman.page().locator("main"))
                .containsText(oman.said("convey.way-own", "from", WITH_IRAN, "room", WITH_ISRAEL));
    }

    /** Presses on the corridor's page what carries one passage into a room. */
    private void bring(String passage, String words, String room) {
        Locator waits = oman.page().locator("#parts article", new Page.LocatorOptions().setHasText(passage));
        waits.locator("summary").click();
        if (!words.isEmpty()) {
            waits.locator("textarea").fill(words);
        }
        waits.locator("button", new Locator.LocatorOptions().setHasText(room)).click();
        oman.page().waitForURL("**/corridor");
    }

    private void israelAnswersInSubstance() {
        israel.write(REPLY, "Oman");
        Locator label = israel.page().locator("#log a[href*='/mark/']").last();
        assertThat(label).isVisible();
        label.click();
        israel.page().locator("#caveat1").selectOption("in-substance");
        israel.press("main form .row button");
        israel.page().waitForURL("**/r/*");
        oman.atTable("/corridor");
        assertThat(oman.page().locator("#parts")).containsText(REPLY);
        bring(REPLY, "Israel could accept three months if proxies are included.", WITH_IRAN);
        iran.enter(WITH_IRAN);
        assertThat(iran.page().locator("#log")).containsText("Israel could accept three months");
        assertThat(iran.page().locator("#log")).not().containsText("השלוחים");
    }

    /** Each source reads what of its words went to whom; no other word of it has left its caucus. */
    private void nothingElseCrossed() {
        assertThat(iran.page().locator("#log"))
                .containsText(iran.said("beside.crossed.verbatim", "0", "Oman").replaceAll("<[^>]*>", ""));
        israel.enter(WITH_ISRAEL);
        assertThat(israel.page().content()).doesNotContain(SECRET).doesNotContain(OWN_IDEA);
    }

    /** What Iran said for the mediator alone, pasted into Israel's caucus: under the composer, and on the form of a non-paper. */
    private void theGuardStopsWhatIsPasted() {
        oman.enter(WITH_ISRAEL);
        oman.page().locator("#text").fill(SECRET);
        if (oman.page().locator("[name=guard]").count() > 0) {
            oman.page()
                    .locator("[name=guard]")
                    .fill("Iran"); // Who reads the other caucus: what its writer has in mind.
        }
        oman.press("#send");
        assertThat(oman.page().locator(".guard")).containsText(oman.said("guard.said", "0", WITH_IRAN));
        oman.press("a[href$='/non-paper']");
        oman.page().locator("#text").fill(SECRET);
        oman.page().locator("[name=guard]").all().forEach(one -> one.fill("Iran"));
        oman.press("main form .row button");
        assertThat(oman.page().locator(".guard")).containsText(oman.said("guard.said", "0", WITH_IRAN));
        assertThat(oman.page().locator("#text")).hasValue(SECRET);
    }

    /** In its hour, as an ordinary message of the mediator's, with nothing of whose thought it was. */
    private void theIdeaArrives() {
        sides.later(oman.untilItsIdea());
        oman.enter(WITH_IRAN);
        oman.write("We are still here.", "Iran");
        israel.enter(WITH_ISRAEL);
        Locator raised = israel.page().locator("#log article", new Page.LocatorOptions().setHasText(RAISED));
        assertThat(raised).containsText(israel.said("convey.own-words"));
        assertThat(raised).containsText("Oman");
        assertThat(raised).not().containsText("Iran");
        assertThat(israel.page().content()).doesNotContain(OWN_IDEA).doesNotContain(SECRET);
    }

    /** Iran says yes twice. That Israel said not now, and that it said nothing, Iran reads in the same words at the hour. */
    private void notNowLooksLikeSilence() {
        sound("In Muscat, in the first week of June?");
        answer(israel, "not-now");
        answer(iran, "yes");
        String refused = iranReadsAtTheHour();
        sides.later(Duration.ofDays(Soundings.LEAST_DAYS_BETWEEN));
        sound("In Doha, in the second week of June?");
        answer(iran, "yes");
        assertThat(iranReadsAtTheHour()).isEqualTo(refused).contains(iran.said("soundings.state-not-now"));
    }

    private void sound(String question) {
        oman.atTable("/soundings");
        oman.page().locator("#kind").selectOption("venue");
        oman.page().locator("#text").fill(question);
        oman.page().locator("#hours").selectOption("1");
        askBoth();
    }

    private void askBoth() {
        Locator caucuses = oman.page().locator("[name=room]");
        assertThat(caucuses).hasCount(2);
        caucuses.all().forEach(Locator::check);
        oman.press("main form .row button");
    }

    /** How the last question stands on Iran's page, but for its words and hours. */
    private String iranReadsAtTheHour() {
        sides.later(Duration.ofMinutes(61));
        oman.enter(WITH_IRAN);
        oman.page().locator("#kind").selectOption("procedural");
        oman.write("The hour has passed.", "Iran");
        iran.atTable("/soundings");
        Locator first = iran.page().locator("#parts article").first();
        assertThat(first).containsText(iran.said("soundings.state-not-now"));
        return first.locator("p.measure b, p:not([class]), .tag")
                .allInnerTexts()
                .toString();
    }

    /** Once the two know one another, Iran's device proves its words to Israel's by itself, and the mediator's carries the proof. */
    private void theReaderChecks() {
        oman.atTable("/corridor");
        Locator waits = oman.page().locator("#parts article", new Page.LocatorOptions().setHasText(AS_OURS));
        assertThat(waits).containsText(oman.said("convey.proven-to", "names", "Israel"));
        bring(AS_OURS, "", WITH_ISRAEL);
        israel.enter(WITH_ISRAEL);
        assertThat(israel.page().locator("#log"))
                .containsText(israel.said("beside.brought.verbatim.checked", "0", "Oman", "1", "Iran")
                        .replaceAll("<[^>]*>", ""));
    }

    private void plenary() {
        moveOn("talks");
        oman.planRoom(PLENARY, "plenary", "vouched", true, iran, israel);
        iran.join(PLENARY);
        israel.join(PLENARY);
        iran.enter(PLENARY);
        iran.write("سلام بر همه.", "Oman");
        israel.enter(PLENARY);
        assertThat(israel.heard()).hasText("سلام بر همه.");
        ThreeSides.compare(iran, israel);
    }

    /** The two have compared with each other: the mediator is needed by neither, and reads nothing here. */
    private void faceToFace() {
        israel.planRoom(DIRECT, "direct", "compared", false, iran);
        iran.join(DIRECT);
        israel.enter(DIRECT);
        israel.write("שלום.", "Iran");
        iran.enter(DIRECT);
        assertThat(iran.heard()).hasText("שלום.");
        assertThat(iran.page().locator(".room-band")).not().containsText("Oman could");
        oman.atTable("");
        assertThat(oman.page().locator("main")).not().containsText(DIRECT);
    }
}
