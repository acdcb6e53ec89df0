package parley.node.wrongroom;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import parley.base.Role;
import parley.node.desk.Conveying;
import parley.node.desk.Desk;
import parley.node.desk.Rooms;
import parley.node.desk.ToldApart;
import parley.talks.convey.CrossedAs;
import parley.talks.convey.Echo;

/**
 * Why a text that leaves for a room may be meant for another: it repeats what was said there, or names who can't read it here.
 *
 * <p>The one judge for pages, commands and programs, so that what was told in one caucus doesn't reach another only because nobody
 * thought of that way. It stops nobody who names a reader of the room.
 */
public final class WrongRoom {
    private WrongRoom() {}

    /**
     * A text on its way.
     *
     * @param into the rooms whose members will read it
     * @param mayName who is named without being asked for: whom its readers are told of anyway
     * @param crossing the words that this very act brings across by their author's caveat, whose likeness is judged elsewhere
     */
    public record Text(String text, List<Rooms.RoomView> into, List<String> mayName, Optional<String> crossing) {
        public Text {
            into = List.copyOf(into);
            mayName = List.copyOf(mayName);
        }

        public static Text into(Rooms.RoomView room, String... texts) {
            return new Text(String.join("\n", texts), List.of(room), List.of(), Optional.empty());
        }

        public Text mayName(List<String> names) {
            return new Text(text, into, names, crossing);
        }
    }

    /** A paper that was given for others, on its way before the readers of another room: its own words may come there, names not unasked. */
    public static Text carried(String paper, Rooms.RoomView target) {
        return new Text(paper, List.of(target), List.of(), Optional.of(paper));
    }

    /** A question that is put to the parties of these rooms: each who is asked learns who else is. */
    public static Text question(String text, List<Rooms.RoomView> into) {
        return new Text(
                text,
                into,
                into.stream()
                        .flatMap(room -> room.members().stream())
                        .filter(member -> member.role() == Role.PARTY)
                        .map(Rooms.Member::name)
                        .toList(),
                Optional.empty());
    }

    /**
     * What a mediator words itself when it brings a passage across: what is told where it brings it, and, in the room of its source, why
     * it may. Who told it is no secret there, unless it is raised as the mediator's own.
     */
    public static List<Text> crossing(
            Conveying.PassageView passage, Conveying.Bringing bringing, Rooms.RoomView source, Rooms.RoomView target) {
        Text told = new Text(
                bringing.as() == CrossedAs.VERBATIM ? "" : bringing.text(),
                List.of(target),
                bringing.as() == CrossedAs.OWN ? List.of() : List.of(passage.authorName()),
                passage.text().map(Conveying.Text::text));
        List<String> receivers =
                target.members().stream().map(Rooms.Member::name).toList();
        return List.of(told, Text.into(source, bringing.because()).mayName(receivers));
    }

    /**
     * Why an item is not for this room: whoever it names as its addressee doesn't read here, and nobody who does is named with it.
     *
     * @param from whose item it is: an addressee may be named after it
     */
    public static Optional<Finding> addressed(String addressee, String from, Rooms.RoomView room) {
        String folded = fold(addressee);
        boolean here = room.members().stream()
                .filter(member -> !member.self())
                .anyMatch(member -> names(folded, fold(ToldApart.bare(member.name()))));
        return here
                ? Optional.empty()
                : outsiders(Text.into(room, addressee).mayName(List.of(from)), room)
                        .findFirst()
                        .map(one -> new Finding("guard.addressed", List.of(addressee)));
    }

    /** A sentence of the catalogues, and what it inserts in order, as it was typed. */
    public record Finding(String key, List<String> parts) {
        public Finding {
            parts = List.copyOf(parts);
        }
    }

    /** What speaks against this text in one of its rooms. */
    public static List<Finding> find(Desk desk, Text text, Rooms.RoomView room) {
        Optional<Finding> said = passage(desk, text, room)
                .map(name -> new Finding("guard.passage", List.of(name)))
                .or(() -> new Elsewhere(desk)
                        .roomOf(text.text(), text.crossing(), room)
                        .map(name -> new Finding("guard.said", List.of(name))));
        return Stream.concat(outsiders(text, room), said.stream()).toList();
    }

    private static Stream<Finding> outsiders(Text text, Rooms.RoomView room) {
        String folded = fold(text.text());
        List<String> free = text.mayName().stream()
                .map(ToldApart::bare)
                .map(WrongRoom::fold)
                .toList();
        return room.outside().stream()
                .map(Rooms.Outsider::name)
                .map(ToldApart::bare)
                .filter(name -> !name.isBlank() && names(folded, fold(name)) && !free.contains(fold(name)))
                .map(name -> new Finding("guard.names", List.of(name)));
    }

    /**
     * Whether a word of the text begins with this name: "Omani" does, "woman" doesn't. Where prepositions are written together with
     * their word, as in Hebrew and Arabic, the name may stand anywhere in it.
     */
    static boolean names(String text, String name) {
        for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
            if (at == 0
                    || !Character.isLetterOrDigit(text.codePointBefore(at))
                    || joinsPrepositions(text.codePointAt(at))) {
                return true;
            }
        }
        return false;
    }

    private static boolean joinsPrepositions(int letter) {
        Character.UnicodeScript script = Character.UnicodeScript.of(letter);
        return script == Character.UnicodeScript.HEBREW || script == Character.UnicodeScript.ARABIC;
    }

    /** The room of a passage under a caveat, said elsewhere at this table, of which this text repeats some words. */
    private static Optional<String> passage(Desk desk, Text text, Rooms.RoomView room) {
        return desk.conveying().corridor(room.ref().table()).passages().stream()
                .filter(one -> !one.room().equals(room.ref()))
                .filter(one -> one.text()
                        .filter(said -> text.crossing()
                                .filter(crosses -> Echo.same(crosses, said.text()))
                                .isEmpty())
                        .flatMap(said -> Echo.of(said.text(), text.text()))
                        .isPresent())
                .map(one -> one.roomName())
                .findFirst();
    }

    /** Whether somebody who reads this room was named, oneself excepted. */
    public static boolean namesReader(String typed, Rooms.RoomView room) {
        String folded = fold(typed);
        return !folded.isEmpty()
                && room.members().stream()
                        .filter(member -> !member.self())
                        .anyMatch(member -> fold(member.name()).equals(folded));
    }

    private static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .strip();
    }
}
