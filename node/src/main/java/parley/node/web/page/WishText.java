package parley.node.web.page;

import java.util.List;
import java.util.stream.Stream;
import parley.base.PrincipalId;
import parley.node.desk.Changes;
import parley.node.desk.Rooms;

/** A wish as one sentence of the catalogue: its key and parts in order. */
public record WishText(String key, List<String> parts) {
    public WishText {
        parts = List.copyOf(parts);
    }

    /** Somebody to choose, as a list shows them. */
    public record Choice(String id, String name) {}

    /** Everyone who could be let in. */
    public static List<Choice> outside(Rooms.RoomView room) {
        return room.outside().stream()
                .map(outsider -> new Choice(outsider.id().toHex(), Shown.plain(outsider.name())))
                .toList();
    }

    /** Everyone who sits here but oneself. */
    public static List<Choice> others(Rooms.RoomView room) {
        return room.members().stream()
                .filter(member -> !member.self())
                .map(member -> new Choice(member.id().toHex(), Shown.plain(member.name())))
                .toList();
    }

    /** Everyone who sits here, oneself last: to leave is another wish than to remove. */
    public static List<Choice> members(Rooms.RoomView room, Page page) {
        return Stream.concat(
                        others(room).stream(),
                        room.members().stream()
                                .filter(Rooms.Member::self)
                                .map(self -> new Choice(
                                        self.id().toHex(), page.plain("changes.yourself", "name", self.name()))))
                .toList();
    }

    public static WishText of(Changes.Wish wish, Rooms.RoomView room) {
        return switch (wish) {
            case Changes.Wish.Admit(PrincipalId who) -> about("wish.admit", who, room);
            case Changes.Wish.Remove(PrincipalId who) ->
                room.members().stream()
                                .anyMatch(member -> member.self() && member.id().equals(who))
                        ? new WishText("wish.leave", List.of(room.name()))
                        : about("wish.remove", who, room);
            case Changes.Wish.Renew(PrincipalId who) -> about("wish.renew", who, room);
            case Changes.Wish.Refresh() -> new WishText("wish.refresh", List.of(room.name()));
            case Changes.Wish.Move(var to) -> new WishText("wish.move", List.of(to.authority(), room.name()));
            case Changes.Wish.Grant(PrincipalId to, long from, long through) ->
                new WishText(
                        "wish.grant",
                        List.of(
                                names(List.of(to), room).getFirst(),
                                room.name(),
                                String.valueOf(from),
                                String.valueOf(through)));
            case Changes.Wish.NewRules(var rules) ->
                new WishText("wish.rules", List.of(String.valueOf(rules.version()), room.name()));
        };
    }

    private static WishText about(String key, PrincipalId who, Rooms.RoomView room) {
        return new WishText(key, List.of(names(List.of(who), room).getFirst(), room.name()));
    }

    /** Who will read the room after a change. */
    public static List<String> readers(Changes.Preview preview, Rooms.RoomView room) {
        return names(preview.readers(), room);
    }

    static List<String> names(List<PrincipalId> ids, Rooms.RoomView room) {
        return ids.stream().map(id -> name(id, room)).toList();
    }

    private static String name(PrincipalId id, Rooms.RoomView room) {
        return room.members().stream()
                .filter(member -> member.id().equals(id))
                .map(Rooms.Member::name)
                .findFirst()
                .orElseGet(() -> room.outside().stream()
                        .filter(outsider -> outsider.id().equals(id))
                        .map(Rooms.Outsider::name)
                        .findFirst()
                        .orElse(id.hash().brief()));
    }
}
