package parley.protocol.port;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every transaction makes of its cells, whatever the store. */
final class TxTest {
    private static final Key CELL = Key.of("test/count");

    private final MemoryStore store = new MemoryStore();

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 255, 256, 65_537, 1L << 40, Long.MAX_VALUE})
    void a_counter_comes_back_as_it_was_set(long count) {
        store.transact(tx -> {
            tx.setCount(CELL, count);
            return true;
        });
        long again = store.transact(tx -> tx.count(CELL));
        assertThat(again).isEqualTo(count);
    }
}
