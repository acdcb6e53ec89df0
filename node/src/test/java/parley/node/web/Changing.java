package parley.node.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.SelectOption;

/** One person at the page on which a room is changed: looks what a wish would mean, proposes it, consents to another's. */
record Changing(Delegation who, String room) {
    /** Chooses what is wished of whom, and is shown what that means. */
    void look(String wish, Delegation whom) {
        go();
        who.page().locator("#" + wish).selectOption(new SelectOption().setLabel(whom.name()));
        see(wish);
    }

    /** To the relay with this address. */
    void lookAtMoving(String address) {
        go();
        who.page().locator("#relay").fill(address);
        see("move");
    }

    private void go() {
        who.open(room);
        who.press(".room-facts a[href$='/changes']");
        who.page().waitForURL("**/changes");
    }

    private void see(String wish) {
        who.press("#w-" + wish + " button");
        who.page().waitForURL("**/preview");
    }

    /** What is shown is proposed. */
    void propose() {
        who.press("form[action$='/changes/propose'] .row button");
    }

    /** Looks, and proposes at once. */
    void propose(String wish, Delegation whom) {
        look(wish, whom);
        propose();
        assertThat(proposal()).hasCount(1);
    }

    /** The proposal that stands open here, once it has come. */
    Locator proposal() {
        return who.page().locator("#parts .proposal");
    }

    /** Waits for the proposal and reads it, without an answer yet. */
    void read() {
        go();
        assertThat(proposal()).isVisible();
    }

    void consent() {
        read();
        who.press("form[action$='/changes/consent'] button");
        who.page().waitForURL("**/changes");
    }

    /** Nothing stands open any more. */
    void settled() {
        go();
        assertThat(proposal()).hasCount(0);
    }
}
