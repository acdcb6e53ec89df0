package parley.node.web.page;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Refusal;
import parley.base.Result;
import parley.node.desk.Desk;
import parley.node.desk.RoomRef;
import parley.node.desk.Suspending;
import parley.node.desk.Suspending.SuspensionView;
import parley.node.web.ask.Ask;
import parley.node.web.ask.Form;
import parley.node.web.ask.Reply;
import parley.node.web.ask.Router;
import parley.node.wrongroom.WrongRoom;

/** A pause in the talks of a room: suspending, letting them go on, giving notice of withdrawal and taking it back. */
public final class SuspensionPages {
    private static final String SUSPENSION = "/t/{table}/r/{room}/suspension";

    private final Desks desks;
    private final RoomGuard guard;

    SuspensionPages(Desks desks, InstantSource clock) {
        this.desks = desks;
        guard = new RoomGuard(clock);
    }

    void add(Router router) {
        router.get(
                SUSPENSION,
                desks.room((ask, desk, here) ->
                        show(ask, desk, here, guard.before(ask, desk, here.room()), Optional.empty())));
        router.post(
                SUSPENSION,
                writing(
                        "reason",
                        (ask, desk, room) -> desk.suspending()
                                .suspension(room)
                                .then(now -> desk.suspending()
                                        .suspend(
                                                room,
                                                new Suspending.Stopping(
                                                        ask.form().text("reason"),
                                                        days(ask.form(), now.mostDays()))))));
        router.post(
                SUSPENSION + "/{suspension}/resume",
                act((ask, desk, room) -> named(
                        ask,
                        "suspension",
                        "suspension.none",
                        name -> desk.suspending().resume(room, name))));
        router.post(
                SUSPENSION + "/notice",
                writing(
                        "note",
                        (ask, desk, room) -> desk.suspending()
                                .giveNotice(
                                        room, new Suspending.Leaving(ask.form().text("note")))));
        router.post(
                SUSPENSION + "/notice/{notice}/back",
                act((ask, desk, room) -> named(
                        ask,
                        "notice",
                        "suspension.no-notice",
                        name -> desk.suspending().takeNoticeBack(room, name))));
    }

    /** An act in a room. */
    @FunctionalInterface
    private interface InRoom {
        Result<Ok> done(Ask ask, Desk desk, RoomRef room);
    }

    private Router.Page act(InRoom act) {
        return desks.room(
                (ask, desk, here) -> switch (act.done(ask, desk, here.room().ref())) {
                    case Result.Done<Ok> _ -> Desks.see(ask, path(here));
                    case Result.Refused<Ok>(Refusal why) -> show(ask, desk, here, Guarded.NOTHING, Optional.of(why));
                });
    }

    /** An act that says something in the room's hearing. */
    private Router.Page writing(String field, InRoom act) {
        return desks.room((ask, desk, here) -> {
            Guarded guarded = guard.inRoom(
                    ask, desk, WrongRoom.Text.into(here.room(), ask.form().text(field)));
            if (guarded.stops()) {
                return show(ask, desk, here, guarded, Optional.empty());
            }
            return switch (act.done(ask, desk, here.room().ref())) {
                case Result.Done<Ok> _ -> {
                    guard.wrote(ask, here.room());
                    yield Desks.see(ask, path(here));
                }
                case Result.Refused<Ok>(Refusal why) -> show(ask, desk, here, guarded, Optional.of(why));
            };
        });
    }

    private static Result<Ok> named(Ask ask, String segment, String otherwise, Function<Hash, Result<Ok>> act) {
        return ask.hash(segment).map(act).orElseGet(() -> Result.refused(otherwise));
    }

    /** What is no number of days is refused as one: the desk says which are. */
    private static int days(Form form, int most) {
        return form.number("days", 1, most).map(Long::intValue).orElse(0);
    }

    private static String path(Frames.Here here) {
        return Paths.room(here.room().ref()) + "/suspension";
    }

    private static Reply show(Ask ask, Desk desk, Frames.Here here, Guarded guarded, Optional<Refusal> refused) {
        RoomRef room = here.room().ref();
        return switch (desk.suspending().suspension(room)) {
            case Result.Done<SuspensionView>(SuspensionView now) -> shown(ask, desk, here, now, guarded, refused);
            case Result.Refused<SuspensionView>(Refusal unread) ->
                Desks.refused(ask, desk, refused.orElse(unread), Paths.room(room));
        };
    }

    private static Reply shown(
            Ask ask, Desk desk, Frames.Here here, SuspensionView now, Guarded guarded, Optional<Refusal> refused) {
        return RoomFrame.page(
                ask,
                desk,
                here,
                "suspension.jte",
                refused,
                Map.of(
                        "path",
                        path(here),
                        "v",
                        now,
                        "readers",
                        RoomPage.mark(here.room()),
                        "guard",
                        guarded,
                        "typed",
                        refused.isPresent() || guarded.stops() ? ask.form() : Form.EMPTY));
    }
}
