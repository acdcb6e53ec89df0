package parley.relay.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The memory that all calls share. */
class CallMemoryTest {
    private static final int MOST = 1_000;

    private final CallMemory memory = new CallMemory(MOST);

    @Test
    void one_address_leaves_half_to_the_others_by_however_many_calls() {
        for (int i = 0; i < 5; i++) {
            assertThat(memory.lease("one").grow(MOST / 10)).isTrue();
        }
        assertThat(memory.lease("one").grow(1)).isFalse();
        assertThat(memory.lease("another").grow(MOST / 2)).isTrue();
    }

    @Test
    void what_calls_took_is_there_again_when_they_end() {
        for (int i = 0; i < 20; i++) {
            try (CallMemory.Lease lease = memory.lease("one")) {
                assertThat(lease.grow(MOST / 2)).as("call %d", i).isTrue();
            }
        }
    }
}
