package parley.node.web.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.node.desk.Rooms;

/**
 * A room of the same table whose Rules say something else than those that are shown: each room has Rules of its own, and who
 * sits in several must not take what was agreed in one for agreed in all.
 *
 * @param labels keys of the rules that differ, in the order in which Rules are shown; not empty
 */
public record OtherRules(String name, String path, List<String> labels) {
    public OtherRules {
        labels = List.copyOf(labels);
    }

    /** Of the open rooms in which this node's principal sits; no others are known here. */
    static List<OtherRules> of(Page page, Rooms rooms, Rooms.RoomView here) {
        List<OtherRules> others = new ArrayList<>();
        for (Rooms.RoomBrief brief : rooms.list(here.ref().table())) {
            if (!brief.ref().equals(here.ref())) {
                rooms.room(brief.ref())
                        .filter(room -> room.condition() instanceof Rooms.Condition.Open)
                        .flatMap(room -> between(page, here, room))
                        .ifPresent(others::add);
            }
        }
        return others;
    }

    private static Optional<OtherRules> between(Page page, Rooms.RoomView here, Rooms.RoomView other) {
        // One kind for both: what is recorded differs by kind in one and the same document.
        List<String> labels = RulesText.of(page, other.rules(), here.kind(), Optional.of(here.rules())).stream()
                .filter(row -> row.before().isPresent())
                .map(RulesText.Row::labelKey)
                .toList();
        return labels.isEmpty()
                ? Optional.empty()
                : Optional.of(new OtherRules(other.name(), Paths.room(other.ref()) + "/rules", labels));
    }
}
