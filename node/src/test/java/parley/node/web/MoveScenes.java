package parley.node.web;

import com.microsoft.playwright.Page;
import java.util.List;

/** What the page shows by which all rooms of a table move to another relay. */
final class MoveScenes {
    private MoveScenes() {}

    static List<Scenes.Scene> all() {
        return List.of(
                Scenes.at("move", Scenes.TABLE + "/move"),
                Scenes.after("move-refused", Scenes.TABLE + "/move", desk -> desk.refuses = true, MoveScenes::look),
                Scenes.after("move-plan", Scenes.TABLE + "/move", MoveScenes::look),
                Scenes.after("move-done", Scenes.TABLE + "/move", page -> {
                    look(page);
                    Scenes.press(page, "form[action$='/propose'] button");
                }));
    }

    private static void look(Page page) {
        page.locator("#relay").fill(FakeDesk.SECOND_RELAY.text());
        Scenes.press(page, "form[action$='/look'] button");
    }
}
