package parley.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.protocol.port.Key;

/** The immutable map behind every simulated disk behaves like a plain map, and its fingerprint names its content. */
class CellsTest {
    private static final int WRITES = 5_000;
    private static final int NAMES = 700;

    @Test
    void followsAnOrdinaryMapThroughRandomWritesAndDeletions() {
        Dice dice = new Dice(7);
        Map<Key, Bytes> expected = new HashMap<>();
        Cells cells = Cells.NONE;
        for (int i = 0; i < WRITES; i++) {
            Key key = Key.of("cell").with(dice.below(NAMES));
            if (dice.chance(300)) {
                expected.remove(key);
                cells = cells.without(key);
            } else {
                Bytes value = Bytes.utf8("value " + dice.below(3));
                expected.put(key, value);
                cells = cells.with(key, value);
            }
        }
        Map<Key, Bytes> found = new HashMap<>();
        cells.each(found::put);
        assertThat(found).isEqualTo(expected);
        assertThat(cells.size()).isEqualTo(expected.size());
        for (int name = 0; name < NAMES; name++) {
            Key key = Key.of("cell").with(name);
            assertThat(cells.get(key)).isEqualTo(Optional.ofNullable(expected.get(key)));
        }
    }

    @Test
    void fingerprintDependsOnTheContentAndNotOnTheWayThere() {
        List<Integer> names = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            names.add(i);
        }
        Cells forward = Cells.NONE.with(Key.of("gone"), Bytes.utf8("x"));
        for (int i : names) {
            forward = forward.with(Key.of("cell").with(i), Bytes.utf8("v" + i));
        }
        Cells backward = Cells.NONE;
        for (int i : names.reversed()) {
            backward = backward.with(Key.of("cell").with(i), Bytes.utf8("other"))
                    .with(Key.of("cell").with(i), Bytes.utf8("v" + i));
        }
        assertThat(forward.without(Key.of("gone")).fingerprint()).isEqualTo(backward.fingerprint());
        assertThat(forward.fingerprint()).isNotEqualTo(backward.fingerprint());
    }

    @Test
    void snapshotsDoNotChangeWhenTheirSuccessorsDo() {
        Cells first = Cells.NONE.with(Key.of("a"), Bytes.utf8("1"));
        Cells second = first.with(Key.of("a"), Bytes.utf8("2"));
        assertThat(first.get(Key.of("a"))).contains(Bytes.utf8("1"));
        assertThat(second.without(Key.of("a")).size()).isZero();
        assertThat(second.get(Key.of("a"))).contains(Bytes.utf8("2"));
    }
}
