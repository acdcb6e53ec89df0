package parley.node.web.page;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import parley.base.PrincipalId;
import parley.node.desk.Changes;
import parley.node.desk.Rooms;
import parley.talks.mandate.Power;

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

    /** Of a proposal, which also names somebody whom this node has never met. */
    public static WishText of(Changes.ProposalView proposal, Rooms.RoomView room) {
        return of(proposal.wish(), room, proposal.subjectName());
    }

    public static WishText of(Changes.Wish wish, Rooms.RoomView room) {
        return of(wish, room, "");
    }

    private static WishText of(Changes.Wish wish, Rooms.RoomView room, String subject) {
        return switch (wish) {
            case Changes.Wish.Admit(PrincipalId who) -> about("wish.admit", who, room, subject);
            case Changes.Wish.Remove(PrincipalId who) ->
                room.members().stream()
                                .anyMatch(member -> member.self() && member.id().equals(who))
                        ? new WishText("wish.leave", List.of(room.name()))
                        : about("wish.remove", who, room, subject);
            case Changes.Wish.Renew(PrincipalId who) -> about("wish.renew", who, room, subject);
            case Changes.Wish.Refresh() -> new WishText("wish.refresh", List.of(room.name()));
            case Changes.Wish.Move(var to) -> new WishText("wish.move", List.of(to.authority(), room.name()));
            case Changes.Wish.Grant(PrincipalId to, long from, long through) ->
                new WishText(
                        "wish.grant",
                        List.of(name(to, room, subject), room.name(), String.valueOf(from), String.valueOf(through)));
            case Changes.Wish.NewRules(var rules) ->
                new WishText("wish.rules", List.of(String.valueOf(rules.version()), room.name()));
        };
    }

    /** What a mandate must allow for proposing this or consenting to it; empty where none is needed. */
    public static Optional<Power> needs(Changes.Wish wish) {
        return switch (wish) {
            case Changes.Wish.Admit _, Changes.Wish.Grant _, Changes.Wish.NewRules _ ->
                Optional.of(Power.AD_REFERENDUM);
            case Changes.Wish.Remove _, Changes.Wish.Renew _, Changes.Wish.Refresh _, Changes.Wish.Move _ ->
                Optional.empty();
        };
    }

    private static WishText about(String key, PrincipalId who, Rooms.RoomView room, String subject) {
        return new WishText(key, List.of(name(who, room, subject), room.name()));
    }

    /** Who will read the room after a change; {@code subject} names whoever is neither in it nor known at the table. */
    public static List<String> readers(Changes.Preview preview, Rooms.RoomView room, String subject) {
        return preview.readers().stream().map(id -> name(id, room, subject)).toList();
    }

    /** The sentence for what somebody says of how well it knows another. */
    public static String word(Changes.Word word) {
        return "subject.word." + word.standing().word();
    }

    private static String name(PrincipalId id, Rooms.RoomView room, String subject) {
        return room.nameOf(id).orElse(subject.isEmpty() ? id.hash().brief() : subject);
    }
}
