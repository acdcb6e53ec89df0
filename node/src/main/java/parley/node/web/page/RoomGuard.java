package parley.node.web.page;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.node.desk.Desk;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import parley.node.web.ask.Ask;
import parley.node.web.page.Guarded.Reason;
import parley.node.words.Words;
import parley.node.wrongroom.WrongRoom;

/**
 * The wrong-room guard: asks the writer of any text that leaves for a room to name one of its readers first, where the text looks as
 * if it were meant for another room, or says what was said in one.
 *
 * <p>One guard for all fields of all pages, so that what was told in one caucus doesn't reach another as a non-paper, a question or an
 * offer only because nobody thought of that form. What speaks against a text {@link WrongRoom} says,
 * to programs and commands too; here come what a browser did before, and a person who types the name.
 */
final class RoomGuard {
    /** The hidden field with the readers for whom a page was opened, and the field for the name. */
    static final String READERS = "roster";

    static final String NAME = "guard";

    /** Having written elsewhere so recently is when a passage lands in the wrong room. */
    private static final Duration OTHER_ROOM_WITHIN = Duration.ofMinutes(10);

    private static final String WROTE = "wrote-in";

    private final InstantSource clock;

    RoomGuard(InstantSource clock) {
        this.clock = clock;
    }

    /** Where this browser wrote last. */
    private record Wrote(RoomRef room, String name, Instant when) {}

    /** For a text written on a page of its room: besides what it says, where this browser wrote last and who reads it now count. */
    Guarded inRoom(Ask ask, Desk desk, WrongRoom.Text text) {
        List<Reason> reasons = new ArrayList<>();
        Rooms.RoomView room = text.into().getFirst();
        lately(ask, desk, room).ifPresent(reasons::add);
        reasons.addAll(saying(desk, text, room));
        String opened = ask.form().text(READERS);
        if (!opened.isEmpty() && !opened.equals(RoomPage.mark(room))) {
            reasons.add(new Reason("guard.readers", List.of()));
        }
        return guarded(ask, reasons, text.into());
    }

    /** For a text written on a page of no room, where the act itself says into which rooms it goes. */
    Guarded intoRooms(Ask ask, Desk desk, WrongRoom.Text text) {
        List<Reason> reasons = new ArrayList<>();
        List<Rooms.RoomView> asking = new ArrayList<>();
        for (Rooms.RoomView room : text.into()) {
            List<Reason> here = saying(desk, text, room);
            if (!here.isEmpty()) {
                asking.add(room);
                here.stream().filter(one -> !reasons.contains(one)).forEach(reasons::add);
            }
        }
        return guarded(ask, reasons, asking);
    }

    /** For an item on its way into a room: whether it is for somebody who reads there. */
    Guarded item(Ask ask, String addressee, String from, Rooms.RoomView room) {
        return guarded(
                ask,
                WrongRoom.addressed(addressee, from, room).stream()
                        .map(RoomGuard::reason)
                        .toList(),
                List.of(room));
    }

    /** What a page of this room asks before anything is typed. */
    Guarded before(Ask ask, Desk desk, Rooms.RoomView room) {
        return new Guarded(lately(ask, desk, room).stream().toList(), "", false);
    }

    /** Something was sent into this room from a page of its own. */
    void wrote(Ask ask, Rooms.RoomView room) {
        ask.session().hold(WROTE, new Wrote(room.ref(), room.name(), clock.instant()));
    }

    private static Guarded guarded(Ask ask, List<Reason> reasons, List<Rooms.RoomView> rooms) {
        String typed = ask.form().line(NAME);
        return new Guarded(reasons, typed, rooms.stream().anyMatch(room -> WrongRoom.namesReader(typed, room)));
    }

    private Optional<Reason> lately(Ask ask, Desk desk, Rooms.RoomView room) {
        return ask.session()
                .held(WROTE, Wrote.class)
                .filter(wrote -> !wrote.room().equals(room.ref()))
                .filter(wrote -> Duration.between(wrote.when(), clock.instant()).compareTo(OTHER_ROOM_WITHIN) < 0)
                .map(wrote -> new Reason(
                        "guard.other-room",
                        List.of(
                                Shown.plain(wrote.name()),
                                new Words(Frames.look(desk)).calendars().time(wrote.when()))));
    }

    private static List<Reason> saying(Desk desk, WrongRoom.Text text, Rooms.RoomView room) {
        return WrongRoom.find(desk, text, room).stream().map(RoomGuard::reason).toList();
    }

    private static Reason reason(WrongRoom.Finding finding) {
        return new Reason(
                finding.key(), finding.parts().stream().map(Shown::plain).toList());
    }
}
