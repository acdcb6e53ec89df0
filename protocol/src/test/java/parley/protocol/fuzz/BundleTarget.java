package parley.protocol.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.fuzz.Bombs;
import parley.base.fuzz.Target;
import parley.protocol.identity.NodeIdentity;
import parley.protocol.port.Key;
import parley.protocol.port.MemoryStore;
import parley.protocol.session.LibsignalSessions;
import parley.protocol.session.Sessions;

/**
 * A bundle from a stranger's card or invitation: a session begins from it and can write, or nothing happened. Whose it is the
 * bundle itself says, so that a kept input means the same in every run although libsignal draws its own keys.
 */
final class BundleTarget implements Target {
    private static final Hash OWN = Hash.of("own");
    private static final Hash ADDRESS = Hash.of("address");
    /** Behind version and number. */
    private static final int IDENTITY_AT = 5;

    private final Sessions sessions = new LibsignalSessions(() -> Instant.parse("2026-05-01T12:00:00Z"));
    private final MemoryStore empty = new MemoryStore();
    private final Map<String, Bytes> seeds = new LinkedHashMap<>();

    BundleTarget() {
        Hash peer = Hash.of("peer");
        MemoryStore theirs = new MemoryStore();
        theirs.transact(tx -> sessions.newIdentity(tx, peer));
        empty.transact(tx -> sessions.newIdentity(tx, OWN));
        seeds.put("for one", theirs.transact(tx -> sessions.newBundle(tx, peer, Hash.of("one"), true)));
        seeds.put("for several", theirs.transact(tx -> sessions.newBundle(tx, peer, Hash.of("several"), false)));
        seeds.putAll(Bombs.of(List.copyOf(seeds.values())));
    }

    @Override
    public String name() {
        return "bundle";
    }

    @Override
    public Map<String, Bytes> seeds() {
        return seeds;
    }

    @Override
    public Verdict read(Bytes input) {
        Bytes identity = input.size() < IDENTITY_AT + NodeIdentity.IDENTITY_KEY
                ? input
                : input.slice(IDENTITY_AT, IDENTITY_AT + NodeIdentity.IDENTITY_KEY);
        MemoryStore store = empty.image();
        Map<Key, Bytes> before = store.cells();
        if (store.transact(tx -> sessions.begin(tx, OWN, ADDRESS, identity, input))) {
            Bytes first = store.transact(tx -> sessions.encrypt(tx, OWN, ADDRESS, Bytes.utf8("hello")));
            assertThat(first.size()).isLessThan(2_048);
            return Verdict.READ;
        }
        assertThat(store.cells()).isEqualTo(before);
        return Verdict.REFUSED;
    }
}
