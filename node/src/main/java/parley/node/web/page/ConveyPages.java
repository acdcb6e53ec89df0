package parley.node.web.page;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.PrincipalId;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.Role;
import parley.base.RoomId;
import parley.node.desk.Conveying;
import parley.node.desk.Desk;
import parley.node.desk.Line;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import parley.node.desk.Tables;
import parley.node.web.ask.Ask;
import parley.node.web.ask.Form;
import parley.node.web.ask.Reply;
import parley.node.web.ask.Router;
import parley.node.words.Language;
import parley.node.wrongroom.WrongRoom;
import parley.talks.convey.CrossedAs;
import parley.talks.rules.RoomKind;

/** What may cross: an author labels passages; a mediator sees what waits in the corridor and brings it across. */
public final class ConveyPages {
    private static final String PASSAGE = "/t/{table}/r/{room}/passages/{passage}";

    private final Desks desks;
    private final InstantSource clock;
    private final RoomGuard guard;

    ConveyPages(Desks desks, InstantSource clock) {
        this.desks = desks;
        this.clock = clock;
        guard = new RoomGuard(clock);
    }

    void add(Router router) {
        router.get(
                "/t/{table}/corridor",
                desks.table((ask, desk, table) -> corridor(ask, desk, table, "", Guarded.NOTHING, Optional.empty())));
        router.get(
                "/t/{table}/r/{room}/passages",
                desks.room((ask, desk, here) -> passages(ask, desk, here, Optional.empty())));
        router.get(
                "/t/{table}/r/{room}/mark/{line}",
                desks.room((ask, desk, here) -> marking(ask, desk, here, ConveyForm::rows, Optional.empty())));
        router.post("/t/{table}/r/{room}/mark/{line}", desks.room(this::mark));
        router.post(PASSAGE + "/label", desks.room(this::label));
        router.post(PASSAGE + "/withdraw", desks.room(this::withdraw));
        router.post(PASSAGE + "/prove", desks.room(this::prove));
        router.post(PASSAGE + "/convey", desks.room(this::convey));
        router.post("/t/{table}/corridor/{crossing}", desks.table(this::held));
    }

    // ---- Of an author

    private Reply marking(
            Ask ask,
            Desk desk,
            Frames.Here here,
            Function<Line.Message, List<ConveyForm.Row>> rows,
            Optional<Refusal> refused) {
        RoomRef room = here.room().ref();
        Optional<Refusal> never = notHere(here);
        if (never.isPresent()) {
            return passages(ask, desk, here, never);
        }
        boolean opens = here.table().ownRole() == Role.MEDIATOR;
        Optional<Line.Message> message = ask.number("line")
                .flatMap(index -> desk.messages().line(room, index) instanceof Result.Done<Line>(Line.Message found)
                        ? Optional.of(found)
                        : Optional.empty());
        return message.map(found -> RoomFrame.page(
                        ask,
                        desk,
                        here,
                        opens ? "takeUp.jte" : "mark.jte",
                        refused,
                        Map.of(
                                "path",
                                Paths.room(room),
                                "message",
                                found,
                                "rows",
                                rows.apply(found),
                                "unmarked",
                                unmarkedCross(here))))
                .orElseGet(() -> Desks.missing(ask, desk));
    }

    /** Why nobody labels anything from this node in this room: every node would refuse it. */
    private static Optional<Refusal> notHere(Frames.Here here) {
        boolean opens = here.table().ownRole() == Role.MEDIATOR;
        if (opens && !unmarkedCross(here)) {
            return Optional.of(Refusal.of("convey.denied"));
        }
        if (!opens && here.table().ownRole() != Role.PARTY) {
            return Optional.of(Refusal.of("convey.parties-mark"));
        }
        return here.room().kind() == RoomKind.CAUCUS ? Optional.empty() : Optional.of(Refusal.of("convey.no-caucus"));
    }

    /** Whether a mediator may put in substance here what carries no caveat. */
    private static boolean unmarkedCross(Frames.Here here) {
        return here.room().rules().confidentiality().conveyance() == parley.talks.rules.Conveying.IN_SUBSTANCE;
    }

    private Reply mark(Ask ask, Desk desk, Frames.Here here) {
        RoomRef room = here.room().ref();
        List<Conveying.Mark> marks = here.table().ownRole() == Role.MEDIATOR
                ? ConveyForm.takenUp(ask.form())
                : ConveyForm.marks(ask.form(), clock.instant(), unmarkedCross(here));
        Result<Ok> marked = desk.conveying().mark(room, ask.number("line").orElse(-1L), marks);
        return switch (marked) {
            case Result.Done<Ok> _ -> Desks.see(ask, Paths.room(room));
            case Result.Refused<Ok>(Refusal why) ->
                marking(ask, desk, here, _ -> ConveyForm.rows(ask.form()), Optional.of(why));
        };
    }

    private Reply passages(Ask ask, Desk desk, Frames.Here here, Optional<Refusal> refused) {
        RoomRef room = here.room().ref();
        return RoomFrame.page(
                ask,
                desk,
                here,
                "passages.jte",
                refused,
                Map.of("path", Paths.room(room), "passages", desk.conveying().passages(room)));
    }

    private Reply label(Ask ask, Desk desk, Frames.Here here) {
        return after(
                ask,
                desk,
                here,
                passage -> desk.conveying()
                        .relabel(
                                here.room().ref(),
                                passage,
                                ConveyForm.label(ask.form(), clock.instant(), lapses(desk, here, passage))));
    }

    private static Optional<Instant> lapses(Desk desk, Frames.Here here, Hash passage) {
        return desk.conveying().passages(here.room().ref()).stream()
                .filter(one -> one.id().equals(passage))
                .findFirst()
                .flatMap(one -> one.label().lapses());
    }

    private Reply withdraw(Ask ask, Desk desk, Frames.Here here) {
        return after(
                ask,
                desk,
                here,
                passage -> desk.conveying().withdraw(here.room().ref(), passage));
    }

    private Reply prove(Ask ask, Desk desk, Frames.Here here) {
        Optional<PrincipalId> reader = Ask.named(ask.form().text("reader")).map(PrincipalId::new);
        return after(
                ask,
                desk,
                here,
                passage -> reader.map(who -> desk.conveying().prove(here.room().ref(), passage, who))
                        .orElseGet(() -> Result.refused("convey.unknown-reader")));
    }

    private Reply after(Ask ask, Desk desk, Frames.Here here, Function<Hash, Result<Ok>> act) {
        Result<Ok> done = ask.hash("passage").map(act).orElseGet(() -> Result.refused("convey.no-such-passage"));
        return switch (done) {
            case Result.Done<Ok> _ -> Desks.see(ask, Paths.room(here.room().ref()) + "/passages");
            case Result.Refused<Ok>(Refusal why) -> passages(ask, desk, here, Optional.of(why));
        };
    }

    // ---- Of a mediator

    private Reply corridor(
            Ask ask, Desk desk, Tables.TableView table, String at, Guarded guarded, Optional<Refusal> refused) {
        String path = Paths.table(table.table());
        List<Rooms.RoomBrief> rooms = desk.rooms().list(table.table());
        return Render.html(
                refused,
                "corridor.jte",
                Map.of(
                        "p",
                        Frames.at(ask, desk, table, path + "/corridor", List.of()),
                        "v",
                        new ConveyForm.CorridorPage(
                                path, desk.conveying().corridor(table.table()), rooms, clock.instant()),
                        "typed",
                        at.isEmpty() ? Form.EMPTY : ask.form(),
                        "at",
                        at,
                        "guard",
                        guarded));
    }

    private Reply held(Ask ask, Desk desk, Tables.TableView table) {
        Optional<Hash> crossing = ask.hash("crossing");
        boolean say = ask.form().text("act").equals("say");
        Result<Ok> done = crossing.map(id -> say
                        ? desk.conveying().release(table.table(), id)
                        : desk.conveying().drop(table.table(), id))
                .orElseGet(() -> Result.refused("convey.not-held"));
        return switch (done) {
            case Result.Done<Ok> _ -> Desks.see(ask, Paths.table(table.table()) + "/corridor");
            case Result.Refused<Ok>(Refusal why) -> corridor(ask, desk, table, "", Guarded.NOTHING, Optional.of(why));
        };
    }

    private Reply convey(Ask ask, Desk desk, Frames.Here here) {
        Optional<Hash> passage = ask.hash("passage");
        Optional<Conveying.PassageView> found = desk
                .conveying()
                .passages(here.room().ref())
                .stream()
                .filter(one -> passage.filter(one.id()::equals).isPresent())
                .findFirst();
        Optional<RoomId> to = Ask.named(ask.form().text("to")).map(RoomId::new);
        Optional<CrossedAs> as = found.flatMap(one -> one.label().caveat().crossesAs());
        Optional<Conveying.Bringing> bringing = to.flatMap(room ->
                as.map(form -> bringing(ask.form(), new RoomRef(here.table().table(), room), form)));
        Guarded guarded = found.flatMap(one -> bringing.map(bring -> guarded(ask, desk, here, one, bring)))
                .orElse(Guarded.NOTHING);
        if (guarded.stops()) {
            return corridor(ask, desk, here.table(), found.get().id().toHex(), guarded, Optional.empty());
        }
        Result<Ok> conveyed = found.isEmpty() || bringing.isEmpty()
                ? Result.refused("convey.no-such-passage")
                : desk.conveying().convey(here.room().ref(), found.get().id(), bringing.get());
        return switch (conveyed) {
            case Result.Done<Ok> _ -> Desks.see(ask, Paths.table(here.table().table()) + "/corridor");
            case Result.Refused<Ok>(Refusal why) ->
                corridor(ask, desk, here.table(), passage.map(Hash::toHex).orElse("-"), guarded, Optional.of(why));
        };
    }

    private Guarded guarded(
            Ask ask, Desk desk, Frames.Here here, Conveying.PassageView passage, Conveying.Bringing bringing) {
        return desk.rooms()
                .room(bringing.to())
                .flatMap(target -> WrongRoom.crossing(passage, bringing, here.room(), target).stream()
                        .map(text -> guard.intoRooms(ask, desk, text))
                        .reduce(Guarded::and))
                .orElse(Guarded.NOTHING);
    }

    private static Conveying.Bringing bringing(Form form, RoomRef to, CrossedAs as) {
        String language =
                Language.ofTag(form.text("language")).orElse(Language.ENGLISH).tag();
        String text = form.text("text");
        return new Conveying.Bringing(
                to,
                as,
                text,
                language,
                BaseDirection.of(text, language),
                form.line("because"),
                form.text("evenSo").equals("yes"));
    }
}
