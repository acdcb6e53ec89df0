package parley.node.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.base.Role;
import parley.talks.rules.RoomKind;

@DisplayName("The seat plan")
class SeatPlanTest {
    private static SeatPlan.Seat seat(Shape shape, Role role, boolean inside, boolean self) {
        return new SeatPlan.Seat(shape, role, inside, self);
    }

    @Test
    @DisplayName("of the mediator's caucus puts the side that cannot read outside the wall, before it")
    void caucus() {
        String svg = new SeatPlan(
                        List.of(
                                seat(Shape.DIAMOND, Role.MEDIATOR, true, true),
                                seat(Shape.CIRCLE, Role.PARTY, true, false),
                                seat(Shape.SQUARE, Role.PARTY, false, false)),
                        RoomKind.CAUCUS)
                .svg();
        assertThat(svg).contains("aria-hidden=\"true\"");
        assertThat(svg.split("class=\"in\"", -1)).hasSize(3);
        assertThat(svg.split("class=\"out\"", -1)).hasSize(2);
        assertThat(svg.split("wall double", -1)).hasSize(3);
    }

    @Test
    @DisplayName("keeps the wall in one piece when the mediator is left out")
    void direct() {
        String svg = new SeatPlan(
                        List.of(
                                seat(Shape.SQUARE, Role.PARTY, true, true),
                                seat(Shape.DIAMOND, Role.MEDIATOR, false, false),
                                seat(Shape.CIRCLE, Role.PARTY, true, false)),
                        RoomKind.DIRECT)
                .svg();
        assertThat(svg.indexOf("class=\"out\"")).isGreaterThan(svg.lastIndexOf("class=\"in\""));
        assertThat(svg).contains("wall dashed");
    }

    @Test
    @DisplayName("has a place for every seat of the largest room")
    void thirty() {
        List<SeatPlan.Seat> seats = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            seats.add(seat(Shape.CIRCLE, Role.PARTY, i % 3 != 0, i == 0));
        }
        String svg = new SeatPlan(seats, RoomKind.PLENARY).svg();
        assertThat(svg.split("<circle", -1)).hasSize(31);
    }

    @Test
    @DisplayName("is drawn for an empty room too")
    void empty() {
        assertThat(new SeatPlan(List.of(), RoomKind.PLENARY).svg()).contains("wall");
    }
}
