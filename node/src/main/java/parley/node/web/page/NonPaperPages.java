package parley.node.web.page;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import parley.base.Ok;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.Role;
import parley.base.RoomId;
import parley.node.desk.Desk;
import parley.node.desk.Line;
import parley.node.desk.NonPapers;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import parley.node.web.ask.Ask;
import parley.node.web.ask.Form;
import parley.node.web.ask.Reply;
import parley.node.web.ask.Router;
import parley.node.words.Language;
import parley.node.wrongroom.WrongRoom;
import parley.talks.rules.RoomKind;

/** Laying a non-paper before a room, and a mediator's laying one that was given for others before another. */
public final class NonPaperPages {
    /** Hours that it may lie there: from a break in a meeting to a week at home. */
    public static final List<Integer> HOURS = List.of(1, 6, 24, 72, 168);

    private static final int USUAL_HOURS = 24;
    /** Minutes that it may lie elsewhere: also what is left of a paper's last hour. */
    private static final List<Integer> MINUTES_ELSEWHERE = List.of(10, 30, 60, 360, 1_440, 4_320, 10_080);

    private static final String CARRY = "/t/{table}/r/{room}/non-paper/{line}/carry";
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
        router.get(
                CARRY,
                desks.room((ask, desk, here) ->
                        showCarrying(ask, desk, here, Form.EMPTY, Guarded.NOTHING, Optional.empty())));
        router.post(CARRY, desks.room(this::carry));
    }

    private static Reply show(
            Ask ask, Desk desk, Frames.Here here, Form typed, Guarded guarded, Optional<Refusal> refused) {
        String path = Paths.room(here.room().ref());
        return RoomFrame.page(
                ask,
                desk,
                here,
                "nonPaper.jte",
                refused,
                Map.of(
                        "path",
                        path,
                        "mayMark",
                        here.table().ownRole() == Role.MEDIATOR,
                        "mayGive",
                        here.table().ownRole() == Role.PARTY && here.room().kind() == RoomKind.CAUCUS,
                        "typed",
                        typed,
                        "hours",
                        hours(typed),
                        "guard",
                        guarded));
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
                                form.text("standing").equals("yes"),
                                form.text("forOthers").equals("yes")));
        return switch (laid) {
            case Result.Done<Ok> _ -> {
                guard.wrote(ask, here.room());
                yield Desks.see(ask, Paths.room(room));
            }
            case Result.Refused<Ok>(Refusal why) -> show(ask, desk, here, form, guarded, Optional.of(why));
        };
    }

    /** A room before which it can be laid. */
    public record Target(String room, String name) {}

    private Reply showCarrying(
            Ask ask, Desk desk, Frames.Here here, Form typed, Guarded guarded, Optional<Refusal> refused) {
        RoomRef room = here.room().ref();
        String path = Paths.room(room);
        Optional<Line.NonPaper> paper = paper(ask, desk, room);
        if (paper.isEmpty()) {
            return Desks.refused(ask, desk, Refusal.of("nonpaper.stays-here"), path);
        }
        List<Rooms.RoomBrief> open = desk.rooms().list(room.table()).stream()
                .filter(one -> one.condition() instanceof Rooms.Condition.Open)
                .filter(one -> !one.ref().equals(room) && one.kind() != RoomKind.GALLERY)
                .toList();
        return RoomFrame.page(
                ask,
                desk,
                here,
                "nonPaperCarry.jte",
                refused,
                Map.of(
                        "path",
                        path,
                        "paper",
                        paper.get(),
                        "targets",
                        open.stream()
                                .map(one -> new Target(one.ref().room().toHex(), one.name()))
                                .toList(),
                        "along",
                        Stream.concat(Stream.of(room), open.stream().map(Rooms.RoomBrief::ref))
                                .toList(),
                        "minutes",
                        MINUTES_ELSEWHERE.stream()
                                .filter(minutes -> !clock.instant()
                                        .plus(Duration.ofMinutes(minutes))
                                        .isAfter(paper.get().lapses()))
                                .toList(),
                        "typed",
                        typed,
                        "guard",
                        guarded));
    }

    private static Optional<Line.NonPaper> paper(Ask ask, Desk desk, RoomRef room) {
        return ask.number("line")
                .flatMap(index -> desk.messages().line(room, index) instanceof Result.Done<Line>(Line.NonPaper paper)
                        ? Optional.of(paper)
                        : Optional.empty())
                .filter(Line.NonPaper::forOthers);
    }

    private Reply carry(Ask ask, Desk desk, Frames.Here here) {
        Form form = ask.form();
        RoomRef room = here.room().ref();
        int minutes = MINUTES_ELSEWHERE.stream()
                .filter(one -> form.text("minutes").equals(String.valueOf(one)))
                .findFirst()
                .orElse(MINUTES_ELSEWHERE.getFirst());
        Optional<RoomRef> to = Ask.named(form.text("to")).map(one -> new RoomRef(room.table(), new RoomId(one)));
        Guarded guarded = paper(ask, desk, room)
                .flatMap(paper -> to.flatMap(one -> desk.rooms().room(one))
                        .map(target -> guard.intoRooms(ask, desk, WrongRoom.carried(paper.text(), target))))
                .orElse(Guarded.NOTHING);
        if (guarded.stops()) {
            return showCarrying(ask, desk, here, form, guarded, Optional.empty());
        }
        Result<Ok> done = to.map(one -> desk.nonPapers()
                        .carry(
                                room,
                                ask.number("line").orElse(-1L),
                                new NonPapers.LayingElsewhere(
                                        one,
                                        clock.instant().plus(Duration.ofMinutes(minutes)),
                                        form.text("standing").equals("yes"))))
                .orElseGet(() -> Result.refused("convey.not-there"));
        return switch (done) {
            case Result.Done<Ok> _ -> Desks.see(ask, Paths.room(room));
            case Result.Refused<Ok>(Refusal why) -> showCarrying(ask, desk, here, form, guarded, Optional.of(why));
        };
    }
}
