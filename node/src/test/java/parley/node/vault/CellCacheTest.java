package parley.node.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Secret;
import parley.protocol.port.Key;

final class CellCacheTest {
    private static final int LARGEST = 32 * 1024;

    private final CellCache cache = new CellCache();

    @Test
    void what_was_put_last_is_found_until_it_is_forgotten() {
        cache.put(key(1), Bytes.utf8("old"));
        cache.put(key(1), Bytes.utf8("new"));
        assertThat(cache.get(key(1))).contains(Bytes.utf8("new"));

        cache.forget(key(1));
        assertThat(cache.get(key(1))).isEmpty();
    }

    @Test
    void the_least_used_goes_first_when_it_is_full() {
        cache.put(key(0), Bytes.utf8("asked for again and again"));
        for (int i = 1; i < 1_000; i++) {
            cache.put(key(i), sized(LARGEST));
            assertThat(cache.get(key(0))).as("after %d others", i).isPresent();
        }
        assertThat(cache.get(key(1))).isEmpty();
        assertThat(cache.get(key(999))).isPresent();
    }

    @Test
    void a_cell_that_grew_too_large_is_not_found_as_it_was() {
        cache.put(key(1), Bytes.utf8("small"));
        cache.put(key(1), sized(LARGEST + 1));
        assertThat(cache.get(key(1))).isEmpty();
    }

    @Test
    void cells_that_are_put_again_take_no_more_room() {
        cache.put(key(0), Bytes.utf8("first"));
        for (int i = 0; i < 1_000; i++) {
            cache.put(key(1), sized(LARGEST));
        }
        assertThat(cache.get(key(0))).isPresent();
    }

    @Test
    void what_goes_is_overwritten_whichever_way_it_goes() throws Exception {
        cache.put(key(0), Bytes.utf8("forgotten"));
        cache.put(key(1), Bytes.utf8("replaced"));
        cache.put(key(2), Bytes.utf8("pushed out"));
        cache.put(key(3), Bytes.utf8("cleared"));
        List<Secret> lying = lyingIn(cache);
        assertThat(lying).hasSize(4);

        cache.forget(key(0));
        cache.put(key(1), Bytes.utf8("another"));
        for (int i = 0; i < 1_000; i++) {
            cache.get(key(3));
            cache.put(key(4 + i), sized(LARGEST));
        }
        assertThat(lying.subList(0, 3))
                .allSatisfy(cell -> assertThat(cell.reveal()).containsOnly(0));
        assertThat(lying.get(3).reveal()).isEqualTo("cleared".getBytes(StandardCharsets.UTF_8));

        cache.clear();
        assertThat(lying.get(3).reveal()).containsOnly(0);
        assertThat(cache.get(key(3))).isEmpty();
        assertThat(lyingIn(cache)).isEmpty();
    }

    /** The very memory in which the cells lie. */
    static List<Secret> lyingIn(CellCache cache) throws ReflectiveOperationException {
        Field field = CellCache.class.getDeclaredField("cells");
        field.setAccessible(true);
        return List.copyOf(((Map<?, ?>) field.get(cache))
                .values().stream().map(Secret.class::cast).toList());
    }

    private static Key key(long number) {
        return Key.of("test/cell").with(number);
    }

    private static Bytes sized(int size) {
        return Bytes.wrap(new byte[size]);
    }
}
