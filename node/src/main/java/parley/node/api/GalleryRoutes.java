package parley.node.api;

import java.io.IOException;
import java.util.List;
import parley.base.Hash;
import parley.base.Result;
import parley.node.desk.Desk;
import parley.node.desk.Galleries;
import parley.node.desk.RoomRef;

/** Routes of a supporters' gallery: offering, noting, publishing, and taking back. */
final class GalleryRoutes {
    private static final String GALLERY = RoomRoutes.ROOM + "/gallery";
    private static final String OFFER = GALLERY + "/offers/{offer}";

    private GalleryRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.desk(
                        "GET",
                        GALLERY,
                        (desk, asked) ->
                                Result.done(Answer.value(desk.galleries().gallery(asked.room())))),
                Route.desk(
                        "POST",
                        GALLERY + "/offers",
                        NamedReader.saying(
                                Galleries.Offering.class,
                                Galleries.Offering::text,
                                (desk, room, offer) -> desk.galleries().offer(room, offer))),
                Route.desk(
                        "DELETE",
                        OFFER,
                        (desk, asked) -> Answer.nothing(desk.galleries().takeBack(asked.room(), asked.galleryOffer()))),
                Route.desk("POST", OFFER + "/note", GalleryRoutes::note),
                Route.desk(
                        "POST",
                        GALLERY + "/items",
                        NamedReader.saying(
                                Galleries.Publishing.class,
                                item -> item.title() + "\n" + item.text(),
                                (desk, room, item) -> desk.galleries().publish(room, item))),
                Route.desk(
                        "DELETE",
                        GALLERY + "/items/{item}",
                        (desk, asked) -> Answer.nothing(desk.galleries().unpublish(asked.room(), asked.item()))));
    }

    private static Result<Answer> note(Desk desk, Asked asked) throws BadCall, IOException {
        RoomRef room = asked.room();
        Hash offer = asked.galleryOffer();
        Galleries.Noting note = asked.json(Galleries.Noting.class);
        return NamedReader.ofRoom(
                desk, asked, note.text(), () -> Answer.nothing(desk.galleries().note(room, offer, note)));
    }
}
