package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
    private final Samples draw = new Samples(Seeds.next());

    private SignedHead head(long position) {
        return new SignedHead(
                Scene.room(scene.israel, id).current().log().id(),
                new Head(position, draw.hash()),
                0,
                List.of(),
                draw.bytes(Ed25519.SIGNATURE));
    }

    /** @param page entries that one page brings at most */
    @ParameterizedTest
    @ValueSource(ints = {1, 64, 1_000, RelayFault.MOST_BETWEEN})
    void from_every_place_on_one_is_near_enough_and_they_are_few(int page) {
        Room room = Scene.room(scene.israel, id);
        Epoch epoch = room.current();
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

    @Test
    void where_a_vault_of_before_goes_on_what_it_held_is_kept() {
        Room room = Scene.room(scene.israel, id);
        Epoch epoch = room.current();
        scene.israel.store.transact(tx -> {
            room.signed.put(tx, epoch, head(20_000));
            room.signed.put(tx, epoch, head(20_064));
            assertThat(room.signed.from(tx, epoch, 19_990).orElseThrow().head().position())
                    .isEqualTo(20_000);
            return true;
        });
    }

    @Test
    void where_pages_are_as_long_as_a_proof_the_one_of_each_page_is_kept() {
        Room room = Scene.room(scene.israel, id);
        Epoch epoch = room.current();
        scene.israel.store.transact(tx -> {
            room.signed.put(tx, epoch, head(1));
            room.signed.put(tx, epoch, head(2 + RelayFault.MOST_BETWEEN));
            assertThat(room.signed.from(tx, epoch, 1).orElseThrow().head().position())
                    .isEqualTo(1);
            assertThat(room.signed.from(tx, epoch, 2).orElseThrow().head().position())
                    .isEqualTo(2 + RelayFault.MOST_BETWEEN);
            return true;
        });
    }

    @Test
    void as_long_as_a_proof_leads_back_from_the_latest_none_is_kept_beside_it_nor_that_of_an_empty_log() {
        Room room = Scene.room(scene.israel, id);
        Epoch epoch = room.current();
        scene.israel.store.transact(tx -> {
            room.signed.put(tx, epoch, head(1));
            room.signed.put(tx, epoch, head(RelayFault.MOST_BETWEEN));
            assertThat(tx.count(room.desk.cells.signedHeads(id, 0))).isZero();
            room.signed.put(tx, epoch, head(0));
            room.signed.put(tx, epoch, head(1 + RelayFault.MOST_BETWEEN));
            assertThat(tx.count(room.desk.cells.signedHeads(id, 0))).isZero();
            return true;
        });
    }
}
