package parley.node.web.page;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import parley.base.Refusal;
import parley.node.desk.Conveying;
import parley.node.desk.Conveying.Label;
import parley.node.desk.Conveying.Mark;
import parley.node.desk.Line;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import parley.node.web.ask.Form;
import parley.talks.convey.Caveat;
import parley.talks.convey.Conveyance;

/** What the forms of passages and of the corridor hold. */
public final class ConveyForm {
    /** After how many days a passage lapses, to choose from; 0 for never. */
    public static final List<Integer> DAYS = List.of(0, 1, 3, 7, 30);

    /** Who loosens a caveat may have no thought of the hour: it is not dropped in silence. */
    public static final String AS_IT_IS = "as-it-is";

    /** What a person may go on after, having read which words are the same. */
    private static final Set<String> REPEATS = Set.of("convey.repeats", "convey.repeats-substance");

    private ConveyForm() {}

    /** One passage to be marked. {@code id} ends the names of its fields. */
    public record Row(int number, String text, Caveat caveat, String condition) {
        public String id() {
            return String.valueOf(number);
        }
    }

    /** A room into which something can be brought. */
    public record Target(String room, String name) {}

    /** The corridor as its page shows it. */
    public record CorridorPage(String path, Conveying.Corridor corridor, List<Rooms.RoomBrief> rooms, Instant now) {
        public CorridorPage {
            rooms = List.copyOf(rooms);
        }

        public List<Target> targets(Conveying.PassageView passage) {
            return rooms.stream()
                    .filter(room -> room.condition() instanceof Rooms.Condition.Open)
                    .filter(room -> !room.ref().equals(passage.room()))
                    .map(room -> new Target(room.ref().room().toHex(), room.name()))
                    .toList();
        }

        /** The rooms in which bringing a passage says something: where it stands, and where it can go. */
        public List<RoomRef> along(Conveying.PassageView passage) {
            return Stream.concat(
                            Stream.of(passage.room()),
                            rooms.stream()
                                    .filter(room -> room.condition() instanceof Rooms.Condition.Open)
                                    .map(Rooms.RoomBrief::ref))
                    .distinct()
                    .toList();
        }

        /** What is on its way of this passage: that its record stands doesn't mean that it was said. */
        public List<Conveying.OnTheWay> waysOf(Conveying.PassageView passage) {
            return corridor.onTheWay().stream()
                    .filter(way -> way.passage().equals(passage.id()))
                    .toList();
        }

        public boolean somethingOnTheWay() {
            return !corridor.onTheWay().isEmpty() || !corridor.papers().isEmpty();
        }

        /** Whether an idea of the mediator's own waits for its moment. */
        public boolean ideasWait() {
            return corridor.onTheWay().stream().anyMatch(one -> one.ownIdea() && !one.held());
        }

        public long days(Conveying.PassageView passage) {
            return Math.max(0, Duration.between(passage.since(), now).toDays());
        }

        /** Whether this passage was refused because the words repeat the source's. */
        public boolean repeats(Conveying.PassageView passage, String at, Optional<Refusal> refused) {
            return at.equals(passage.id().toHex())
                    && refused.filter(why -> REPEATS.contains(why.key())).isPresent();
        }
    }

    /** The paragraphs of a message, one row each, and a last one for a part of one of them. */
    static List<Row> rows(Line.Message message) {
        List<Row> rows = new ArrayList<>();
        Stream.concat(
                        message.content().text().lines().map(String::strip).filter(line -> !line.isEmpty()),
                        Stream.of(""))
                .limit(Conveyance.MOST_AT_ONCE)
                .forEach(text -> rows.add(new Row(rows.size() + 1, text, Caveat.FOR_YOU_ONLY, "")));
        return rows;
    }

    /** As typed, to be shown again. */
    static List<Row> rows(Form form) {
        List<Row> rows = new ArrayList<>();
        for (int n = 1; n <= Conveyance.MOST_AT_ONCE && form.ticked("text" + n); n++) {
            rows.add(new Row(n, form.text("text" + n), caveat(form, "caveat" + n), form.line("condition" + n)));
        }
        return rows;
    }

    /**
     * What was labelled. Rows left at "for you only" need no event where that is what the whole message is already; elsewhere the first
     * of them says it for all, since every passage that is for the mediator only is kept for as long as these Rules hold.
     *
     * @param said where the Rules let a mediator put in substance what carries no caveat: there that label has to be said
     */
    static List<Mark> marks(Form form, Instant now, boolean said) {
        List<Row> rows = rows(form);
        Stream<Row> kept = rows.stream()
                .filter(row -> said
                        && row.caveat() == Caveat.FOR_YOU_ONLY
                        && !row.text().isBlank())
                .limit(1);
        return Stream.concat(rows.stream().filter(row -> row.caveat() != Caveat.FOR_YOU_ONLY), kept)
                .map(row -> new Mark(row.text(), new Label(row.caveat(), row.condition(), lapses(form, now))))
                .toList();
    }

    /** What a mediator takes up: the Rules give it its label. */
    static List<Mark> takenUp(Form form) {
        return rows(form).stream()
                .filter(row -> !row.text().isBlank())
                .map(row -> new Mark(row.text(), new Label(row.caveat(), "", Optional.empty())))
                .toList();
    }

    /** @param present the hour of the label that stands, which stays unless another is chosen */
    static Label label(Form form, Instant now, Optional<Instant> present) {
        return new Label(
                caveat(form, "caveat"),
                form.line("condition"),
                form.text("lapses").equals(AS_IT_IS) ? present : lapses(form, now));
    }

    private static Caveat caveat(Form form, String name) {
        return Chosen.of(Caveat.values(), form.text(name)).orElse(Caveat.FOR_YOU_ONLY);
    }

    private static Optional<Instant> lapses(Form form, Instant now) {
        return form.number("lapses", 1, DAYS.getLast()).map(days -> now.plus(Duration.ofDays(days)));
    }
}
