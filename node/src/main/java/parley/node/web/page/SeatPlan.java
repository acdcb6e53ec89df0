package parley.node.web.page;

import gg.jte.Content;
import java.util.ArrayList;
import java.util.List;
import parley.base.Role;
import parley.talks.rules.RoomKind;

/**
 * The drawing that tells a room: filled seats inside its wall, hollow ones outside.
 *
 * <p>One's own seat is at the start, mediators follow, then the others; whoever can't read is drawn outside the wall, before
 * or behind it. Up to six seats stand in a row, more in two or three. Hidden from screen readers: the words beside it say the
 * same. Immutable.
 */
public record SeatPlan(List<Seat> seats, RoomKind kind) {
    private static final int STEP = 30;
    private static final int ROW = 28;
    private static final int MARGIN = 4;

    public SeatPlan {
        seats = List.copyOf(seats);
    }

    /** One seat. */
    public record Seat(Shape shape, Role role, boolean inside, boolean self) {}

    /** The class that carries a kind's edge and tone. */
    public static String css(RoomKind kind) {
        return switch (kind) {
            case CAUCUS -> "room--caucus";
            case PLENARY -> "room--plenary";
            case DIRECT -> "room--direct";
            case MEDIATORS -> "room--mediators";
            case COMMISSION -> "room--commission";
            case GALLERY -> "room--gallery";
            case PROTOCOL -> "";
        };
    }

    public Content content() {
        String svg = svg();
        return out -> out.writeContent(svg);
    }

    String svg() {
        List<Seat> ordered = ordered();
        List<Seat> inside = ordered.stream().filter(Seat::inside).toList();
        List<Seat> before = new ArrayList<>();
        List<Seat> after = new ArrayList<>();
        boolean passed = false;
        for (Seat seat : ordered) {
            passed |= seat.inside();
            if (!seat.inside()) {
                (passed ? after : before).add(seat);
            }
        }
        int rows = seats.size() <= 6 ? 1 : seats.size() <= 14 ? 2 : 3;
        int start = MARGIN + columns(before.size(), rows) * STEP;
        int wall = Math.max(1, columns(inside.size(), rows)) * STEP - 2;
        int end = start + wall + 2;
        int width = end + columns(after.size(), rows) * STEP + MARGIN - 2;
        int height = rows * ROW + 8;
        StringBuilder out = new StringBuilder("<svg class=\"seatplan\" viewBox=\"0 0 ")
                .append(Math.max(width, 36))
                .append(' ')
                .append(height)
                .append("\" aria-hidden=\"true\">");
        out.append(wall(start, wall, height));
        draw(out, before, MARGIN, rows);
        draw(out, inside, start, rows);
        draw(out, after, end, rows);
        return out.append("</svg>").toString();
    }

    private String wall(int x, int width, int height) {
        String outer = "<rect class=\"wall%s\" x=\"%d\" y=\"2\" width=\"%d\" height=\"%d\"/>";
        return switch (kind) {
            case CAUCUS, COMMISSION ->
                outer.formatted(" double", x, width, height - 4)
                        + "<rect class=\"wall double\" x=\"%d\" y=\"5\" width=\"%d\" height=\"%d\"/>"
                                .formatted(x + 3, width - 6, height - 10);
            case PLENARY, PROTOCOL -> outer.formatted("", x, width, height - 4);
            case DIRECT, GALLERY -> outer.formatted(" dashed", x, width, height - 4);
            case MEDIATORS -> outer.formatted(" dotted", x, width, height - 4);
        };
    }

    private static void draw(StringBuilder out, List<Seat> seats, int x, int rows) {
        int columns = columns(seats.size(), rows);
        for (int i = 0; i < seats.size(); i++) {
            Seat seat = seats.get(i);
            double cx = x + (i % columns) * STEP + 14;
            int row = i / columns;
            double cy = MARGIN + (double) row * ROW + 14;
            out.append(seat.shape().svg(seat.inside() ? "in" : "out", cx, cy));
        }
    }

    private static int columns(int count, int rows) {
        return (count + rows - 1) / rows;
    }

    /** Self, mediators, the others; a mediator sits between the first party and the rest, as at a table. */
    private List<Seat> ordered() {
        List<Seat> parties = new ArrayList<>();
        List<Seat> mediators = new ArrayList<>();
        List<Seat> others = new ArrayList<>();
        Seat self = null;
        for (Seat seat : seats) {
            if (seat.self()) {
                self = seat;
            } else if (seat.role() == Role.MEDIATOR) {
                mediators.add(seat);
            } else if (seat.role() == Role.PARTY) {
                parties.add(seat);
            } else {
                others.add(seat);
            }
        }
        List<Seat> ordered = new ArrayList<>();
        if (self != null && self.role() == Role.MEDIATOR && !parties.isEmpty()) {
            ordered.add(parties.removeFirst());
            ordered.add(self);
        } else if (self != null) {
            ordered.add(self);
        }
        ordered.addAll(mediators);
        ordered.addAll(parties);
        ordered.addAll(others);
        return together(ordered);
    }

    /** The wall is one piece: if somebody outside would sit between two inside, all outsiders move behind it. */
    private static List<Seat> together(List<Seat> ordered) {
        int changes = 0;
        for (int i = 1; i < ordered.size(); i++) {
            changes += ordered.get(i).inside() != ordered.get(i - 1).inside() ? 1 : 0;
        }
        boolean oneBlock = changes <= 1 || (changes == 2 && !ordered.getFirst().inside());
        if (oneBlock) {
            return ordered;
        }
        List<Seat> moved = new ArrayList<>(ordered.stream().filter(Seat::inside).toList());
        moved.addAll(ordered.stream().filter(seat -> !seat.inside()).toList());
        return moved;
    }
}
