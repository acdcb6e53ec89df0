package parley.protocol.session;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signal.libsignal.protocol.IdentityKeyPair;
import org.signal.libsignal.protocol.InvalidKeyException;
import org.signal.libsignal.protocol.InvalidMessageException;
import org.signal.libsignal.protocol.NoSessionException;
import org.signal.libsignal.protocol.SessionBuilder;
import org.signal.libsignal.protocol.SessionCipher;
import org.signal.libsignal.protocol.SignalProtocolAddress;
import org.signal.libsignal.protocol.UntrustedIdentityException;
import org.signal.libsignal.protocol.ecc.ECKeyPair;
import org.signal.libsignal.protocol.ecc.ECPublicKey;
import org.signal.libsignal.protocol.kem.KEMKeyPair;
import org.signal.libsignal.protocol.kem.KEMKeyType;
import org.signal.libsignal.protocol.message.CiphertextMessage;
import org.signal.libsignal.protocol.message.PreKeySignalMessage;
import org.signal.libsignal.protocol.message.SignalMessage;
import org.signal.libsignal.protocol.state.KyberPreKeyRecord;
import org.signal.libsignal.protocol.state.PreKeyRecord;
import org.signal.libsignal.protocol.state.SessionRecord;
import org.signal.libsignal.protocol.state.SignedPreKeyRecord;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Secret;
import parley.protocol.port.Tx;
import parley.protocol.session.KeptSession.Stage;

/**
 * Sessions by libsignal: PQXDH to begin, the Triple Ratchet to go on.
 *
 * <p>Guarantees what {@link Sessions} says; forward secrecy, and healing after a compromise as both sides write, are
 * libsignal's. Trust is strict: one identity key per session, named by the caller. Doesn't guarantee that a clone of the
 * store is shut out: that takes new addresses (renewal). Draws its randomness from the operating system, not from the port:
 * a ratchet that could be replayed is none. Every method works on the transaction's cells alone; used by one thread at a time.
 *
 * <p>{@code docs/protocol.md}, "Sessions".
 */
public final class LibsignalSessions implements Sessions {
    /** Before a message: which of libsignal's two kinds it is. */
    private static final int KIND = 1;
    /** HPKE's info: what is sealed to an identity is nothing else that libsignal seals. */
    private static final String SEALED = "parley/1/sealed";

    private final InstantSource clock;
    private final Runnable onLoaded;
    private boolean loaded;

    /**
     * @param clock tells how old an unanswered beginning is; must not run ahead of what the store has seen, for libsignal
     *     refuses to write in a beginning that is thirty days old
     */
    public LibsignalSessions(InstantSource clock) {
        this(clock, () -> {});
    }

    /** @param onLoaded told once, when libsignal's library was loaded into this process */
    public LibsignalSessions(InstantSource clock, Runnable onLoaded) {
        this.clock = clock;
        this.onLoaded = onLoaded;
    }

    private void isLoaded() {
        if (!loaded) {
            loaded = true;
            onLoaded.run();
        }
    }

    @Override
    public Bytes newIdentity(Tx tx, Hash owner) {
        SessionCells cells = new SessionCells(tx, owner);
        cells.eraseAll();
        IdentityKeyPair pair = IdentityKeyPair.generate();
        isLoaded();
        cells.keepIdentity(Bytes.wrap(pair.serialize()));
        return Bytes.wrap(pair.getPublicKey().serialize());
    }

    @Override
    public Bytes identity(Tx tx, Hash owner) {
        return Bytes.wrap(own(new SessionCells(tx, owner)).getPublicKey().serialize());
    }

    @Override
    public Bytes newBundle(Tx tx, Hash owner, Hash bundleId, boolean oneTime) {
        SessionCells cells = new SessionCells(tx, owner);
        cells.eraseBundle(bundleId);
        IdentityKeyPair own = own(cells);
        int number = cells.nextBundleNumber();
        ECKeyPair signed = ECKeyPair.generate();
        KEMKeyPair kyber = KEMKeyPair.generate(KEMKeyType.KYBER_1024);
        Optional<ECKeyPair> once = oneTime ? Optional.of(ECKeyPair.generate()) : Optional.empty();
        byte[] signedSignature =
                own.getPrivateKey().calculateSignature(signed.getPublicKey().serialize());
        byte[] kyberSignature =
                own.getPrivateKey().calculateSignature(kyber.getPublicKey().serialize());
        // Instants in prekey records are told to nobody, and mean nothing here: bundles are erased by their owner's
        // acts.
        cells.keepBundle(
                bundleId,
                new KeptBundle(
                        number,
                        once.map(pair -> Bytes.wrap(new PreKeyRecord(number, pair).serialize())),
                        Bytes.wrap(new SignedPreKeyRecord(number, 0, signed, signedSignature).serialize()),
                        Bytes.wrap(new KyberPreKeyRecord(number, 0, kyber, kyberSignature).serialize())));
        return new OpenBundle(
                        number,
                        Bytes.wrap(own.getPublicKey().serialize()),
                        once.map(pair -> Bytes.wrap(pair.getPublicKey().serialize())),
                        Bytes.wrap(signed.getPublicKey().serialize()),
                        Bytes.wrap(signedSignature),
                        Bytes.wrap(kyber.getPublicKey().serialize()),
                        Bytes.wrap(kyberSignature))
                .encoded();
    }

    @Override
    public void eraseBundle(Tx tx, Hash owner, Hash bundleId) {
        new SessionCells(tx, owner).eraseBundle(bundleId);
    }

    @Override
    public boolean begin(Tx tx, Hash owner, Hash address, Bytes theirIdentity, Bytes bundle) {
        SessionCells cells = new SessionCells(tx, owner);
        Optional<KeptSession> kept = cells.session(address);
        if (kept.isPresent() && !kept.get().peer().equals(theirIdentity)) {
            return false;
        }
        if (kept.isPresent() && kept.get().stage() != Stage.BEGUN) {
            return true;
        }
        Optional<OpenBundle> open =
                OpenBundle.decode(bundle).filter(b -> b.identity().equals(theirIdentity));
        IdentityKeyPair own = own(cells);
        if (open.isEmpty() || Bytes.wrap(own.getPublicKey().serialize()).equals(theirIdentity)) {
            return false;
        }
        Workbench bench = bench(own, theirIdentity, kept, Optional.empty(), List.of());
        try {
            new SessionBuilder(bench, of(address)).process(open.get().forLibsignal(), clock.instant());
        } catch (InvalidKeyException | UntrustedIdentityException e) {
            return false;
        }
        cells.keepSession(address, new KeptSession(Stage.BEGUN, theirIdentity, List.of(), bench.record()));
        return true;
    }

    @Override
    public Standing standing(Tx tx, Hash owner, Hash address) {
        Optional<KeptSession> kept = new SessionCells(tx, owner).session(address);
        if (kept.isEmpty()) {
            return Standing.NONE;
        }
        return switch (kept.get().stage()) {
            case BEGUN -> canStillWrite(kept.get()) ? Standing.UNANSWERED : Standing.NONE;
            case RECEIVED, SETTLED -> Standing.ANSWERED;
        };
    }

    @Override
    public Bytes encrypt(Tx tx, Hash owner, Hash address, Bytes plain) {
        SessionCells cells = new SessionCells(tx, owner);
        KeptSession kept = cells.session(address)
                .orElseThrow(() -> new IllegalStateException("no session stands at this address"));
        Workbench bench = bench(own(cells), kept.peer(), Optional.of(kept), Optional.empty(), List.of());
        try {
            CiphertextMessage message = new SessionCipher(bench, of(address)).encrypt(plain.toArray(), clock.instant());
            cells.keepSession(address, new KeptSession(kept.stage(), kept.peer(), kept.beginnings(), bench.record()));
            return Bytes.concat(Bytes.wrap(new byte[] {(byte) message.getType()}), Bytes.wrap(message.serialize()));
        } catch (NoSessionException | UntrustedIdentityException e) {
            throw new IllegalStateException("the session at this address can't write", e);
        }
    }

    @Override
    public Optional<Bytes> decrypt(Tx tx, Hash owner, Hash address, Bytes theirIdentity, Bytes message) {
        SessionCells cells = new SessionCells(tx, owner);
        Optional<KeptSession> kept = cells.session(address);
        if (message.size() <= KIND || (kept.isPresent() && !kept.get().peer().equals(theirIdentity))) {
            return Optional.empty();
        }
        Bytes inner = message.slice(KIND, message.size());
        return switch (message.at(0)) {
            case CiphertextMessage.WHISPER_TYPE -> kept.flatMap(k -> decryptLater(cells, address, k, inner));
            case CiphertextMessage.PREKEY_TYPE -> decryptFirst(cells, address, theirIdentity, kept, inner);
            default -> Optional.empty();
        };
    }

    @Override
    public void erase(Tx tx, Hash owner, Hash address) {
        new SessionCells(tx, owner).eraseSession(address);
    }

    @Override
    public Optional<Secret> agreement(Tx tx, Hash owner, Bytes theirIdentity) {
        return publicKey(theirIdentity)
                .map(theirs -> Secret.wrap(
                        own(new SessionCells(tx, owner)).getPrivateKey().calculateAgreement(theirs)))
                .filter(LibsignalSessions::contributes);
    }

    /** libsignal lets keys of small order pass: their secret is zero with everybody. */
    private static boolean contributes(Secret agreed) {
        return !agreed.equals(Secret.wrap(new byte[agreed.size()]));
    }

    @Override
    public Optional<Bytes> sealTo(Bytes theirIdentity, Bytes context, Bytes plain) {
        return publicKey(theirIdentity)
                .filter(theirs -> contributes(
                        Secret.wrap(ECKeyPair.generate().getPrivateKey().calculateAgreement(theirs))))
                .map(theirs -> Bytes.wrap(theirs.seal(plain.toArray(), SEALED, context.toArray())));
    }

    @Override
    public Optional<Bytes> openSealed(Tx tx, Hash owner, Bytes context, Bytes sealed) {
        IdentityKeyPair own = own(new SessionCells(tx, owner));
        return attempt(() -> own.getPrivateKey().open(sealed.toArray(), SEALED, context.toArray()));
    }

    private static Optional<ECPublicKey> publicKey(Bytes identity) {
        try {
            return Optional.of(new ECPublicKey(identity.toArray()));
        } catch (InvalidKeyException e) {
            return Optional.empty();
        }
    }

    @Override
    public void eraseIdentity(Tx tx, Hash owner) {
        new SessionCells(tx, owner).eraseAll();
    }

    /** A message that only one who has heard us can write. */
    private Optional<Bytes> decryptLater(SessionCells cells, Hash address, KeptSession kept, Bytes message) {
        Workbench bench = bench(own(cells), kept.peer(), Optional.of(kept), Optional.empty(), List.of());
        Optional<Bytes> text =
                attempt(() -> new SessionCipher(bench, of(address)).decrypt(new SignalMessage(message.toArray())));
        text.ifPresent(_ -> cells.keepSession(
                address, new KeptSession(Stage.SETTLED, kept.peer(), kept.beginnings(), bench.record())));
        return text;
    }

    /** A message of one who hasn't heard us: it begins the session, or belongs to one that its like began. */
    private Optional<Bytes> decryptFirst(
            SessionCells cells, Hash address, Bytes theirIdentity, Optional<KeptSession> kept, Bytes message) {
        Optional<Beginning> read = Beginning.read(message);
        if (read.isEmpty() || !read.get().identity().equals(theirIdentity)) {
            return Optional.empty();
        }
        Beginning beginning = read.get();
        List<Bytes> beginnings =
                new ArrayList<>(kept.map(KeptSession::beginnings).orElse(List.of()));
        boolean anew = !beginnings.contains(beginning.baseKey());
        if (anew && kept.isPresent() && !mayBeginAnew(kept.get())) {
            return Optional.empty();
        }
        Optional<KeptBundle> bundle =
                anew ? cells.bundle(beginning.bundle()).filter(beginning::fits) : Optional.empty();
        if (anew && bundle.isEmpty()) {
            return Optional.empty();
        }
        Workbench bench = bench(own(cells), theirIdentity, kept, bundle, cells.baseKeys(beginning.bundle()));
        Optional<Bytes> text = attempt(() -> new SessionCipher(bench, of(address)).decrypt(beginning.message()));
        if (text.isEmpty() || bench.newBaseKey().isPresent() != anew) {
            return Optional.empty();
        }
        if (anew) {
            if (!cells.keepBaseKey(beginning.bundle(), beginning.baseKey())) {
                return Optional.empty();
            }
            beginnings.add(beginning.baseKey());
            bundle.filter(b -> b.oneTime().isPresent()).ifPresent(b -> cells.eraseBundle(b.number()));
        }
        Stage stage =
                kept.map(KeptSession::stage).filter(s -> s == Stage.SETTLED).orElse(Stage.RECEIVED);
        cells.keepSession(address, new KeptSession(stage, theirIdentity, beginnings, bench.record()));
        return text;
    }

    private static boolean mayBeginAnew(KeptSession kept) {
        return kept.stage() != Stage.SETTLED && kept.beginnings().size() < KeptSession.MOST_BEGINNINGS;
    }

    private boolean canStillWrite(KeptSession kept) {
        try {
            return new SessionRecord(kept.record().toArray()).hasSenderChain(clock.instant());
        } catch (InvalidMessageException e) {
            throw new IllegalStateException("a kept session is broken", e);
        }
    }

    /** One call into libsignal with hostile bytes: touches the bench only, so that whatever it throws changed nothing. */
    private static Optional<Bytes> attempt(Decryption decryption) {
        try {
            return Optional.of(Bytes.wrap(decryption.run()));
        } catch (Exception e) {
            return Optional.empty();
        }
    }

    @FunctionalInterface
    private interface Decryption {
        byte[] run() throws Exception;
    }

    private static Workbench bench(
            IdentityKeyPair own,
            Bytes peer,
            Optional<KeptSession> kept,
            Optional<KeptBundle> bundle,
            List<Bytes> usedBaseKeys) {
        try {
            return new Workbench(own, peer, kept.map(KeptSession::record), bundle, usedBaseKeys);
        } catch (InvalidMessageException e) {
            throw new IllegalStateException("a kept session is broken", e);
        }
    }

    private IdentityKeyPair own(SessionCells cells) {
        try {
            IdentityKeyPair own = new IdentityKeyPair(cells.identity()
                    .orElseThrow(() -> new IllegalStateException("this owner has no identity"))
                    .toArray());
            isLoaded();
            return own;
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("a kept identity is broken", e);
        }
    }

    /** libsignal's name for our address; the device number means nothing here. */
    private static SignalProtocolAddress of(Hash address) {
        return new SignalProtocolAddress(address.toHex(), OpenBundle.DEVICE);
    }

    /** A first message's readable part. */
    private record Beginning(PreKeySignalMessage message, Bytes identity, Bytes baseKey, int bundle, boolean oneTime) {
        static Optional<Beginning> read(Bytes bytes) {
            try {
                PreKeySignalMessage message = new PreKeySignalMessage(bytes.toArray());
                int number = message.getSignedPreKeyId();
                Optional<Integer> oneTime = message.getPreKeyId();
                if (oneTime.isPresent() && oneTime.get() != number) {
                    return Optional.empty();
                }
                return Optional.of(new Beginning(
                        message,
                        Bytes.wrap(message.getIdentityKey().serialize()),
                        Bytes.wrap(message.getBaseKey().serialize()),
                        number,
                        oneTime.isPresent()));
            } catch (Exception e) {
                // libsignal throws checked and unchecked exceptions for hostile bytes; all are one kind of failure
                // here.
                return Optional.empty();
            }
        }

        boolean fits(KeptBundle kept) {
            return kept.oneTime().isPresent() == oneTime;
        }
    }
}
