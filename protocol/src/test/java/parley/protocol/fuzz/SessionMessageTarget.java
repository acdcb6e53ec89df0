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
import parley.protocol.port.Key;
import parley.protocol.port.MemoryStore;
import parley.protocol.session.LibsignalSessions;
import parley.protocol.session.Sessions;

/**
 * A message of a session, from whoever writes into the inbox or slot: it opens once, or nothing changed. libsignal draws its own
 * keys, so kept inputs are hostile bytes in every run and a message in none; the seeds are messages.
 */
final class SessionMessageTarget implements Target {
    private static final Hash OWN = Hash.of("own");
    private static final Hash PEER = Hash.of("peer");
    private static final Hash ADDRESS = Hash.of("address");
    private static final Hash BUNDLE = Hash.of("bundle");

    private final Sessions sessions = new LibsignalSessions(() -> Instant.parse("2026-05-01T12:00:00Z"));
    private final Bytes theirs;
    /** Where no message came yet, and where one settled the session. */
    private final List<MemoryStore> stores;

    private final Map<String, Bytes> seeds = new LinkedHashMap<>();

    SessionMessageTarget() {
        MemoryStore mine = new MemoryStore();
        MemoryStore other = new MemoryStore();
        Bytes own = mine.transact(tx -> sessions.newIdentity(tx, OWN));
        theirs = other.transact(tx -> sessions.newIdentity(tx, PEER));
        Bytes bundle = mine.transact(tx -> sessions.newBundle(tx, OWN, BUNDLE, false));
        other.transact(tx -> sessions.begin(tx, PEER, ADDRESS, own, bundle));
        MemoryStore before = mine.image();
        Bytes first = said(other, PEER, "first");
        open(mine, first);
        Bytes answer = said(mine, OWN, "answer");
        other.transact(tx -> sessions.decrypt(tx, PEER, ADDRESS, own, answer));
        open(mine, said(other, PEER, "settles"));
        stores = List.of(before, mine);
        seeds.put("first", first);
        seeds.put("later", said(other, PEER, "later"));
        seeds.putAll(Bombs.of(List.copyOf(seeds.values())));
    }

    private Bytes said(MemoryStore store, Hash who, String text) {
        return store.transact(tx -> sessions.encrypt(tx, who, ADDRESS, Bytes.utf8(text)));
    }

    private boolean open(MemoryStore store, Bytes message) {
        return store.transact(tx -> sessions.decrypt(tx, OWN, ADDRESS, theirs, message))
                .isPresent();
    }

    @Override
    public String name() {
        return "session-message";
    }

    @Override
    public Map<String, Bytes> seeds() {
        return seeds;
    }

    @Override
    public Verdict read(Bytes input) {
        Verdict verdict = Verdict.REFUSED;
        for (MemoryStore kept : stores) {
            MemoryStore store = kept.image();
            Map<Key, Bytes> before = store.cells();
            if (open(store, input)) {
                assertThat(open(store, input)).as("opened twice").isFalse();
                verdict = Verdict.READ;
            } else {
                assertThat(store.cells()).isEqualTo(before);
            }
        }
        return verdict;
    }
}
