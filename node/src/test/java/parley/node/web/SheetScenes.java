package parley.node.web;

import static parley.node.web.Scenes.CAUCUS;
import static parley.node.web.Scenes.after;
import static parley.node.web.Scenes.at;
import static parley.node.web.Scenes.press;

import java.util.List;
import java.util.stream.Stream;
import parley.node.web.Scenes.Scene;

/** The screens of a room's issue sheet and of its bargaining space. */
final class SheetScenes {
    private SheetScenes() {}

    static List<Scene> all() {
        return Stream.of(sheet(), asked(), space()).flatMap(List::stream).toList();
    }

    private static List<Scene> asked() {
        String asked = CAUCUS + "/sheet/asked";
        return List.of(
                at("asked-options", asked, desk -> FakeAsking.answered(desk)),
                at("asked-swings", asked, desk -> FakeAsking.answered(desk, FakeAsking.NUMBERS.subList(0, 3))),
                at("asked-swap", asked, desk -> FakeAsking.answered(desk, FakeAsking.NUMBERS)),
                at("asked-rank", asked, desk -> FakeAsking.answered(desk, FakeAsking.NUMBERS, FakeAsking.TRADED)),
                at(
                        "asked-settle",
                        asked,
                        desk -> FakeAsking.answered(
                                desk, FakeAsking.NUMBERS, FakeAsking.TRADED, List.of(FakeAsking.RANKED))),
                at(
                        "asked-walking",
                        asked,
                        desk -> FakeAsking.answered(
                                desk,
                                FakeAsking.NUMBERS,
                                FakeAsking.TRADED,
                                List.of(FakeAsking.RANKED, FakeAsking.FITTED))),
                at(
                        "asked-came",
                        asked,
                        desk -> FakeAsking.answered(
                                desk,
                                FakeAsking.NUMBERS,
                                FakeAsking.TRADED,
                                List.of(FakeAsking.RANKED, FakeAsking.KEPT, FakeAsking.WALKING))),
                after(
                        "asked-refused",
                        asked,
                        desk -> FakeAsking.answered(desk),
                        page -> press(page, "form:has(#n0) .row button.button:first-child")));
    }

    private static List<Scene> space() {
        String space = CAUCUS + "/sheet/space";
        String of = space + "/of/" + FakeDesk.IRAN.hash().toHex();
        return List.of(
                at("space-none", space),
                at("space-too-few", space, FakeSheets::drawn),
                at("space", space, FakeBargaining::estimated),
                at(
                        "space-judged",
                        space + "?x=0&y=1&offer=" + FakeSheets.FIRST.toHex() + "&more=1",
                        FakeBargaining::estimated),
                after("space-composed", space, FakeBargaining::estimated, page -> {
                    page.locator("#o0").selectOption("1");
                    page.locator("#o1").selectOption("1");
                    page.locator("#o2").selectOption("2");
                    press(page, "form:has(#o0) .row button");
                }),
                after(
                        "space-composed-missing",
                        space,
                        FakeBargaining::estimated,
                        page -> press(page, "form:has(#o0) .row button")),
                at("space-shared", space, FakeBargaining::shared),
                at("space-counting", space, FakeBargaining::counting),
                at("space-estimate", of, FakeBargaining::estimated),
                after("space-estimate-missing", of, FakeBargaining::estimated, page -> {
                    page.locator("#s0-0").fill("much");
                    press(page, "form:has(#reservation) .row button");
                }));
    }

    private static List<Scene> sheet() {
        String sheet = CAUCUS + "/sheet";
        return List.of(
                at("sheet-none", sheet),
                at("sheet-not-scored", sheet, FakeSheets::drawn),
                at("sheet-scored", sheet, FakeSheets::scored),
                at("sheet-shared-others", sheet, FakeSheets::sharedOthers),
                at("sheet-unsent", sheet, FakeSheets::unsent),
                at(
                        "sheet-pair",
                        sheet + "?a=" + FakeSheets.FIRST.toHex() + "&b=" + FakeSheets.SECOND.toHex(),
                        FakeSheets::scored),
                after(
                        "sheet-put-refused",
                        sheet,
                        desk -> {
                            FakeSheets.scored(desk);
                            desk.refuses = true;
                        },
                        page -> press(page, "form:has(#o0) .row button")),
                at("sheet-draw", sheet + "/draw", FakeSheets::drawn),
                after("sheet-draw-refused", sheet + "/draw", page -> press(page, "form:has(#issues) .row button")),
                at("sheet-scores", sheet + "/scores", FakeSheets::scored),
                after(
                        "sheet-scores-missing",
                        sheet + "/scores",
                        FakeSheets::drawn,
                        page -> press(page, "form:has(#reservation) .row button")));
    }
}
