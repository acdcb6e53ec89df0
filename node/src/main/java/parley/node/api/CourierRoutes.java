package parley.node.api;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Result;
import parley.node.desk.CourierItems;
import parley.node.desk.Desk;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;

/** Routes of items: handing in, each step of a postman's way, saying "received". */
final class CourierRoutes {
    private static final String ITEMS = RoomRoutes.ROOM + "/items";
    private static final String ITEM = ITEMS + "/{item}";

    private CourierRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.desk(
                        "GET",
                        "/api/v1/tables/{table}/courier",
                        (desk, asked) -> Result.done(Answer.value(desk.courier().bag(asked.table())))),
                Route.desk(
                        "POST",
                        ITEMS,
                        NamedReader.saying(
                                CourierItems.Handing.class,
                                CourierItems.Handing::text,
                                (desk, room, item) -> desk.courier().handIn(room, item))),
                Route.desk(
                        "DELETE", ITEM, act((desk, room, item) -> desk.courier().callBack(room, item))),
                Route.desk(
                        "POST",
                        ITEM + "/receipt",
                        act((desk, room, item) -> desk.courier().receive(room, item))),
                Route.desk("POST", ITEM + "/delivery", CourierRoutes::deliver),
                Route.desk(
                        "POST",
                        ITEM + "/acknowledgement",
                        act((desk, room, item) -> desk.courier().acknowledge(room, item))));
    }

    /** An act that needs nothing but the item. */
    @FunctionalInterface
    private interface OfItem {
        Result<Ok> done(Desk desk, RoomRef room, Hash item);
    }

    private static Route.AtDesk act(OfItem act) {
        return (desk, asked) -> Answer.nothing(act.done(desk, asked.room(), asked.item()));
    }

    private static Result<Answer> deliver(Desk desk, Asked asked) throws BadCall, IOException {
        RoomRef room = asked.room();
        Hash item = asked.item();
        CourierItems.Delivering delivering = asked.json(CourierItems.Delivering.class);
        Supplier<Result<Answer>> act = () -> Answer.nothing(desk.courier().deliver(room, item, delivering));
        Optional<Rooms.RoomView> into = desk.rooms().room(new RoomRef(room.table(), delivering.to()));
        Optional<CourierItems.ItemView> found = desk.courier().bag(room.table()).items().stream()
                .filter(one -> one.id().equals(item) && one.room().equals(room))
                .findFirst();
        return into.flatMap(there -> found.flatMap(one -> one.letter()
                        .map(letter -> NamedReader.item(asked, letter.addressee(), one.fromName(), there, act))))
                .orElseGet(act);
    }
}
