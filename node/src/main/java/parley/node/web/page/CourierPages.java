package parley.node.web.page;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.Role;
import parley.base.RoomId;
import parley.node.desk.Attachments;
import parley.node.desk.CourierItems;
import parley.node.desk.CourierItems.ItemView;
import parley.node.desk.Desk;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import parley.node.desk.Tables;
import parley.node.web.ask.Ask;
import parley.node.web.ask.Form;
import parley.node.web.ask.Reply;
import parley.node.web.ask.Router;
import parley.node.words.Language;
import parley.node.wrongroom.WrongRoom;
import parley.talks.courier.Means;
import parley.talks.courier.Step;
import parley.talks.rules.RoomKind;

/** Items by courier: where each stands, the page of one with what can be done next, and handing one in. */
public final class CourierPages {
    /** How long ago an item was given, to choose from: a postman writes it down on the same day. */
    public static final List<Integer> HOURS_AGO = List.of(0, 1, 2, 4, 8, 24);

    private static final String ROOM = "/t/{table}/r/{room}";
    private static final String ITEM = ROOM + "/items/{item}";

    private final Desks desks;
    private final InstantSource clock;
    private final RoomGuard guard;

    CourierPages(Desks desks, InstantSource clock) {
        this.desks = desks;
        this.clock = clock;
        guard = new RoomGuard(clock);
    }

    void add(Router router) {
        router.get("/t/{table}/courier", desks.table(this::bag));
        router.get(ROOM + "/hand-in", desks.room(this::toHandIn));
        router.get(ROOM + "/hand-in/{item}", desks.room(this::toHandIn));
        router.post(ROOM + "/hand-in", desks.room(this::handIn));
        router.post(ROOM + "/hand-in/{item}", desks.room(this::handIn));
        router.get(
                ITEM,
                desks.room((ask, desk, here) -> item(ask, desk, here, Form.EMPTY, Guarded.NOTHING, Optional.empty())));
        router.post(
                ITEM + "/back",
                act((ask, desk, here, item) ->
                        desk.courier().callBack(here.room().ref(), item)));
        router.post(
                ITEM + "/received",
                act((ask, desk, here, item) ->
                        desk.courier().receive(here.room().ref(), item)));
        router.post(
                ITEM + "/acknowledge",
                act((ask, desk, here, item) ->
                        desk.courier().acknowledge(here.room().ref(), item)));
        router.post(ITEM + "/deliver", desks.room(this::deliver));
    }

    // ---- Looking

    /** What the page of items shows. */
    public record BagPage(
            String path,
            boolean mediator,
            CourierItems.Bag bag,
            List<Rooms.RoomBrief> caucuses,
            java.time.Instant now) {
        public BagPage {
            caucuses = List.copyOf(caucuses);
        }

        public String path(ItemView item) {
            return path + "/r/" + item.room().room().toHex() + "/items/"
                    + item.id().toHex();
        }

        /**
         * How far an item is, as whoever looks would say it: "you said" and not "the receiver said". On the side that it comes from,
         * the receiver's word is the mediator's.
         */
        public String step(ItemView item) {
            if (!item.brought() && item.step() == Step.ACKNOWLEDGED) {
                return item.delivery().isPresent() ? "reported" : "reported-erased";
            }
            boolean here =
                    item.brought() && !mediator && (item.step() == Step.DELIVERED || item.step() == Step.ACKNOWLEDGED);
            return item.step().word() + (here ? "-here" : "");
        }

        /** Who delivered it, as far as its record still says. */
        public String postman(ItemView item) {
            return item.delivery().map(CourierItems.Delivery::postmanName).orElse("");
        }

        /** What waits for this node's principal, the oldest first. */
        public List<ItemView> waiting() {
            return bag.items().stream().filter(this::waits).toList().reversed();
        }

        public List<ItemView> others() {
            return bag.items().stream()
                    .filter(item -> !waits(item) && !(mediator && item.brought()))
                    .toList();
        }

        private boolean waits(ItemView item) {
            return mediator ? item.toBeCarried() : item.toBeAcknowledged();
        }

        public long hours(ItemView item) {
            return Math.max(0, Duration.between(item.since(), now).toHours());
        }
    }

    private Reply bag(Ask ask, Desk desk, Tables.TableView table) {
        String path = Paths.table(table.table());
        return Render.html(
                200,
                "courier.jte",
                Map.of(
                        "p",
                        Frames.at(ask, desk, table, path + "/courier", List.of()),
                        "v",
                        new BagPage(
                                path,
                                table.ownRole() == Role.MEDIATOR,
                                desk.courier().bag(table.table()),
                                caucuses(desk, table),
                                clock.instant())));
    }

    private static List<Rooms.RoomBrief> caucuses(Desk desk, Tables.TableView table) {
        return desk.rooms().list(table.table()).stream()
                .filter(room -> room.kind() == RoomKind.CAUCUS && room.condition() instanceof Rooms.Condition.Open)
                .toList();
    }

    private static Optional<ItemView> find(Ask ask, Desk desk, Frames.Here here) {
        return ask.hash("item")
                .flatMap(id -> desk.courier().bag(here.table().table()).items().stream()
                        .filter(one -> one.id().equals(id)
                                && one.room().equals(here.room().ref()))
                        .findFirst());
    }

    private static Reply item(
            Ask ask, Desk desk, Frames.Here here, Form typed, Guarded guarded, Optional<Refusal> refused) {
        return find(ask, desk, here)
                .map(found -> RoomFrame.page(
                        ask,
                        desk,
                        here,
                        "item.jte",
                        refused,
                        Map.of(
                                "table",
                                here.table(),
                                "path",
                                Paths.room(here.room().ref()),
                                "v",
                                found,
                                "others",
                                caucuses(desk, here.table()).stream()
                                        .filter(room ->
                                                !room.ref().equals(here.room().ref()))
                                        .toList(),
                                "typed",
                                typed,
                                "guard",
                                guarded)))
                .orElseGet(() -> Desks.missing(ask, desk));
    }

    // ---- Acts

    /** The record of a delivery can't be taken back: an item for somebody who doesn't read the room pressed asks for one who does. */
    private Reply deliver(Ask ask, Desk desk, Frames.Here here) {
        Guarded guarded = find(ask, desk, here)
                .flatMap(item -> item.letter()
                        .flatMap(letter -> receiver(ask, desk, here)
                                .flatMap(to -> desk.rooms().room(to))
                                .map(room -> guard.item(ask, letter.addressee(), item.fromName(), room))))
                .orElse(Guarded.NOTHING);
        return guarded.stops()
                ? item(ask, desk, here, ask.form(), guarded, Optional.empty())
                : act(this::delivered).answer(ask);
    }

    private static Optional<RoomRef> receiver(Ask ask, Desk desk, Frames.Here here) {
        return caucuses(desk, here.table()).stream()
                .map(Rooms.RoomBrief::ref)
                .filter(room -> room.room().toHex().equals(ask.form().text("to")))
                .findFirst();
    }

    /** An act on the item that the address names. */
    @FunctionalInterface
    private interface OfItem {
        Result<Ok> done(Ask ask, Desk desk, Frames.Here here, Hash item);
    }

    private Router.Page act(OfItem act) {
        return desks.room((ask, desk, here) -> {
            Function<Hash, Result<Ok>> done = item -> act.done(ask, desk, here, item);
            return switch (ask.hash("item").map(done).orElseGet(() -> Result.refused("courier.no-such-item"))) {
                case Result.Done<Ok> _ ->
                    Desks.see(ask, Paths.table(here.table().table()) + "/courier");
                case Result.Refused<Ok>(Refusal why) ->
                    find(ask, desk, here).isPresent()
                            ? item(ask, desk, here, ask.form(), Guarded.NOTHING, Optional.of(why))
                            : Desks.refused(
                                    ask, desk, why, Paths.table(here.table().table()) + "/courier");
            };
        });
    }

    private Result<Ok> delivered(Ask ask, Desk desk, Frames.Here here, Hash item) {
        Form form = ask.form();
        Optional<RoomId> to = receiver(ask, desk, here).map(RoomRef::room);
        long ago = form.number("ago", 0, HOURS_AGO.getLast()).orElse(0L);
        return to.isEmpty()
                ? Result.refused("courier.not-there")
                : desk.courier()
                        .deliver(
                                here.room().ref(),
                                item,
                                new CourierItems.Delivering(
                                        to.get(),
                                        form.line("hand"),
                                        Chosen.of(Means.values(), form.text("means"))
                                                .orElse(Means.CAUCUS),
                                        form.line("remark"),
                                        clock.instant().minus(Duration.ofHours(ago))));
    }

    // ---- Handing in

    private Reply toHandIn(Ask ask, Desk desk, Frames.Here here) {
        return handing(ask, desk, here, guard.before(ask, desk, here.room()), Optional.empty());
    }

    private static Reply handing(Ask ask, Desk desk, Frames.Here here, Guarded guarded, Optional<Refusal> refused) {
        Optional<ItemView> answers = find(ask, desk, here);
        Form typed = refused.isPresent() || guarded.stops() ? ask.form() : Form.EMPTY;
        return RoomFrame.page(
                ask,
                desk,
                here,
                "handIn.jte",
                refused,
                Map.of(
                        "path",
                        Paths.room(here.room().ref()),
                        "answers",
                        answers,
                        "uploads",
                        desk.attachments().uploads(here.room().ref()).stream()
                                .filter(Attachments.Upload::complete)
                                .toList(),
                        "guard",
                        guarded,
                        "readers",
                        RoomPage.mark(here.room()),
                        "typed",
                        typed));
    }

    private Reply handIn(Ask ask, Desk desk, Frames.Here here) {
        Form form = ask.form();
        String text = form.text("text");
        String language =
                Language.ofTag(form.text("language")).orElse(Language.ENGLISH).tag();
        Optional<Hash> answered = ask.hash("item");
        // A letter is for one who doesn't read here: whom it names says nothing of the room.
        Guarded guarded = guard.inRoom(
                ask,
                desk,
                WrongRoom.Text.into(here.room(), text)
                        .mayName(here.room().outside().stream()
                                .map(Rooms.Outsider::name)
                                .toList()));
        if (guarded.stops()) {
            return handing(ask, desk, here, guarded, Optional.empty());
        }
        // An answer under a mangled name would go out as an item of its own.
        Result<Ok> done = answered.isEmpty() && !ask.segment("item").isEmpty()
                ? Result.refused("courier.answers-nothing")
                : desk.courier()
                        .handIn(
                                here.room().ref(),
                                new CourierItems.Handing(
                                        form.line("addressee"),
                                        text,
                                        language,
                                        BaseDirection.of(text, language),
                                        form.all("file"),
                                        answered));
        return switch (done) {
            case Result.Done<Ok> _ -> {
                guard.wrote(ask, here.room());
                yield Desks.see(ask, Paths.table(here.table().table()) + "/courier");
            }
            case Result.Refused<Ok>(Refusal why) -> handing(ask, desk, here, guarded, Optional.of(why));
        };
    }
}
