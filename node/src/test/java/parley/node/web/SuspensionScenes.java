package parley.node.web;

import static parley.node.web.Scenes.after;
import static parley.node.web.Scenes.at;
import static parley.node.web.Scenes.press;

import java.util.List;
import parley.node.web.Scenes.Scene;

/** The screens of a pause and of a withdrawal. */
final class SuspensionScenes {
    private static final String ROOM = Visit.room(FakeDesk.PLENARY);
    private static final String SUSPENSION = ROOM + "/suspension";

    private SuspensionScenes() {}

    static List<Scene> all() {
        return List.of(
                at("suspension", SUSPENSION),
                at("suspension-party", SUSPENSION, FakeSuspending::ofParty),
                at("suspension-stands", SUSPENSION, FakeSuspending::full),
                at("suspension-own", SUSPENSION, FakeSuspending::own),
                at("suspension-room", ROOM, FakeSuspending::full),
                after("suspension-refused", SUSPENSION, desk -> desk.refuses = true, page -> {
                    page.locator("#reason").fill("A death in the family.");
                    page.locator("#days").fill("3");
                    press(page, "form:has(#reason) .row button");
                }),
                after("suspension-notice-refused", SUSPENSION, SuspensionScenes::refusingParty, page -> {
                    page.locator("#note").fill("Our capital calls us back.");
                    press(page, "form:has(#note) .row button");
                }));
    }

    private static void refusingParty(FakeDesk desk) {
        FakeSuspending.ofParty(desk);
        desk.refuses = true;
    }
}
