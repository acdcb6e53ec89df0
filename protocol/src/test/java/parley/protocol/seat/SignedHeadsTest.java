package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.base.Head;
import parley.base.RoomId;
import parley.protocol.crypto.Ed25519;
import parley.protocol.crypto.RelayFault;
import parley.protocol.port.SignedHead;
import parley.protocol.testing.Samples;
import parley.protocol.testing.Seeds;

/** Which of the relay's heads of a long epoch are kept: few, and from each place on one that a proof leads back from. */
class SignedHeadsTest {
    private static final long LONG = 20_000;

    private final Scene scene = new Scene();
    private final RoomId id = scene.plenary();
    private final Room room = Scene.room(scene.israel, id);
    private final Epoch epoch = room.current();
    private final Samples draw = new Samples(Seeds.next());

    private SignedHead head(long position) {
        return new SignedHead(
                epoch.log().id(), new Head(position, draw.hash()), 0, List.of(), draw.bytes(Ed25519.SIGNATURE));
    }

    /** @param page entries that one page brings at most */
    @ParameterizedTest
    @ValueSource(ints = {1, 64, 1_000, RelayFault.MOST_BETWEEN})
    void from_every_place_on_one_is_near_enough_and_they_are_few(int page) {
        scene.israel.store.transact(tx -> {
            long read = 0;
            while (read < LONG) {
                read += 1 + draw.below(page);
                room.signed.put(tx, epoch, head(read));
            }
            for (long place = 1; place <= read; place++) {
                SignedHead near = room.signed.from(tx, epoch, place).orElseThrow();
                assertThat(near.head().position()).isBetween(place, place + RelayFault.MOST_BETWEEN);
            }
            assertThat(room.signed.from(tx, epoch, read + 1)).isEmpty();
            assertThat(tx.count(room.desk.cells.signedHeads(id, 0)))
                    .isLessThanOrEqualTo(2 * read / RelayFault.MOST_BETWEEN);
            return true;
        });
    }

    private void put(long position) {
        scene.israel.store.transact(tx -> {
            room.signed.put(tx, epoch, head(position));
            return true;
        });
    }

    /** Where the first one stands that is kept from this place on. */
    private Optional<Long> from(long place) {
        return scene.israel.store.transact(tx ->
                room.signed.from(tx, epoch, place).map(signed -> signed.head().position()));
    }

    private long besideTheLatest() {
        return scene.israel.store.transact(tx -> tx.count(room.desk.cells.signedHeads(id, 0)));
    }

    @Test
    void where_a_vault_of_before_goes_on_what_it_held_is_kept() {
        put(20_000);
        put(20_064);
        assertThat(from(19_990)).contains(20_000L);
    }

    @Test
    void where_pages_are_as_long_as_a_proof_the_one_of_each_page_is_kept() {
        put(1);
        put(2 + RelayFault.MOST_BETWEEN);
        assertThat(from(1)).contains(1L);
        assertThat(from(2)).contains(2L + RelayFault.MOST_BETWEEN);
    }

    @Test
    void as_long_as_a_proof_leads_back_from_the_latest_none_is_kept_beside_it_nor_that_of_an_empty_log() {
        put(1);
        put(RelayFault.MOST_BETWEEN);
        assertThat(besideTheLatest()).isZero();
        put(0);
        put(1 + RelayFault.MOST_BETWEEN);
        assertThat(besideTheLatest()).isZero();
    }
}
