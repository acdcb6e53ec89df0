package parley.node.web;

import static parley.node.web.Scenes.after;
import static parley.node.web.Scenes.at;
import static parley.node.web.Scenes.press;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import parley.node.desk.Keeping;
import parley.node.desk.Notice;
import parley.node.web.Scenes.Scene;

/** The screens of a clock that leapt. */
final class ClockScenes {
    private ClockScenes() {}

    static List<Scene> all() {
        return List.of(
                at("clock", "/clock"),
                at("clock-leapt", "/clock", ClockScenes::leapt),
                after("clock-refused", "/clock", ClockScenes::leapt, page -> {
                    page.locator("main form").evaluate("form => form.noValidate = true");
                    press(page, "main form button");
                }),
                after("clock-right", "/clock", ClockScenes::leapt, page -> {
                    page.locator("[name=compared]").check();
                    press(page, "main form button");
                }),
                at("clock-notice", "/tables", ClockScenes::leapt),
                at("clock-diagnostics", "/diagnostics", ClockScenes::leapt));
    }

    static void leapt(FakeDesk desk) {
        desk.nodeNotices.add(new Notice("node.clock-leapt", List.of(), Notice.Grade.GRAVE, FakeDesk.NOW));
        desk.leapt = Optional.of(new Keeping.Leap(FakeDesk.NOW.minus(Duration.ofDays(400)), 57, 2, false));
    }
}
