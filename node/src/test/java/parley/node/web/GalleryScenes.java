package parley.node.web;

import static parley.node.web.Scenes.after;
import static parley.node.web.Scenes.at;
import static parley.node.web.Scenes.press;

import java.util.List;
import java.util.function.Consumer;
import parley.node.web.Scenes.Scene;
import parley.talks.rules.RoomKind;

/** The screens of a supporters' gallery, as the table and as a supporter see it. */
final class GalleryScenes {
    private static final String ROOM = Visit.room(FakeDesk.PLENARY);
    private static final String GALLERY = ROOM + "/gallery";

    private GalleryScenes() {}

    static List<Scene> all() {
        return List.of(
                at("gallery-empty", GALLERY, gallery(FakeGalleries::mediating)),
                at("gallery", GALLERY, gallery(FakeGalleries::full)),
                at("gallery-supporter", GALLERY, gallery(FakeGalleries::ofSupporter)),
                at("gallery-room", ROOM, gallery(FakeGalleries::ofSupporter)),
                at("gallery-readers", ROOM + "/readers", gallery(FakeGalleries::full)),
                at("gallery-offer", GALLERY + "/offer", gallery(FakeGalleries::ofSupporter)),
                at(
                        "gallery-offer-instead",
                        GALLERY + "/offer?instead=" + FakeGalleries.OWN.toHex(),
                        gallery(FakeGalleries::ofSupporter)),
                after("gallery-offer-refused", GALLERY + "/offer", refusing(FakeGalleries::ofSupporter), page -> {
                    page.locator("[name=kind][value=money]").check();
                    page.locator("#text").fill("Two hundred thousand.");
                    press(page, "form:has(#text) .row button");
                }),
                at("gallery-note", GALLERY + "/offers/" + FakeGalleries.NEW.toHex(), gallery(FakeGalleries::full)),
                after(
                        "gallery-note-refused",
                        GALLERY + "/offers/" + FakeGalleries.NEW.toHex(),
                        refusing(FakeGalleries::full),
                        page -> {
                            page.locator("[name=taking][value=asked]").check();
                            page.locator("#text").fill("For what?");
                            press(page, "form:has(#text) .row button");
                        }),
                at("gallery-publish", GALLERY + "/publish", gallery(FakeGalleries::full)),
                after("gallery-publish-refused", GALLERY + "/publish", refusing(FakeGalleries::full), page -> {
                    page.locator("#title").fill("Terms");
                    page.locator("#text").fill("Agreed.");
                    press(page, "form:has(#text) .row button");
                }));
    }

    private static Consumer<FakeDesk> gallery(Consumer<FakeDesk> made) {
        return made.andThen(desk -> {
            desk.plenaryKind = RoomKind.GALLERY;
            desk.crowd = 2;
        });
    }

    private static Consumer<FakeDesk> refusing(Consumer<FakeDesk> made) {
        return gallery(made).andThen(desk -> desk.refuses = true);
    }
}
