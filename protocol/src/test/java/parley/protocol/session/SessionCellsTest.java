package parley.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.protocol.port.Key;
import parley.protocol.port.MemoryStore;
import parley.protocol.testing.SeededRandomness;
import parley.protocol.testing.Seeds;

/** What stands in the store for a session, and that nothing of it stays behind what ends it. */
final class SessionCellsTest {
    private static final Hash OWNER = Hash.of("owner");
    private static final Hash PEER = Hash.of("peer");
    private static final Hash BUNDLE = Hash.of("bundle");

    private final LibsignalSessions sessions = new LibsignalSessions(() -> Instant.EPOCH);
    private final MemoryStore own = new MemoryStore();
    private final MemoryStore theirs = new MemoryStore();

    private Bytes identity(MemoryStore at) {
        return at.transact(tx -> sessions.newIdentity(tx, OWNER));
    }

    private Bytes bundle(MemoryStore at, Hash name) {
        return at.transact(tx -> sessions.newBundle(tx, OWNER, name, true));
    }

    private static int number(Bytes bundle) {
        return OpenBundle.decode(bundle).orElseThrow().number();
    }

    @Test
    void a_new_identity_leaves_no_cell_of_the_one_before() {
        identity(own);
        Set<Key> alone = own.cells().keySet();
        Bytes peer = identity(theirs);
        Bytes offered = bundle(theirs, BUNDLE);
        assertThat(begun(peer, offered)).isTrue();
        bundle(own, BUNDLE);
        bundle(own, Hash.of("another bundle"));
        assertThat(own.cells()).hasSizeGreaterThan(alone.size());
        identity(own);
        assertThat(own.cells().keySet()).isEqualTo(alone);
    }

    @Test
    void no_two_bundles_have_one_number_also_when_the_first_is_gone() {
        identity(own);
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            numbers.add(number(bundle(own, Hash.of("bundle", Bytes.utf8("" + i)))));
        }
        own.transact(tx -> {
            sessions.eraseBundle(tx, OWNER, Hash.of("bundle", Bytes.utf8("2")));
            return true;
        });
        numbers.add(number(bundle(own, BUNDLE)));
        assertThat(numbers).doesNotHaveDuplicates().doesNotContain(0);
    }

    @Test
    void a_bundle_made_anew_leaves_nothing_of_the_one_that_had_its_name() {
        identity(own);
        int first = number(bundle(own, BUNDLE));
        int cells = own.cells().size();
        int second = number(bundle(own, BUNDLE));
        assertThat(own.cells()).hasSize(cells);
        own.transact(tx -> {
            assertThat(new SessionCells(tx, OWNER).bundle(first)).isEmpty();
            assertThat(new SessionCells(tx, OWNER).bundle(second)).isPresent();
            return true;
        });
    }

    @Test
    void a_bundle_begins_a_thousand_and_twenty_four_sessions_and_no_more() {
        own.transact(tx -> {
            SessionCells cells = new SessionCells(tx, OWNER);
            for (int i = 0; i < 1_024; i++) {
                assertThat(cells.keepBaseKey(1, baseKey(i))).isTrue();
            }
            assertThat(cells.keepBaseKey(1, baseKey(1_024))).isFalse();
            assertThat(cells.baseKeys(1))
                    .hasSize(1_024)
                    .contains(baseKey(1_023))
                    .doesNotContain(baseKey(1_024));
            return true;
        });
    }

    private static Bytes baseKey(int number) {
        return Bytes.wrap(java.util.Arrays.copyOf(Hash.number(number).toArray(), 33));
    }

    @Test
    void at_an_address_that_has_a_session_no_other_identity_begins_one() {
        identity(own);
        Bytes peer = identity(theirs);
        Bytes offered = bundle(theirs, BUNDLE);
        MemoryStore strangers = new MemoryStore();
        Bytes stranger = identity(strangers);
        Bytes ofStranger = bundle(strangers, BUNDLE);
        assertThat(begun(peer, ofStranger)).as("a bundle of somebody else").isFalse();
        assertThat(begun(peer, offered)).isTrue();
        assertThat(begun(stranger, ofStranger)).isFalse();
        assertThat(begun(peer, offered)).as("the one who has it").isTrue();
    }

    private boolean begun(Bytes peer, Bytes bundle) {
        return own.transact(tx -> sessions.begin(tx, OWNER, PEER, peer, bundle));
    }

    @Test
    void a_cell_with_anything_behind_its_value_is_a_broken_store() {
        Bytes longer = Bytes.wrap(new byte[] {1, 2});
        assertThat(SessionCells.<Integer>ours(Bytes.wrap(new byte[] {1}), in -> in.u8()))
                .isEqualTo(1);
        assertThatThrownBy(() -> SessionCells.<Integer>ours(longer, in -> in.u8()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void names_stay_a_set_whichever_goes() {
        long seed = Seeds.next();
        SeededRandomness chance = new SeededRandomness(seed);
        own.transact(tx -> {
            Names names = new Names(tx, Key.of("test/names"));
            List<Hash> expected = new ArrayList<>();
            for (int step = 0; step < 300; step++) {
                Hash name = Hash.of("name", Bytes.wrap(new byte[] {
                    (byte) (chance.bytes(1).at(0) & 15)
                }));
                if ((chance.bytes(1).at(0) & 1) == 0) {
                    names.add(name);
                    if (!expected.contains(name)) {
                        expected.add(name);
                    }
                } else {
                    names.remove(name);
                    expected.remove(name);
                }
                assertThat(names.all())
                        .as("seed %d, step %d", seed, step)
                        .containsExactlyInAnyOrderElementsOf(expected);
            }
            return true;
        });
    }
}
