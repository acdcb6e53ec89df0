package parley.node.web.page;

import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.base.Refusal;
import parley.base.Result;
import parley.node.desk.Desk;
import parley.node.desk.Line;
import parley.node.desk.Mandating;
import parley.node.desk.Messages;
import parley.node.desk.Phasing;
import parley.node.desk.Rooms;
import parley.node.web.ask.Ask;
import parley.node.words.Calendars;
import parley.node.words.Words;
import parley.talks.convey.Echo;
import parley.talks.message.MessageKind;
import parley.talks.phase.Phase;
import parley.talks.rules.RecordLevel;

/** Puts together what a room's page shows, and when its writer must name a reader first (the wrong-room guard). */
final class RoomViews {
    /** Lines of one page: a day of hard talks fits, and it opens at once. */
    static final int LINES = 50;

    /** Having written elsewhere so recently is when a passage lands in the wrong room. */
    private static final Duration OTHER_ROOM_WITHIN = Duration.ofMinutes(10);

    private static final String WROTE = "wrote-in";

    private final InstantSource clock;

    RoomViews(InstantSource clock) {
        this.clock = clock;
    }

    /** Where this browser wrote last. */
    private record Wrote(parley.node.desk.RoomRef room, String name, Instant when) {}

    Instant now() {
        return clock.instant();
    }

    RoomPage of(
            Ask ask,
            Desk desk,
            Frames.Here here,
            OptionalLong before,
            RoomPage.Writing writing,
            List<RoomPage.Guard> guards,
            boolean guardFailed,
            Optional<Refusal> refused) {
        Map<PrincipalId, Shape> shapes = Frames.shapes(desk, here.table().table());
        Rooms.RoomView room = here.room();
        Result<Messages.Page> read = desk.messages().page(room.ref(), before, LINES);
        Messages.Page lines = switch (read) {
            case Result.Done<Messages.Page>(Messages.Page page) -> page;
            case Result.Refused<Messages.Page> no -> new Messages.Page(List.of(), 0);
        };
        Optional<Refusal> why = refused.or(() -> switch (read) {
            case Result.Done<Messages.Page> done -> Optional.empty();
            case Result.Refused<Messages.Page>(Refusal refusal) -> Optional.of(refusal);
        });
        boolean newer = !lines.lines().isEmpty() && lines.lines().getLast().index() + 1 < lines.total();
        List<RoomPage.Guard> asked = guards.isEmpty() ? standing(ask, desk, room) : guards;
        return new RoomPage(
                here.table(),
                room,
                Frames.band(room, shapes),
                shapes,
                entries(lines, room, new Words(Frames.look(desk)).calendars()),
                lines.older(),
                newer,
                questions(desk, room),
                desk.messages().unplaced(room.ref()),
                desk.attachments().uploads(room.ref()),
                writing,
                asked,
                guardFailed,
                desk.keeping().settings().grace().toSeconds(),
                why,
                room.condition() instanceof Rooms.Condition.Frozen
                        && desk.rooms().relayFault(room.ref()).isDone(),
                phase(desk, room),
                under(desk, room),
                desk.suspending().suspension(room.ref()),
                clock.instant());
    }

    private static Optional<Mandating.RoomUnder> under(Desk desk, Rooms.RoomView room) {
        return desk.mandating().mandates(room.ref().table()).rooms().stream()
                .filter(one -> one.room().equals(room.ref()) && one.bound())
                .findFirst();
    }

    private static Phase phase(Desk desk, Rooms.RoomView room) {
        return desk.phasing().phase(room.ref().table()).rooms().stream()
                .filter(one -> one.room().equals(room.ref()))
                .map(Phasing.RoomPhase::now)
                .findFirst()
                .orElse(Phase.TALKS);
    }

    private List<Ageing> questions(Desk desk, Rooms.RoomView room) {
        return Ageing.of(
                desk.questions().open(room.ref().table()).stream()
                        .filter(one -> one.room().equals(room.ref()))
                        .toList(),
                clock.instant());
    }

    /** The draft of this room, or an empty composer in the interface's language. */
    static RoomPage.Writing kept(Desk desk, Frames.Here here) {
        return desk.messages()
                .draft(here.room().ref())
                .map(draft -> draft.message())
                .map(draft -> new RoomPage.Writing(
                        draft.kind(),
                        draft.text(),
                        draft.language(),
                        draft.inReplyTo().map(Hash::toHex).orElse(""),
                        draft.onRecord()))
                .orElseGet(() -> new RoomPage.Writing(
                        MessageKind.STATEMENT,
                        "",
                        desk.keeping().settings().language(),
                        "",
                        here.room().rules().recordIn(here.room().kind()) == RecordLevel.ON_UNLESS_MARKED));
    }

    void wrote(Ask ask, Rooms.RoomView room) {
        ask.session().hold(WROTE, new Wrote(room.ref(), room.name(), clock.instant()));
    }

    /** All reasons to ask for a reader's name before this text goes into this room. */
    List<RoomPage.Guard> guards(Ask ask, Desk desk, Rooms.RoomView room, String text) {
        List<RoomPage.Guard> guards = new ArrayList<>(standing(ask, desk, room));
        String folded = fold(text);
        for (Rooms.Outsider outsider : room.outside()) {
            if (!outsider.name().isBlank() && folded.contains(fold(outsider.name()))) {
                guards.add(new RoomPage.Guard("guard.names", List.of(Shown.plain(outsider.name()))));
            }
        }
        desk.conveying().corridor(room.ref().table()).passages().stream()
                .filter(one -> !one.room().equals(room.ref()))
                .filter(one ->
                        one.text().flatMap(said -> Echo.of(said.text(), text)).isPresent())
                .findFirst()
                .ifPresent(
                        one -> guards.add(new RoomPage.Guard("guard.passage", List.of(Shown.plain(one.roomName())))));
        if (guards.stream().noneMatch(one -> one.key().equals("guard.passage"))) {
            new Elsewhere(desk)
                    .roomOf(text, room)
                    .ifPresent(name -> guards.add(new RoomPage.Guard("guard.said", List.of(Shown.plain(name)))));
        }
        String opened = ask.form().text("roster");
        if (!opened.isEmpty() && !opened.equals(RoomPage.mark(room))) {
            guards.add(new RoomPage.Guard("guard.readers", List.of()));
        }
        return guards;
    }

    /** Whether somebody who reads this room was named, oneself excepted. */
    static boolean namesReader(String typed, Rooms.RoomView room) {
        String folded = fold(typed);
        return !folded.isEmpty()
                && room.members().stream()
                        .filter(member -> !member.self())
                        .anyMatch(member -> fold(member.name()).equals(folded));
    }

    private List<RoomPage.Guard> standing(Ask ask, Desk desk, Rooms.RoomView room) {
        Calendars calendars = new Words(Frames.look(desk)).calendars();
        return ask.session()
                .held(WROTE, Wrote.class)
                .filter(wrote -> !wrote.room().equals(room.ref()))
                .filter(wrote -> Duration.between(wrote.when(), clock.instant()).compareTo(OTHER_ROOM_WITHIN) < 0)
                .map(wrote -> List.of(new RoomPage.Guard(
                        "guard.other-room", List.of(Shown.plain(wrote.name()), calendars.time(wrote.when())))))
                .orElseGet(List::of);
    }

    private static List<RoomPage.Entry> entries(Messages.Page page, Rooms.RoomView room, Calendars calendars) {
        List<RoomPage.Entry> entries = new ArrayList<>();
        Optional<LocalDate> day = Optional.empty();
        boolean marked = false;
        for (Line line : page.lines()) {
            LocalDate own = calendars.localDate(line.arrived());
            boolean unread = !marked
                    && room.unread() > 0
                    && line.index() > room.readThrough().orElse(-1)
                    && !(line instanceof Line.Message message && message.own());
            marked |= unread;
            entries.add(new RoomPage.Entry(line, day.isEmpty() || !day.get().equals(own), unread && line.index() > 0));
            day = Optional.of(own);
        }
        return entries;
    }

    private static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .strip();
    }
}
