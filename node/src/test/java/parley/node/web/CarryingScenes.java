package parley.node.web;

import static java.util.Objects.requireNonNull;
import static parley.node.web.Scenes.CAUCUS;
import static parley.node.web.Scenes.TABLE;
import static parley.node.web.Scenes.after;
import static parley.node.web.Scenes.at;
import static parley.node.web.Scenes.press;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import parley.base.Role;
import parley.node.desk.Line;
import parley.talks.message.Direction;

/** The screens of what a mediator carries: the corridor, and items by courier. */
final class CarryingScenes {
    private CarryingScenes() {}

    static List<Scenes.Scene> all() {
        return Stream.concat(conveying().stream(), courier().stream()).toList();
    }

    private static List<Scenes.Scene> conveying() {
        return List.of(
                at("corridor-empty", TABLE + "/corridor"),
                at("corridor", TABLE + "/corridor", desk -> FakeConveying.fill(desk, FakeDesk.IRAN)),
                after(
                        "corridor-repeats",
                        TABLE + "/corridor",
                        desk -> FakeConveying.fill(desk, FakeDesk.IRAN),
                        page -> {
                            page.locator("article:has(textarea) summary")
                                    .first()
                                    .click();
                            page.locator("form:has(button:not([formaction])) textarea")
                                    .first()
                                    .fill("What if a query goes over the line before any answer?");
                            press(page, "form:has(textarea) .row button");
                        }),
                after("corridor-guard", TABLE + "/corridor", desk -> FakeConveying.fill(desk, FakeDesk.IRAN), page -> {
                    page.locator("article:has(textarea) summary").first().click();
                    page.locator("form:has(button:not([formaction])) textarea")
                            .first()
                            .fill("Iran could wait a day.");
                    press(page, "form:has(textarea) .row button");
                }),
                at("passages-empty", CAUCUS + "/passages"),
                at("passages", CAUCUS + "/passages", desk -> FakeConveying.fill(desk, FakeDesk.OMAN)),
                at("passages-mark", CAUCUS + "/mark/1", desk -> desk.ownRole = Role.PARTY),
                at("non-paper", CAUCUS + "/non-paper"),
                at("non-paper-given", CAUCUS + "/non-paper", desk -> desk.ownRole = Role.PARTY),
                at("non-paper-in-room", CAUCUS, CarryingScenes::paper),
                at("non-paper-carry", CAUCUS + "/non-paper/0/carry", CarryingScenes::paper),
                after("non-paper-guard", CAUCUS + "/non-paper", page -> {
                    page.locator("#text").fill("Would Israel accept two letters?");
                    press(page, "main form .row button");
                }),
                at("passages-mark-mediator", CAUCUS + "/mark/1"),
                at("passages-take-up", CAUCUS + "/mark/1", desk -> desk.rules = FakeRules.AGREED));
    }

    /** A paper that its delegation gave for others, as the first line of the caucus. */
    private static void paper(FakeDesk desk) {
        paper(desk, "Both could announce a pause of thirty days on the same evening.");
    }

    static void paper(FakeDesk desk, String text) {
        requireNonNull(desk.lines.get(FakeDesk.CAUCUS_IRAN))
                .set(
                        0,
                        new Line.NonPaper(
                                0,
                                1,
                                FakeDesk.NOW,
                                text,
                                "en",
                                Direction.LTR,
                                FakeDesk.NOW.plus(Duration.ofHours(7)),
                                Line.StandingMark.NONE,
                                "",
                                true,
                                false));
    }

    private static List<Scenes.Scene> courier() {
        String items = CAUCUS + "/items/";
        return List.of(
                at("courier-empty", TABLE + "/courier"),
                at("courier-mediator", TABLE + "/courier", FakeCourier::carrying),
                at("courier-party", TABLE + "/courier", FakeCourier::ofParty),
                at("item-to-deliver", items + FakeCourier.WAITING.toHex(), FakeCourier::carrying),
                after(
                        "item-delivered-already",
                        items + FakeCourier.WAITING.toHex(),
                        desk -> {
                            FakeCourier.carrying(desk);
                            desk.refuses = true;
                        },
                        page -> {
                            page.locator("[name=means][value=paper]").check();
                            page.locator("#hand").fill("the ambassador");
                            press(page, "form:has(#hand) .row button");
                        }),
                at("item-own", items + FakeCourier.WAITING.toHex(), FakeCourier::ofParty),
                at("item-done", items + FakeCourier.DELIVERED.toHex(), FakeCourier::ofParty),
                at("item-brought", items + FakeCourier.BROUGHT.toHex(), FakeCourier::ofParty),
                at("hand-in", CAUCUS + "/hand-in", FakeCourier::ofParty),
                after(
                        "hand-in-refused",
                        CAUCUS + "/hand-in",
                        FakeCourier::ofParty,
                        page -> press(page, "main form .row button")),
                at("hand-in-answer", CAUCUS + "/hand-in/" + FakeCourier.BROUGHT.toHex(), FakeCourier::ofParty));
    }
}
