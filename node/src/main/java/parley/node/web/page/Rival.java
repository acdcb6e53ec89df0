package parley.node.web.page;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import parley.node.desk.Bargaining;
import parley.node.desk.Bargaining.Point;
import parley.node.desk.Bargaining.Space;

/**
 * A package that the judged one can be held against. Asked for by its place among its kind: what it consists of stands in no address.
 *
 * @param place from 0
 */
public record Rival(Kind kind, int place, Point point) {
    /** How it is asked for. */
    static final String ASKED = "against";

    /** Where it stands on the page. */
    public enum Kind {
        FAIR("f"),
        OFFER("o"),
        BETTER("b"),
        FRONTIER("e");

        private final String letter;

        Kind(String letter) {
            this.letter = letter;
        }
    }

    public String key() {
        return kind.letter + place;
    }

    /**
     * All of them, those that are fair first.
     *
     * @param judged the place of the judged package among the packages on the table
     */
    static List<Rival> of(Space space, OptionalInt judged) {
        List<Rival> all = new ArrayList<>(numbered(Kind.FAIR, Fairest.packages(space)));
        numbered(
                        Kind.OFFER,
                        space.offers().stream().map(Bargaining.Placed::point).toList())
                .stream()
                .filter(one -> judged.isEmpty() || judged.getAsInt() != one.place())
                .forEach(all::add);
        space.judged()
                .ifPresent(one ->
                        all.addAll(numbered(Kind.BETTER, one.improvements().points())));
        all.addAll(numbered(Kind.FRONTIER, space.frontier().points()));
        return all;
    }

    private static List<Rival> numbered(Kind kind, List<Point> points) {
        List<Rival> all = new ArrayList<>();
        for (int place = 0; place < points.size(); place++) {
            all.add(new Rival(kind, place, points.get(place)));
        }
        return all;
    }
}
