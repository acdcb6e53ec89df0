package parley.node.api;

import java.util.List;
import parley.base.Result;
import parley.node.desk.Galleries;

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
                        (desk, asked) -> Answer.nothing(
                                desk.galleries().offer(asked.room(), asked.json(Galleries.Offering.class)))),
                Route.desk(
                        "DELETE",
                        OFFER,
                        (desk, asked) -> Answer.nothing(desk.galleries().takeBack(asked.room(), asked.galleryOffer()))),
                Route.desk(
                        "POST",
                        OFFER + "/note",
                        (desk, asked) -> Answer.nothing(desk.galleries()
                                .note(asked.room(), asked.galleryOffer(), asked.json(Galleries.Noting.class)))),
                Route.desk(
                        "POST",
                        GALLERY + "/items",
                        (desk, asked) -> Answer.nothing(
                                desk.galleries().publish(asked.room(), asked.json(Galleries.Publishing.class)))),
                Route.desk(
                        "DELETE",
                        GALLERY + "/items/{item}",
                        (desk, asked) -> Answer.nothing(desk.galleries().unpublish(asked.room(), asked.item()))));
    }
}
