package parley.node.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.base.Role;

@DisplayName("The mark of a principal")
class ShapeTest {
    private static Shape.Marked party(int number) {
        return new Shape.Marked(new PrincipalId(Hash.of("party " + number)), Role.PARTY);
    }

    @Test
    @DisplayName("stays its own whoever is met later")
    void stable() {
        for (int first = 0; first < 200; first++) {
            List<Shape.Marked> met = new ArrayList<>(List.of(party(first)));
            Map<PrincipalId, Shape> before = Shape.of(met);
            for (int later = 1; later <= 6; later++) {
                met.add(party(1_000 * later + first));
                Map<PrincipalId, Shape> now = Shape.of(met);
                assertThat(now).containsAllEntriesOf(before);
                before = now;
            }
        }
    }

    @Test
    @DisplayName("is another one for each of four parties")
    void distinct() {
        for (int first = 0; first < 200; first++) {
            Map<PrincipalId, Shape> four =
                    Shape.of(List.of(party(first), party(first + 1), party(first + 2), party(first + 3)));
            assertThat(four.values()).doesNotHaveDuplicates();
        }
    }

    @Test
    @DisplayName("is the same on two nodes of which each met the other, unless both would have the same")
    void alike() {
        for (int first = 0; first < 200; first++) {
            Shape.Marked one = party(first);
            Shape.Marked other = party(first + 1_000);
            boolean clash = Shape.of(List.of(one)).get(one.id())
                    == Shape.of(List.of(other)).get(other.id());
            if (!clash) {
                assertThat(Shape.of(List.of(one, other))).isEqualTo(Shape.of(List.of(other, one)));
            }
        }
    }
}
