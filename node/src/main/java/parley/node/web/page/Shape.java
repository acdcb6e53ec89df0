package parley.node.web.page;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import parley.base.PrincipalId;
import parley.base.Role;

/**
 * The mark of a principal: a shape, never a flag or colour.
 *
 * <p>A party's identifier names which of square, circle, hexagon and cross it takes, so that nodes draw the same marks; where two
 * name the same one, who was met first keeps it. So a mark never changes its owner when somebody else comes. Other roles have a
 * shape of their own.
 */
public enum Shape {
    SQUARE,
    DIAMOND,
    CIRCLE,
    TRIANGLE,
    HEXAGON,
    BAR,
    CROSS;

    private static final List<Shape> PARTIES = List.of(SQUARE, CIRCLE, HEXAGON, CROSS);

    /** Who is to be marked. */
    public record Marked(PrincipalId id, Role role) {}

    /**
     * Marks of all principals that a node knows at one table.
     *
     * @param met oneself, then the others in the order in which they were met
     */
    public static Map<PrincipalId, Shape> of(List<Marked> met) {
        Map<PrincipalId, Shape> shapes = new HashMap<>();
        Set<Shape> taken = EnumSet.noneOf(Shape.class);
        for (Marked marked : met) {
            if (!shapes.containsKey(marked.id())) {
                Shape shape = switch (marked.role()) {
                    case PARTY -> party(marked.id(), taken);
                    case MEDIATOR -> DIAMOND;
                    case VERIFIER -> TRIANGLE;
                    case GUARANTOR, WITNESS, SUPPORTER -> BAR;
                };
                shapes.put(marked.id(), shape);
                taken.add(shape);
            }
        }
        return shapes;
    }

    /** With more parties than marks some share one; their names stand beside it. */
    private static Shape party(PrincipalId id, Set<Shape> taken) {
        int own = Math.floorMod(id.hash().value().at(0), PARTIES.size());
        return IntStream.range(0, PARTIES.size())
                .mapToObj(next -> PARTIES.get((own + next) % PARTIES.size()))
                .filter(shape -> !taken.contains(shape))
                .findFirst()
                .orElse(PARTIES.get(own));
    }

    /** This shape as an SVG element around a centre; all shapes weigh the same to the eye. */
    String svg(String cssClass, double x, double y) {
        String begin = "class=\"" + cssClass + "\"";
        return switch (this) {
            case SQUARE -> "<rect %s x=\"%s\" y=\"%s\" width=\"13\" height=\"13\"/>".formatted(begin, x - 6.5, y - 6.5);
            case DIAMOND -> "<path %s d=\"M%s %sl8.5 8.5-8.5 8.5-8.5-8.5z\"/>".formatted(begin, x, y - 8.5);
            case CIRCLE -> "<circle %s cx=\"%s\" cy=\"%s\" r=\"7\"/>".formatted(begin, x, y);
            case TRIANGLE -> "<path %s d=\"M%s %sl8 14h-16z\"/>".formatted(begin, x, y - 8);
            case HEXAGON -> "<path %s d=\"M%s %sl7 4v8l-7 4-7-4v-8z\"/>".formatted(begin, x, y - 8);
            case BAR -> "<rect %s x=\"%s\" y=\"%s\" width=\"14\" height=\"6\"/>".formatted(begin, x - 7, y - 3);
            case CROSS -> "<path %s d=\"M%s %sh5v5h5v5h-5v5h-5v-5h-5v-5h5z\"/>".formatted(begin, x - 2.5, y - 7.5);
        };
    }

    /** The small mark beside a name. */
    public String mark() {
        String inner = switch (this) {
            case SQUARE -> "<rect x=\"2\" y=\"2\" width=\"12\" height=\"12\"/>";
            case DIAMOND -> "<path d=\"M8 .8 15.2 8 8 15.2.8 8z\"/>";
            case CIRCLE -> "<circle cx=\"8\" cy=\"8\" r=\"6.6\"/>";
            case TRIANGLE -> "<path d=\"M8 1.2 15 14H1z\"/>";
            case HEXAGON -> "<path d=\"M8 .9 14.4 4.4v7.2L8 15.1 1.6 11.6V4.4z\"/>";
            case BAR -> "<rect x=\"1.2\" y=\"5\" width=\"13.6\" height=\"6\"/>";
            case CROSS -> "<path d=\"M6 1.5h4V6h4.5v4H10v4.5H6V10H1.5V6H6z\"/>";
        };
        return "<svg class=\"mark\" viewBox=\"0 0 16 16\" aria-hidden=\"true\">" + inner + "</svg>";
    }
}
