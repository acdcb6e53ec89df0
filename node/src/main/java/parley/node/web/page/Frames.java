package parley.node.web.page;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.base.PrincipalId;
import parley.base.Role;
import parley.base.TableId;
import parley.node.desk.Desk;
import parley.node.desk.Keeping;
import parley.node.desk.Mandating;
import parley.node.desk.Notice;
import parley.node.desk.People;
import parley.node.desk.Phasing;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import parley.node.desk.Tables;
import parley.node.web.ask.Ask;
import parley.node.web.ask.BrowserSession;
import parley.node.words.Language;
import parley.node.words.Look;
import parley.node.words.Words;
import parley.talks.phase.Phase;
import parley.talks.rules.RoomKind;

/** Builds the frame around a page: language, bar, rooms and tools, notices. */
final class Frames {
    private Frames() {}

    /** Before the vault is open: no table, no name, no count. */
    static Page closed(BrowserSession session, String titleKey) {
        Language language = session.language().orElse(Language.ENGLISH);
        return page(
                session,
                new Look(language, true, ZoneId.systemDefault()),
                titleKey,
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    /** Above all tables. */
    static Page above(Ask ask, Desk desk, String titleKey) {
        return page(
                ask.session(),
                look(desk),
                titleKey,
                Optional.of(new Page.Bar(Optional.empty(), desk.attachments().underWay())),
                desk.keeping().notices(),
                Optional.empty());
    }

    /** At a table; {@code current} is the path of the page that the nav marks. */
    static Page at(Ask ask, Desk desk, Tables.TableView table, String current, List<Notice> notices) {
        return at(ask, desk, table, current, notices, silence(table));
    }

    /** In a room. */
    static Page in(Ask ask, Desk desk, Here here, String current) {
        return at(ask, desk, here.table(), current, List.of(), silence(here.room()));
    }

    private static Page at(
            Ask ask,
            Desk desk,
            Tables.TableView table,
            String current,
            List<Notice> notices,
            Optional<Silence> silence) {
        Map<PrincipalId, Shape> shapes = shapes(desk, table.table());
        List<Page.NavTool> tools = new ArrayList<>();
        String base = Paths.table(table.table());
        Words words = new Words(look(desk));
        Phasing.TablePhase phase = desk.phasing().phase(table.table());
        List<RoomRef> byCourier = phase.rooms().stream()
                .filter(room -> room.now() == Phase.COURIER)
                .map(Phasing.RoomPhase::room)
                .toList();
        tool(tools, base + "/people", "nav.people", words.number(table.people()), current);
        if (table.ownRole() == Role.MEDIATOR) {
            tools.add(new Page.NavTool(
                    base + "/corridor",
                    "nav.corridor",
                    "",
                    current.equals(base + "/corridor"),
                    nothingCrosses(table, byCourier)));
        }
        if (table.ownRole() != Role.SUPPORTER) {
            ofTheTable(phase, table, words, tools, current);
        }
        tool(tools, base + "/pouch", "nav.pouch", "", current);
        tool(tools, base + "/search", "nav.search-table", "", current);
        tool(tools, base, "nav.table", "", current);
        Page.TableBar bar = new Page.TableBar(
                table.table().toHex(),
                table.coverName(),
                table.ownName(),
                shapes.getOrDefault(table.self(), Shape.BAR),
                rooms(desk, table, current),
                tools,
                byCourier.stream().map(Paths::room).toList(),
                desk.mandating().mandates(table.table()).rooms().stream()
                        .filter(Mandating.RoomUnder::bound)
                        .toList());
        return page(
                ask.session(),
                look(desk),
                "title.table",
                Optional.of(new Page.Bar(Optional.of(bar), desk.attachments().underWay())),
                notices,
                silence);
    }

    /** Whether nothing may cross yet from any caucus that there is. */
    private static boolean nothingCrosses(Tables.TableView table, List<RoomRef> byCourier) {
        List<RoomRef> caucuses = table.rooms().stream()
                .filter(room -> room.kind() == RoomKind.CAUCUS)
                .map(Rooms.RoomBrief::ref)
                .toList();
        return !caucuses.isEmpty() && byCourier.containsAll(caucuses);
    }

    /** What supporters have no use for: none of it is open to them. */
    private static void ofTheTable(
            Phasing.TablePhase phase, Tables.TableView table, Words words, List<Page.NavTool> tools, String current) {
        String base = Paths.table(table.table());
        tool(tools, base + "/phase", "nav.phase", phase(words, phase), current);
        tool(tools, base + "/mandates", "nav.mandates", "", current);
        tool(tools, base + "/courier", "nav.courier", "", current);
        tool(tools, base + "/soundings", "nav.soundings", "", current);
        tool(tools, base + "/invite", "nav.invite", "", current);
        tool(tools, base + "/plan", "nav.plan", "", current);
    }

    /** A phase on which nobody agreed is not named. */
    private static String phase(Words words, Phasing.TablePhase phase) {
        return phase.begun() ? words.say("phase-name." + phase.now().word()).plain() : "";
    }

    private static Optional<Silence> silence(Tables.TableView table) {
        Tables.Connection line = table.connection();
        String relay = table.relay().authority();
        if (line.otherKey()) {
            return Optional.of(Silence.otherKey(relay));
        }
        return line.reached()
                ? line.takesNothingSince().map(since -> Silence.declines(relay, since))
                : Optional.of(Silence.stale(relay, line.lastHeard()));
    }

    /** Of the relay at which the room is now: it may have moved away from the table's. */
    private static Optional<Silence> silence(Rooms.RoomView room) {
        String relay = room.relay().authority();
        if (room.otherKey()) {
            return Optional.of(Silence.otherKey(relay));
        }
        return room.staleSince()
                .map(since -> Silence.stale(relay, Optional.of(since).filter(at -> !at.equals(Instant.EPOCH))))
                .or(() -> room.takesNothingSince().map(since -> Silence.declines(relay, since)));
    }

    private static void tool(List<Page.NavTool> tools, String path, String key, String fact, String current) {
        tools.add(new Page.NavTool(path, key, fact, path.equals(current), false));
    }

    static Look look(Desk desk) {
        Keeping.Settings settings = desk.keeping().settings();
        return new Look(
                Language.ofTag(settings.language()).orElse(Language.ENGLISH),
                settings.ownNumerals(),
                ZoneId.systemDefault());
    }

    static List<Page.NavRoom> rooms(Desk desk, Tables.TableView table, String current) {
        Map<PrincipalId, Shape> shapes = shapes(desk, table.table());
        List<Page.NavRoom> rooms = new ArrayList<>();
        for (Rooms.RoomBrief brief : table.rooms()) {
            String path = Paths.room(brief.ref());
            SeatPlan plan = desk.rooms()
                    .room(brief.ref())
                    .map(room -> plan(room, shapes))
                    .orElseGet(() -> new SeatPlan(List.of(), brief.kind()));
            rooms.add(new Page.NavRoom(
                    path, brief.name(), plan, brief.unread(), current.equals(path) || current.startsWith(path + "/")));
        }
        return rooms;
    }

    static Map<PrincipalId, Shape> shapes(Desk desk, TableId table) {
        List<Shape.Marked> all = new ArrayList<>();
        desk.tables().table(table).ifPresent(own -> all.add(new Shape.Marked(own.self(), own.ownRole())));
        for (People.Person person : desk.people().list(table)) {
            all.add(new Shape.Marked(person.id(), person.role()));
        }
        return Shape.of(all);
    }

    static SeatPlan plan(Rooms.RoomView room, Map<PrincipalId, Shape> shapes) {
        List<SeatPlan.Seat> seats = new ArrayList<>();
        for (Rooms.Member member : room.members()) {
            seats.add(
                    new SeatPlan.Seat(shapes.getOrDefault(member.id(), Shape.BAR), member.role(), true, member.self()));
        }
        for (Rooms.Outsider outsider : room.outside()) {
            seats.add(new SeatPlan.Seat(shapes.getOrDefault(outsider.id(), Shape.BAR), outsider.role(), false, false));
        }
        return new SeatPlan(seats, room.kind());
    }

    /** A kind of no room that people sit in stands for terms that have not come yet. */
    private static boolean termsKnown(Rooms.RoomView room) {
        return room.kind() != RoomKind.PROTOCOL;
    }

    static Band band(Rooms.RoomView room, Map<PrincipalId, Shape> shapes) {
        return new Band(
                plan(room, shapes),
                room.name(),
                room.kind().word(),
                room.rules().recordIn(room.kind()).word(),
                room.rules().confidentiality().conveyance() == parley.talks.rules.Conveying.DENY
                        ? "convey.crossing-default"
                        : "convey.crossing-open",
                termsKnown(room),
                Paths.room(room.ref()),
                room.members().stream()
                        .map(member -> new Band.Reader(
                                shapes.getOrDefault(member.id(), Shape.BAR),
                                member.name(),
                                member.self(),
                                member.standing()))
                        .toList(),
                room.outside().stream()
                        .map(outsider ->
                                new Band.Outside(shapes.getOrDefault(outsider.id(), Shape.BAR), outsider.name()))
                        .toList());
    }

    /** The room that an address names, with its table; empty if this node has no such room. */
    static Optional<Here> here(Ask ask, Desk desk) {
        return ask.hash("table")
                .map(TableId::new)
                .flatMap(table -> desk.tables().table(table))
                .flatMap(table -> ask.hash("room")
                        .flatMap(room -> desk.rooms().room(new RoomRef(table.table(), new parley.base.RoomId(room))))
                        .map(room -> new Here(table, room)));
    }

    static Optional<Tables.TableView> table(Ask ask, Desk desk) {
        return ask.hash("table")
                .map(TableId::new)
                .flatMap(table -> desk.tables().table(table));
    }

    /** Where a request is. */
    record Here(Tables.TableView table, Rooms.RoomView room) {}

    private static Page page(
            BrowserSession session,
            Look look,
            String titleKey,
            Optional<Page.Bar> bar,
            List<Notice> notices,
            Optional<Silence> silence) {
        return new Page(
                new Words(look),
                new Page.Frame(
                        "/" + session.path(),
                        session.form().reveal(),
                        titleKey,
                        bar,
                        notices,
                        session.theme(),
                        silence));
    }
}
