package parley.protocol.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.protocol.port.Key;
import parley.protocol.port.Tx;

/**
 * Where one owner's sessions, bundles and identity lie in a transaction's cells.
 *
 * <pre>
 * session/identity  owner                 → libsignal's identity key pair
 * session/bundles   owner                 → number of bundles ever made
 * session/bundle    owner bundleId        → {@link KeptBundle}
 * session/bundle-id owner number          → bundleId
 * session/base-key  owner number base key → one byte; session/base-keys owner number → all of them, to be erased
 * session/record    owner address         → {@link KeptSession}
 * session/address…                        → {@link Names}: all addresses, to be erased; session/bundle-name… likewise
 * </pre>
 */
final class SessionCells {
    private static final Key IDENTITY = Key.of("session/identity");
    private static final Key BUNDLES = Key.of("session/bundles");
    private static final Key BUNDLE = Key.of("session/bundle");
    private static final Key BUNDLE_ID = Key.of("session/bundle-id");
    private static final Key BASE_KEYS = Key.of("session/base-keys");
    private static final Key RECORD = Key.of("session/record");
    /** A card's bundle is used by at most thirty members, each of whom may begin a few times. */
    private static final int MOST_BASE_KEYS = 1_024;

    private static final int BASE_KEY = 33;

    private final Tx tx;
    private final Hash owner;
    private final Names addresses;
    private final Names bundles;

    SessionCells(Tx tx, Hash owner) {
        this.tx = tx;
        this.owner = owner;
        this.addresses = new Names(tx, Key.of("session/address").with(owner));
        this.bundles = new Names(tx, Key.of("session/bundle-name").with(owner));
    }

    Optional<Bytes> identity() {
        return tx.get(IDENTITY.with(owner));
    }

    void keepIdentity(Bytes pair) {
        tx.put(IDENTITY.with(owner), pair);
    }

    /** A number that no bundle of this owner had before. */
    int nextBundleNumber() {
        Key cell = BUNDLES.with(owner);
        int number = Math.toIntExact(tx.count(cell) + 1);
        tx.setCount(cell, number);
        return number;
    }

    void keepBundle(Hash bundleId, KeptBundle bundle) {
        bundles.add(bundleId);
        tx.put(BUNDLE.with(owner).with(bundleId), bundle.encoded());
        tx.put(BUNDLE_ID.with(owner).with(bundle.number()), bundleId.value());
    }

    Optional<KeptBundle> bundle(int number) {
        return tx.get(BUNDLE_ID.with(owner).with(number))
                .flatMap(id -> tx.get(BUNDLE.with(owner).with(new Hash(id))))
                .map(KeptBundle::decode);
    }

    void eraseBundle(Hash bundleId) {
        Key cell = BUNDLE.with(owner).with(bundleId);
        tx.get(cell).map(KeptBundle::decode).ifPresent(bundle -> {
            tx.delete(BUNDLE_ID.with(owner).with(bundle.number()));
            tx.delete(BASE_KEYS.with(owner).with(bundle.number()));
        });
        tx.delete(cell);
        bundles.remove(bundleId);
    }

    void eraseBundle(int number) {
        tx.get(BUNDLE_ID.with(owner).with(number)).ifPresent(id -> eraseBundle(new Hash(id)));
    }

    /** Base keys that began a session from this bundle. */
    List<Bytes> baseKeys(int number) {
        return tx.get(BASE_KEYS.with(owner).with(number))
                .map(cell -> ours(cell, in -> in.list(MOST_BASE_KEYS, r -> r.raw(BASE_KEY))))
                .orElse(List.of());
    }

    /** False when this bundle has begun more sessions than any roster can ask for. */
    boolean keepBaseKey(int number, Bytes baseKey) {
        List<Bytes> keys = new ArrayList<>(baseKeys(number));
        if (keys.size() >= MOST_BASE_KEYS) {
            return false;
        }
        keys.add(baseKey);
        tx.put(
                BASE_KEYS.with(owner).with(number),
                new CanonicalWriter().list(keys, CanonicalWriter::raw).bytes());
        return true;
    }

    Optional<KeptSession> session(Hash address) {
        return tx.get(RECORD.with(owner).with(address)).map(KeptSession::decode);
    }

    void keepSession(Hash address, KeptSession session) {
        addresses.add(address);
        tx.put(RECORD.with(owner).with(address), session.encoded());
    }

    void eraseSession(Hash address) {
        tx.delete(RECORD.with(owner).with(address));
        addresses.remove(address);
    }

    void eraseAll() {
        addresses.all().forEach(this::eraseSession);
        bundles.all().forEach(this::eraseBundle);
        tx.delete(BUNDLES.with(owner));
        tx.delete(IDENTITY.with(owner));
    }

    /** Decodes a cell that only this package writes: anything else in it is a broken store. */
    static <T> T ours(Bytes cell, CanonicalReader.Item<T> item) {
        CanonicalReader in = new CanonicalReader(cell);
        try {
            T value = item.read(in);
            in.end();
            return value;
        } catch (Malformed e) {
            throw new IllegalStateException("a session's cell is broken", e);
        }
    }
}
