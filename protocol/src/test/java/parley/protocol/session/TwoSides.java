package parley.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Secret;
import parley.protocol.port.Key;
import parley.protocol.port.MemoryStore;
import parley.protocol.session.Sessions.Standing;

/** Two devices with sessions of their own, for the contract that all sessions keep. */
abstract class TwoSides {
    static final Hash PAIR = Hash.of("test-address", Bytes.utf8("alice and bob"));
    static final Hash BUNDLE = Hash.of("test-bundle", Bytes.utf8("bob"));
    Side alice;
    Side bob;

    /** The implementation under test; all sides share it, each has its own store. */
    protected abstract Sessions sessions();

    /** One node: its store, its identity. */
    final class Side {
        final Hash owner;
        final Bytes identity;
        MemoryStore store = new MemoryStore();

        Side(String name) {
            owner = Hash.of("test-owner", Bytes.utf8(name));
            identity = store.transact(tx -> sessions().newIdentity(tx, owner));
        }

        Bytes bundle(Hash id, boolean oneTime) {
            return store.transact(tx -> sessions().newBundle(tx, owner, id, oneTime));
        }

        boolean begin(Hash address, Side peer, Bytes bundle) {
            return store.transact(tx -> sessions().begin(tx, owner, address, peer.identity, bundle));
        }

        Bytes encrypt(Hash address, String text) {
            return store.transact(tx -> sessions().encrypt(tx, owner, address, Bytes.utf8(text)));
        }

        Optional<String> decrypt(Hash address, Side from, Bytes message) {
            return store.transact(tx -> sessions().decrypt(tx, owner, address, from.identity, message))
                    .map(Bytes::asUtf8);
        }

        Standing standing(Hash address) {
            return store.transact(tx -> sessions().standing(tx, owner, address));
        }

        void refuses(Hash address, Side from, Bytes message) {
            Map<Key, Bytes> before = store.cells();
            assertThat(decrypt(address, from, message)).isEmpty();
            assertThat(store.cells()).isEqualTo(before);
        }
    }

    @BeforeEach
    void twoSides() {
        alice = new Side("alice");
        bob = new Side("bob");
    }

    /** Alice began and both have heard each other. */
    void bothHeard() {
        alice.begin(PAIR, bob, bob.bundle(BUNDLE, false));
        assertThat(bob.decrypt(PAIR, alice, alice.encrypt(PAIR, "hello"))).contains("hello");
        assertThat(alice.decrypt(PAIR, bob, bob.encrypt(PAIR, "hello back"))).contains("hello back");
        assertThat(bob.decrypt(PAIR, alice, alice.encrypt(PAIR, "settled"))).contains("settled");
    }

    Optional<Secret> agreed(Side side, Bytes theirs) {
        return side.store.transact(tx -> sessions().agreement(tx, side.owner, theirs));
    }

    Optional<Bytes> open(Side side, Bytes context, Bytes sealed) {
        return side.store.transact(tx -> sessions().openSealed(tx, side.owner, context, sealed));
    }
}
