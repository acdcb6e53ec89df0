package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.PrincipalId;
import parley.base.RoomId;
import parley.protocol.entry.Part;
import parley.protocol.port.Tx;

/** What a newcomer keeps of grants that are under way: bounded, whoever grants and whatever parts it makes up. */
class GrantedPartsTest {
    private static final PrincipalId AUTHOR = new PrincipalId(Hash.of("author"));
    private static final Head HERE = new Head(7, Hash.of("head"));

    private final Scene scene = new Scene();
    private final RoomId room = scene.plenary();
    private final int piece = Scene.room(scene.iran, room).size().pieceBytes();

    private <T> T reader(BiFunction<GrantedParts, Tx, T> act) {
        return scene.iran.act((s, tx) -> act.apply(new GrantedParts(Scene.room(scene.iran, room)), tx));
    }

    private List<Part> text(int parts) {
        return Part.split(Bytes.wrap(new byte[parts * piece]), piece);
    }

    private static PrincipalId giver(int number) {
        return new PrincipalId(Hash.of("giver", Hash.number(number)));
    }

    @Test
    void of_five_grants_under_way_the_oldest_goes() {
        List<Part> first = text(3).subList(0, 1);
        for (int i = 0; i < 5; i++) {
            PrincipalId giver = giver(i);
            reader((parts, tx) -> {
                parts.keep(tx, giver, HERE, Map.of(AUTHOR, first));
                return true;
            });
        }
        scene.iran.restart();
        List<Boolean> left = IntStream.range(0, 5)
                .mapToObj(i -> reader((parts, tx) ->
                        first.equals(parts.take(tx, giver(i), HERE).get(AUTHOR))))
                .toList();
        assertThat(left).containsExactly(false, true, true, true, true);
    }

    @Test
    void what_was_taken_up_once_is_not_there_again() {
        reader((parts, tx) -> {
            parts.keep(tx, giver(0), HERE, Map.of(AUTHOR, text(3).subList(0, 1)));
            assertThat(parts.take(tx, giver(0), HERE)).isNotEmpty();
            assertThat(parts.take(tx, giver(0), HERE)).isEmpty();
            return true;
        });
    }

    @Test
    void parts_are_joined_in_their_order_only_and_a_first_one_begins_anew() {
        List<Part> text = text(3);
        Map<PrincipalId, List<Part>> open = new TreeMap<>();
        reader((parts, tx) -> {
            for (int at : List.of(0, 2, 1, 0, 1)) {
                assertThat(parts.add(open, AUTHOR, text.get(at))).isEmpty();
            }
            assertThat(parts.add(open, AUTHOR, text.getFirst())).isEmpty();
            assertThat(parts.add(open, AUTHOR, text.get(1))).isEmpty();
            assertThat(parts.add(open, AUTHOR, text.get(2))).contains(Bytes.wrap(new byte[3 * piece]));
            assertThat(open).isEmpty();
            return true;
        });
    }

    @Test
    void of_a_text_longer_than_any_event_nothing_is_kept() {
        int most = Math.ceilDiv(Part.MOST_EVENT_BYTES, piece);
        assertThat(begins(most)).isTrue();
        assertThat(begins(most + 1)).isFalse();
    }

    private boolean begins(int parts) {
        Map<PrincipalId, List<Part>> open = new TreeMap<>();
        reader((kept, tx) -> kept.add(open, AUTHOR, text(parts).getFirst()));
        return !open.isEmpty();
    }
}
