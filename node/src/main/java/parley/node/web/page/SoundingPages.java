package parley.node.web.page;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.Role;
import parley.base.RoomId;
import parley.node.desk.Desk;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import parley.node.desk.Soundings;
import parley.node.desk.Tables;
import parley.node.web.ask.Ask;
import parley.node.web.ask.Form;
import parley.node.web.ask.Reply;
import parley.node.web.ask.Router;
import parley.node.words.Language;
import parley.node.wrongroom.WrongRoom;
import parley.talks.rules.RoomKind;
import parley.talks.sounding.SoundingAnswer;
import parley.talks.sounding.SoundingKind;

/** Soundings: what was asked and how it stands; asking, for a mediator; answering, for a party. */
public final class SoundingPages {
    /** Hours that a question may stay open: from a pause in a meeting to a week at home. */
    public static final List<Integer> HOURS = List.of(1, 6, 24, 72, 168);

    private static final int USUAL_HOURS = 24;

    private final Desks desks;
    private final InstantSource clock;
    private final RoomGuard guard;

    SoundingPages(Desks desks, InstantSource clock) {
        this.desks = desks;
        this.clock = clock;
        guard = new RoomGuard(clock);
    }

    void add(Router router) {
        router.get(
                "/t/{table}/soundings",
                desks.table(
                        (ask, desk, table) -> show(ask, desk, table, Form.EMPTY, Guarded.NOTHING, Optional.empty())));
        router.post("/t/{table}/soundings", desks.table(this::asked));
        router.get(
                "/t/{table}/soundings/{sounding}",
                desks.table((ask, desk, table) -> question(ask, desk, table, Optional.empty())));
        router.post("/t/{table}/soundings/{sounding}", desks.table(SoundingPages::answered));
    }

    private static String path(Tables.TableView table) {
        return Paths.table(table.table()) + "/soundings";
    }

    private static Reply show(
            Ask ask, Desk desk, Tables.TableView table, Form typed, Guarded guarded, Optional<Refusal> refused) {
        List<Soundings.Sounding> all = desk.soundings().list(table.table());
        Optional<Instant> next = desk.soundings().nextFrom(table.table());
        return Render.html(
                refused,
                "soundings.jte",
                Map.of(
                        "p",
                        Frames.at(ask, desk, table, path(table), List.of()),
                        "path",
                        path(table),
                        "all",
                        all,
                        "caucuses",
                        caucuses(desk, table),
                        "mayAsk",
                        table.ownRole() == Role.MEDIATOR
                                && all.stream()
                                        .noneMatch(one -> one.state() == Soundings.State.OPEN
                                                || one.state() == Soundings.State.OVERDUE),
                        "nextFrom",
                        next,
                        "typed",
                        typed,
                        "hours",
                        hours(typed),
                        "guard",
                        guarded));
    }

    /** Changes when a question may be asked that could not be before, or no more: the form goes with it. */
    public static String stamp(boolean mayAsk, List<Rooms.RoomBrief> caucuses, Optional<Instant> nextFrom) {
        return mayAsk + " " + (caucuses.size() < 2) + " "
                + nextFrom.map(Instant::toString).orElse("");
    }

    /** Names what a question is about. That of a meeting may have no words of its own: then its kind asks it, and the heading doesn't. */
    public static String heading(SoundingKind kind) {
        return kind == SoundingKind.MEET ? "soundings.meeting" : asks(kind);
    }

    /** The question that a kind asks without words. */
    public static String asks(SoundingKind kind) {
        return "sounding-kind." + kind.word();
    }

    private static int hours(Form typed) {
        return HOURS.stream()
                .filter(hours -> typed.text("hours").equals(String.valueOf(hours)))
                .findFirst()
                .orElse(USUAL_HOURS);
    }

    private static List<Rooms.RoomBrief> caucuses(Desk desk, Tables.TableView table) {
        return desk.rooms().list(table.table()).stream()
                .filter(room -> room.kind() == RoomKind.CAUCUS && room.condition() instanceof Rooms.Condition.Open)
                .toList();
    }

    private Reply asked(Ask ask, Desk desk, Tables.TableView table) {
        Form form = ask.form();
        String text = form.text("text");
        String language =
                Language.ofTag(form.text("language")).orElse(Language.ENGLISH).tag();
        List<RoomId> rooms = caucuses(desk, table).stream()
                .map(room -> room.ref().room())
                .filter(room -> form.all("room").contains(room.toHex()))
                .toList();
        Guarded guarded = guard.intoRooms(ask, desk, leaving(desk, table, text, rooms));
        if (guarded.stops()) {
            return show(ask, desk, table, form, guarded, Optional.empty());
        }
        Result<Hash> made = desk.soundings()
                .ask(
                        table.table(),
                        new Soundings.Question(
                                Chosen.of(SoundingKind.values(), form.text("kind"))
                                        .orElse(SoundingKind.MEET),
                                text,
                                language,
                                BaseDirection.of(text, language),
                                rooms,
                                clock.instant().plus(Duration.ofHours(hours(form)))));
        return switch (made) {
            case Result.Done<Hash> _ -> Desks.see(ask, path(table));
            case Result.Refused<Hash>(Refusal why) -> show(ask, desk, table, form, guarded, Optional.of(why));
        };
    }

    private static WrongRoom.Text leaving(Desk desk, Tables.TableView table, String text, List<RoomId> rooms) {
        List<Rooms.RoomView> into = rooms.stream()
                .flatMap(room -> desk.rooms().room(new RoomRef(table.table(), room)).stream())
                .toList();
        return WrongRoom.question(text, into);
    }

    private static Optional<Soundings.Sounding> sounding(Ask ask, Desk desk, Tables.TableView table) {
        return ask.hash("sounding")
                .flatMap(id -> desk.soundings().list(table.table()).stream()
                        .filter(one -> one.id().equals(id))
                        .findFirst());
    }

    private static Reply question(Ask ask, Desk desk, Tables.TableView table, Optional<Refusal> refused) {
        Optional<Soundings.Sounding> found = sounding(ask, desk, table);
        return found.filter(one -> one.answerIn().isPresent() || refused.isPresent())
                .map(one -> Render.html(
                        refused,
                        "soundingAnswer.jte",
                        Map.of(
                                "p",
                                Frames.at(ask, desk, table, path(table), List.of()),
                                "path",
                                path(table),
                                "v",
                                one,
                                "room",
                                one.answerIn()
                                        .flatMap(room -> desk.rooms().room(new RoomRef(table.table(), room)))
                                        .map(Rooms.RoomView::name)
                                        .orElse(""))))
                .orElseGet(() -> found.isPresent() ? Desks.see(ask, path(table)) : Desks.missing(ask, desk));
    }

    private static Reply answered(Ask ask, Desk desk, Tables.TableView table) {
        Optional<Soundings.Sounding> found = sounding(ask, desk, table);
        if (found.isEmpty()) {
            return Desks.missing(ask, desk);
        }
        Optional<RoomId> room = found.get().answerIn();
        Optional<SoundingAnswer> answer =
                Chosen.of(SoundingAnswer.values(), ask.form().text("answer"));
        Result<Ok> done = room.isEmpty()
                ? Result.refused("sounding.not-open")
                : answer.isEmpty()
                        ? Result.refused("sounding.choose")
                        : desk.soundings()
                                .answer(
                                        new RoomRef(table.table(), room.get()),
                                        found.get().id(),
                                        answer.get());
        return switch (done) {
            case Result.Done<Ok> _ -> Desks.see(ask, path(table));
            case Result.Refused<Ok>(Refusal why) -> question(ask, desk, table, Optional.of(why));
        };
    }
}
