package parley.protocol.session;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.signal.libsignal.protocol.IdentityKey;
import org.signal.libsignal.protocol.IdentityKeyPair;
import org.signal.libsignal.protocol.InvalidKeyIdException;
import org.signal.libsignal.protocol.InvalidMessageException;
import org.signal.libsignal.protocol.NoSessionException;
import org.signal.libsignal.protocol.ReusedBaseKeyException;
import org.signal.libsignal.protocol.SignalProtocolAddress;
import org.signal.libsignal.protocol.ecc.ECPublicKey;
import org.signal.libsignal.protocol.groups.state.SenderKeyRecord;
import org.signal.libsignal.protocol.state.KyberPreKeyRecord;
import org.signal.libsignal.protocol.state.PreKeyRecord;
import org.signal.libsignal.protocol.state.SessionRecord;
import org.signal.libsignal.protocol.state.SignalProtocolStore;
import org.signal.libsignal.protocol.state.SignedPreKeyRecord;
import parley.base.Bytes;

/**
 * What libsignal sees during one call: one peer, one session, at most one bundle, all in memory.
 *
 * <p>libsignal changes its stores before it throws; here those changes are simply dropped with the bench, and the caller
 * writes back what a successful call left. Trust is strict: the one identity key that the caller named.
 */
final class Workbench implements SignalProtocolStore {
    private final IdentityKeyPair own;
    private final Bytes peer;
    private final Optional<KeptBundle> bundle;
    private final List<Bytes> usedBaseKeys;
    private @Nullable SessionRecord session;
    private @Nullable Bytes newBaseKey;

    Workbench(
            IdentityKeyPair own,
            Bytes peer,
            Optional<Bytes> record,
            Optional<KeptBundle> bundle,
            List<Bytes> usedBaseKeys)
            throws InvalidMessageException {
        this.own = own;
        this.peer = peer;
        this.session = record.isPresent() ? new SessionRecord(record.get().toArray()) : null;
        this.bundle = bundle;
        this.usedBaseKeys = usedBaseKeys;
    }

    /** The session as the call left it. */
    Bytes record() {
        if (session == null) {
            throw new IllegalStateException("the call left no session");
        }
        return Bytes.wrap(session.serialize());
    }

    /** The base key that began a session during the call. */
    Optional<Bytes> newBaseKey() {
        return Optional.ofNullable(newBaseKey);
    }

    @Override
    public IdentityKeyPair getIdentityKeyPair() {
        return own;
    }

    @Override
    public int getLocalRegistrationId() {
        return OpenBundle.REGISTRATION;
    }

    @Override
    public IdentityChange saveIdentity(SignalProtocolAddress address, IdentityKey identity) {
        return IdentityChange.NEW_OR_UNCHANGED;
    }

    @Override
    public boolean isTrustedIdentity(SignalProtocolAddress address, IdentityKey identity, Direction direction) {
        return Bytes.wrap(identity.serialize()).equals(peer);
    }

    @Override
    public @Nullable IdentityKey getIdentity(SignalProtocolAddress address) {
        return null;
    }

    @Override
    public PreKeyRecord loadPreKey(int id) throws InvalidKeyIdException {
        Bytes record = bundleOf(id).oneTime().orElseThrow(() -> new InvalidKeyIdException("no one-time key"));
        try {
            return new PreKeyRecord(record.toArray());
        } catch (InvalidMessageException e) {
            throw new IllegalStateException("a kept prekey is broken", e);
        }
    }

    @Override
    public SignedPreKeyRecord loadSignedPreKey(int id) throws InvalidKeyIdException {
        try {
            return new SignedPreKeyRecord(bundleOf(id).signed().toArray());
        } catch (InvalidMessageException e) {
            throw new IllegalStateException("a kept prekey is broken", e);
        }
    }

    @Override
    public KyberPreKeyRecord loadKyberPreKey(int id) throws InvalidKeyIdException {
        try {
            return new KyberPreKeyRecord(bundleOf(id).kyber().toArray());
        } catch (InvalidMessageException e) {
            throw new IllegalStateException("a kept prekey is broken", e);
        }
    }

    @Override
    public void markKyberPreKeyUsed(int id, int signedId, ECPublicKey baseKey) throws ReusedBaseKeyException {
        Bytes key = Bytes.wrap(baseKey.serialize());
        if (usedBaseKeys.contains(key)) {
            throw new ReusedBaseKeyException("this beginning was used before");
        }
        newBaseKey = key;
    }

    /** The caller erases a used one-time bundle whole. */
    @Override
    public void removePreKey(int id) {}

    @Override
    public @Nullable SessionRecord loadSession(SignalProtocolAddress address) {
        return session;
    }

    @Override
    public void storeSession(SignalProtocolAddress address, SessionRecord record) {
        session = record;
    }

    @Override
    public boolean containsSession(SignalProtocolAddress address) {
        return session != null;
    }

    @Override
    public boolean containsPreKey(int id) {
        return bundle.isPresent()
                && bundle.get().number() == id
                && bundle.get().oneTime().isPresent();
    }

    @Override
    public boolean containsSignedPreKey(int id) {
        return bundle.isPresent() && bundle.get().number() == id;
    }

    @Override
    public boolean containsKyberPreKey(int id) {
        return containsSignedPreKey(id);
    }

    private KeptBundle bundleOf(int id) throws InvalidKeyIdException {
        return bundle.filter(b -> b.number() == id).orElseThrow(() -> new InvalidKeyIdException("no such bundle"));
    }

    // What libsignal's one-to-one sessions never call.

    @Override
    public List<SessionRecord> loadExistingSessions(List<SignalProtocolAddress> addresses) throws NoSessionException {
        throw uncalled();
    }

    @Override
    public List<Integer> getSubDeviceSessions(String name) {
        throw uncalled();
    }

    @Override
    public void deleteSession(SignalProtocolAddress address) {
        throw uncalled();
    }

    @Override
    public void deleteAllSessions(String name) {
        throw uncalled();
    }

    @Override
    public void storePreKey(int id, PreKeyRecord record) {
        throw uncalled();
    }

    @Override
    public List<SignedPreKeyRecord> loadSignedPreKeys() {
        throw uncalled();
    }

    @Override
    public void storeSignedPreKey(int id, SignedPreKeyRecord record) {
        throw uncalled();
    }

    @Override
    public void removeSignedPreKey(int id) {
        throw uncalled();
    }

    @Override
    public List<KyberPreKeyRecord> loadKyberPreKeys() {
        throw uncalled();
    }

    @Override
    public void storeKyberPreKey(int id, KyberPreKeyRecord record) {
        throw uncalled();
    }

    @Override
    public void storeSenderKey(SignalProtocolAddress sender, UUID distribution, SenderKeyRecord record) {
        throw uncalled();
    }

    @Override
    public @Nullable SenderKeyRecord loadSenderKey(SignalProtocolAddress sender, UUID distribution) {
        throw uncalled();
    }

    private static IllegalStateException uncalled() {
        return new IllegalStateException("one-to-one sessions don't call this");
    }
}
