package parley.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A relay takes no more memory for what is dead than one share of it. */
class OldSpaceTest {
    private static final long MIB = 1 << 20;

    private long living = 40 * MIB;
    private long dead;
    private int collections;
    private final OldSpace space = new OldSpace(() -> living + dead, this::collect);

    private void collect() {
        dead = 0;
        collections++;
    }

    @Test
    void what_is_dead_never_grows_beyond_its_share() {
        for (int released = 0; released < 1_000; released++) {
            dead += MIB;
            space.look();
            assertThat(dead).isLessThanOrEqualTo(OldSpace.LEAST_DEAD);
        }
        assertThat(collections).isEqualTo(30);
    }

    @Test
    void what_grows_and_lives_is_not_collected_at_every_look() {
        for (int written = 0; written < 70; written++) {
            living += MIB;
            space.look();
        }
        assertThat(collections).isEqualTo(2);
    }

    @Test
    void where_much_lives_half_as_much_may_lie_dead() {
        living = 400 * MIB;
        OldSpace large = new OldSpace(() -> living + dead, this::collect);
        dead = 200 * MIB;
        large.look();
        assertThat(collections).isZero();
        dead++;
        large.look();
        assertThat(collections).isOne();
    }

    @Test
    void what_another_collection_freed_is_the_new_measure() {
        living = 10 * MIB;
        space.look();
        dead = OldSpace.LEAST_DEAD + MIB;
        space.look();
        assertThat(collections).isOne();
    }

    @Test
    void the_serial_collectors_old_space_is_found() {
        try (OldSpace here = OldSpace.watched().orElseThrow()) {
            here.look();
        }
    }
}
