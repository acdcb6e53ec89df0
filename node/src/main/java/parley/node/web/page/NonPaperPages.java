package parley.node.web.page;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.base.Ok;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.Role;
import parley.node.desk.Desk;
import parley.node.desk.NonPapers;
import parley.node.desk.RoomRef;
import parley.node.web.ask.Ask;
import parley.node.web.ask.Form;
import parley.node.web.ask.Reply;
import parley.node.web.ask.Router;
import parley.node.words.Language;
import parley.node.wrongroom.WrongRoom;

/** Laying a non-paper before a room. */
public final class NonPaperPages {
    /** Hours that it may lie there: from a break in a meeting to a week at home. */
    public static final List<Integer> HOURS = List.of(1, 6, 24, 72, 168);

    private static final int USUAL_HOURS = 24;
    private static final String PATH = "/t/{table}/r/{room}/non-paper";

    private final Desks desks;
    private final InstantSource clock;
    private final RoomGuard guard;

    NonPaperPages(Desks desks, InstantSource clock) {
        this.desks = desks;
        this.clock = clock;
        guard = new RoomGuard(clock);
    }

    void add(Router router) {
        router.get(
                PATH,
                desks.room((ask, desk, here) ->
                        show(ask, desk, here, Form.EMPTY, guard.before(ask, desk, here.room()), Optional.empty())));
        router.post(PATH, desks.room(this::lay));
    }

    private static Reply show(
            Ask ask, Desk desk, Frames.Here here, Form typed, Guarded guarded, Optional<Refusal> refused) {
        String path = Paths.room(here.room().ref());
        return Render.html(
                refused.isPresent() ? 409 : 200,
                "nonPaper.jte",
                Map.of(
                        "p",
                        Frames.in(ask, desk, here, path + "/"),
                        "band",
                        Frames.band(
                                here.room(), Frames.shapes(desk, here.table().table())),
                        "room",
                        here.room(),
                        "path",
                        path,
                        "mayMark",
                        here.table().ownRole() == Role.MEDIATOR,
                        "typed",
                        typed,
                        "hours",
                        hours(typed),
                        "guard",
                        guarded,
                        "refused",
                        refused));
    }

    private static int hours(Form typed) {
        return HOURS.stream()
                .filter(hours -> typed.text("hours").equals(String.valueOf(hours)))
                .findFirst()
                .orElse(USUAL_HOURS);
    }

    private Reply lay(Ask ask, Desk desk, Frames.Here here) {
        Form form = ask.form();
        RoomRef room = here.room().ref();
        String text = form.text("text");
        String language =
                Language.ofTag(form.text("language")).orElse(Language.ENGLISH).tag();
        Guarded guarded = guard.inRoom(ask, desk, WrongRoom.Text.into(here.room(), text));
        if (guarded.stops()) {
            return show(ask, desk, here, form, guarded, Optional.empty());
        }
        Result<Ok> laid = desk.nonPapers()
                .lay(
                        room,
                        new NonPapers.Laying(
                                text,
                                language,
                                BaseDirection.of(text, language),
                                clock.instant().plus(Duration.ofHours(hours(form))),
                                form.text("standing").equals("yes")));
        return switch (laid) {
            case Result.Done<Ok> _ -> {
                guard.wrote(ask, here.room());
                yield Desks.see(ask, Paths.room(room));
            }
            case Result.Refused<Ok>(Refusal why) -> show(ask, desk, here, form, guarded, Optional.of(why));
        };
    }
}
