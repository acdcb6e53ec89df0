package parley.node.web.page;

import java.util.List;
import java.util.Optional;
import parley.base.Hash;
import parley.node.desk.Rooms;
import parley.node.web.ask.Ask;

/**
 * What somebody asks, on whichever page of the room it is answered.
 *
 * @param changed whether this browser was shown something else first: whoever read the Rules on one page says yes on another
 */
public record AskedRoom(Rooms.RoomView room, Rooms.Condition.Asked asked, boolean changed) {
    /** The asking that this browser was shown first, as long as it is open. */
    private record First(Hash asking) {}

    /** Empty where nobody asks. */
    static Optional<AskedRoom> of(Ask ask, Rooms.RoomView room) {
        String name = "asked-" + room.id().toHex();
        if (!(room.condition() instanceof Rooms.Condition.Asked asked)) {
            ask.session().take(name, First.class);
            return Optional.empty();
        }
        Optional<First> first = ask.session().held(name, First.class);
        // What a page fetches by itself nobody may have seen.
        if (first.isEmpty() && !ask.byScript()) {
            ask.session().hold(name, new First(asked.asking()));
        }
        return Optional.of(new AskedRoom(
                room,
                asked,
                first.filter(one -> !one.asking().equals(asked.asking())).isPresent()));
    }

    /** Names what the page shows: a yes names it again. */
    public String shown() {
        return asked.asking().toHex();
    }

    public String path() {
        return Paths.room(room.ref());
    }

    public List<String> others() {
        return room.members().stream()
                .filter(member -> !member.self())
                .map(Rooms.Member::name)
                .toList();
    }
}
