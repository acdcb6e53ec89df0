package parley.node.web.page;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.base.Refusal;
import parley.base.Result;
import parley.node.desk.Desk;
import parley.node.desk.Line;
import parley.node.desk.Messages;
import parley.node.desk.Phasing;
import parley.node.desk.Rooms;
import parley.node.desk.Suspending.SuspensionView;
import parley.node.words.Calendars;
import parley.node.words.Words;
import parley.talks.message.MessageKind;
import parley.talks.phase.Phase;
import parley.talks.rules.RecordLevel;

/** Puts together what a room's page shows. */
final class RoomViews {
    /** Lines of one page: a day of hard talks fits, and it opens at once. */
    static final int LINES = 50;

    /** Beside a refusal that says that the vault can't be read. */
    private static final SuspensionView UNREAD = new SuspensionView(false, 0, Optional.empty(), false, 0, List.of());

    private final InstantSource clock;

    RoomViews(InstantSource clock) {
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    RoomPage of(
            Desk desk,
            Frames.Here here,
            OptionalLong before,
            RoomPage.Writing writing,
            Guarded guard,
            Optional<Refusal> refused) {
        Map<PrincipalId, Shape> shapes = Frames.shapes(desk, here.table().table());
        Rooms.RoomView room = here.room();
        Result<Messages.Page> read = desk.messages().page(room.ref(), before, LINES);
        Messages.Page lines = switch (read) {
            case Result.Done<Messages.Page>(Messages.Page page) -> page;
            case Result.Refused<Messages.Page> no -> new Messages.Page(List.of(), 0);
        };
        Result<SuspensionView> stop = desk.suspending().suspension(room.ref());
        Optional<Refusal> why = refused.or(() -> why(read)).or(() -> why(stop));
        boolean newer = !lines.lines().isEmpty() && lines.lines().getLast().index() + 1 < lines.total();
        return new RoomPage(
                here.table(),
                room,
                Frames.band(room, shapes),
                shapes,
                entries(lines, room, new Words(Frames.look(desk)).calendars()),
                lines.older(),
                newer,
                questions(desk, room),
                TablesView.consents(desk, room.ref(), room.name()),
                desk.messages().unplaced(room.ref()),
                desk.messages().lateActs(room.ref()),
                desk.attachments().uploads(room.ref()),
                writing,
                guard,
                desk.keeping().settings().grace().toSeconds(),
                why,
                desk.rooms().relayFault(room.ref()).isDone(),
                phase(desk, room),
                stop instanceof Result.Done<SuspensionView>(SuspensionView view) ? view : UNREAD,
                clock.instant());
    }

    private static Optional<Refusal> why(Result<?> read) {
        return read instanceof Result.Refused<?>(Refusal why) ? Optional.of(why) : Optional.empty();
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
                        draft.onRecord(),
                        draft.attachments()))
                .orElseGet(() -> new RoomPage.Writing(
                        MessageKind.STATEMENT,
                        "",
                        desk.keeping().settings().language(),
                        "",
                        here.room().rules().recordIn(here.room().kind()) == RecordLevel.ON_UNLESS_MARKED,
                        List.of()));
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
}
