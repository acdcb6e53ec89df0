package parley.simulation.doubles;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Randomness;
import parley.base.Secret;
import parley.protocol.port.Key;
import parley.protocol.port.Tx;
import parley.protocol.session.Sessions;
import parley.simulation.doubles.ToyChannel.Stage;

/**
 * A deterministic double of the sessions seam, for simulations: the same contract, no cryptography.
 *
 * <p>Guarantees what {@link Sessions} says to callers that keep to it: a message opens once and only for the identity that
 * the caller named, all state is in the transaction, old records behave like old records. Doesn't guarantee any secrecy:
 * a first message carries its session's secret in clear, and whoever holds a bundle could read what begins with it.
 * Never shipped in a node. Not thread-safe.
 *
 * <p>{@code docs/protocol.md}, "Sessions".
 */
public final class ToySessions implements Sessions {
    private static final Key IDENTITY = Key.of("toy/identity");
    private static final Key BUNDLE = Key.of("toy/bundle");
    private static final Key SESSION = Key.of("toy/session");
    private static final Key SEEN = Key.of("toy/seen");
    private static final Key INDEX = Key.of("toy/index");

    private static final int MOST_CELLS = 1_000_000;
    private static final int MOST_NAME_BYTES = 1_000;
    private static final int BUNDLE_CHECK_BYTES = 16;
    private static final byte IDENTITY_TYPE = 5;

    private final Randomness randomness;

    public ToySessions(Randomness randomness) {
        this.randomness = randomness;
    }

    /** Names the key of a ratchet that encrypted this message: sending chain and place in it. Empty when it is no message. */
    public static Optional<Hash> messageKey(Bytes message) {
        try {
            ToyMessage read = ToyMessage.read(message);
            return Optional.of(Hash.of(
                    "toy-message-key",
                    read.session(),
                    Hash.number(read.turn()),
                    read.tag(),
                    Hash.number(read.counter())));
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    @Override
    public Bytes newIdentity(Tx tx, Hash owner) {
        eraseIdentity(tx, owner);
        Bytes identity = Bytes.concat(Bytes.wrap(new byte[] {IDENTITY_TYPE}), randomness.bytes(Hash.SIZE));
        keep(tx, owner, IDENTITY.with(owner), identity);
        return identity;
    }

    @Override
    public Bytes identity(Tx tx, Hash owner) {
        return tx.get(IDENTITY.with(owner)).orElseThrow(() -> new IllegalStateException("no identity of this owner"));
    }

    @Override
    public Bytes newBundle(Tx tx, Hash owner, Hash bundleId, boolean oneTime) {
        Bytes key = randomness.bytes(ToyMessage.SECRET_BYTES);
        Bytes identity = identity(tx, owner);
        Key cell = BUNDLE.with(owner).with(bundleId);
        keep(tx, owner, cell, new CanonicalWriter().bool(oneTime).raw(key).bytes());
        Bytes open = new CanonicalWriter().raw(identity).hash(bundleId).raw(key).bytes();
        return Bytes.concat(open, bundleCheck(open));
    }

    @Override
    public void eraseBundle(Tx tx, Hash owner, Hash bundleId) {
        tx.delete(BUNDLE.with(owner).with(bundleId));
    }

    @Override
    public boolean begin(Tx tx, Hash owner, Hash address, Bytes theirIdentity, Bytes bundle) {
        Optional<ToyChannel> kept = channel(tx, owner, address);
        if (kept.isPresent() && !kept.get().peer().equals(theirIdentity)) {
            return false;
        }
        if (kept.isPresent() && kept.get().stage() != Stage.BEGUN) {
            return true;
        }
        int openBytes = ToyMessage.IDENTITY_BYTES + Hash.SIZE + ToyMessage.SECRET_BYTES;
        if (bundle.size() != openBytes + BUNDLE_CHECK_BYTES) {
            return false;
        }
        Bytes open = bundle.slice(0, openBytes);
        if (!Bytes.concat(open, bundleCheck(open)).equals(bundle)
                || !open.slice(0, ToyMessage.IDENTITY_BYTES).equals(theirIdentity)
                || identity(tx, owner).equals(theirIdentity)) {
            return false;
        }
        Hash bundleId = new Hash(open.slice(ToyMessage.IDENTITY_BYTES, ToyMessage.IDENTITY_BYTES + Hash.SIZE));
        Bytes session = randomness.bytes(ToyMessage.SESSION_BYTES);
        Bytes salt = randomness.bytes(ToyMessage.SECRET_BYTES);
        Bytes secret = Hash.of("toy-session", salt, open).value();
        ToyChannel before = kept.orElse(new ToyChannel(Stage.BEGUN, theirIdentity, 0, List.of()));
        ToyRatchet fresh = ToyRatchet.begin(session, secret, theirIdentity, bundleId);
        save(tx, owner, address, before.beginning(fresh, Stage.BEGUN, 0));
        return true;
    }

    @Override
    public Standing standing(Tx tx, Hash owner, Hash address) {
        return channel(tx, owner, address)
                .map(channel -> switch (channel.stage()) {
                    case BEGUN -> Standing.UNANSWERED;
                    case RECEIVED, SETTLED -> Standing.ANSWERED;
                })
                .orElse(Standing.NONE);
    }

    @Override
    public Bytes encrypt(Tx tx, Hash owner, Hash address, Bytes plain) {
        ToyChannel channel = channel(tx, owner, address)
                .orElseThrow(() -> new IllegalStateException("no session stands at this address"));
        ToyRatchet.Step step = channel.states().getFirst().seal(identity(tx, owner), plain, randomness);
        save(tx, owner, address, channel.using(step.after(), 0, channel.stage()));
        return step.output();
    }

    @Override
    public Optional<Bytes> decrypt(Tx tx, Hash owner, Hash address, Bytes theirIdentity, Bytes message) {
        Optional<ToyChannel> kept = channel(tx, owner, address);
        if (message.size() > ToyMessage.MOST_BYTES
                || (kept.isPresent() && !kept.get().peer().equals(theirIdentity))) {
            return Optional.empty();
        }
        ToyMessage read;
        try {
            read = ToyMessage.read(message);
        } catch (Malformed e) {
            return Optional.empty();
        }
        List<ToyRatchet> states = kept.map(ToyChannel::states).orElse(List.of());
        for (int i = 0; i < states.size(); i++) {
            if (states.get(i).session().equals(read.session())) {
                return goOn(tx, owner, address, kept.orElseThrow(), i, read);
            }
        }
        return read.first().flatMap(first -> answer(tx, owner, address, theirIdentity, kept, read, first));
    }

    /** A message of a session that this side knows. */
    private static Optional<Bytes> goOn(
            Tx tx, Hash owner, Hash address, ToyChannel channel, int index, ToyMessage message) {
        ToyRatchet state = channel.states().get(index);
        boolean same = message.first()
                .map(first -> first.secret().equals(state.secret())
                        && first.identity().equals(state.peer()))
                .orElse(true);
        Optional<ToyRatchet.Step> step = same ? state.open(message) : Optional.empty();
        step.ifPresent(opened -> {
            Stage next = message.first().isEmpty()
                    ? Stage.SETTLED
                    : channel.stage() == Stage.SETTLED ? Stage.SETTLED : Stage.RECEIVED;
            save(tx, owner, address, channel.using(opened.after(), index, next));
        });
        return step.map(ToyRatchet.Step::output);
    }

    /** A first message of a session that this side doesn't know yet. */
    private static Optional<Bytes> answer(
            Tx tx,
            Hash owner,
            Hash address,
            Bytes theirIdentity,
            Optional<ToyChannel> kept,
            ToyMessage message,
            ToyMessage.First first) {
        Key bundleCell = BUNDLE.with(owner).with(first.bundle());
        Optional<Bytes> bundle = tx.get(bundleCell);
        Key seen = SEEN.with(owner).with(message.session());
        ToyChannel before = kept.orElse(new ToyChannel(Stage.RECEIVED, theirIdentity, 0, List.of()));
        if (bundle.isEmpty()
                || !first.identity().equals(theirIdentity)
                || tx.get(seen).isPresent()
                || !before.mayBeginAnew()) {
            return Optional.empty();
        }
        Optional<ToyRatchet.Step> step =
                ToyRatchet.begunBy(first, message.session()).open(message);
        step.ifPresent(opened -> {
            if (bundle.get().at(0) == 1) {
                tx.delete(bundleCell);
            }
            keep(tx, owner, seen, Bytes.EMPTY);
            save(tx, owner, address, before.beginning(opened.after(), Stage.RECEIVED, 1));
        });
        return step.map(ToyRatchet.Step::output);
    }

    @Override
    public void erase(Tx tx, Hash owner, Hash address) {
        tx.delete(SESSION.with(owner).with(address));
    }

    /** Whoever sees both public keys could compute it: secrecy is not what a double is for. */
    @Override
    public Optional<Secret> agreement(Tx tx, Hash owner, Bytes theirIdentity) {
        Bytes own = identity(tx, owner);
        if (!isIdentity(theirIdentity)) {
            return Optional.empty();
        }
        boolean ownFirst = own.toHex().compareTo(theirIdentity.toHex()) < 0;
        return Optional.of(
                Secret.of(Hash.of("toy-agreement", ownFirst ? own : theirIdentity, ownFirst ? theirIdentity : own)
                        .value()));
    }

    private static boolean isIdentity(Bytes key) {
        return key.size() == ToyMessage.IDENTITY_BYTES
                && key.at(0) == IDENTITY_TYPE
                && !key.slice(1, key.size()).equals(Bytes.wrap(new byte[Hash.SIZE]));
    }

    @Override
    public Optional<Bytes> sealTo(Bytes theirIdentity, Bytes context, Bytes plain) {
        return isIdentity(theirIdentity)
                ? Optional.of(Bytes.concat(sealCheck(theirIdentity, context, plain), plain))
                : Optional.empty();
    }

    @Override
    public Optional<Bytes> openSealed(Tx tx, Hash owner, Bytes context, Bytes sealed) {
        if (sealed.size() < Hash.SIZE) {
            return Optional.empty();
        }
        Bytes plain = sealed.slice(Hash.SIZE, sealed.size());
        return Optional.of(plain)
                .filter(_ -> sealed.slice(0, Hash.SIZE).equals(sealCheck(identity(tx, owner), context, plain)));
    }

    private static Bytes sealCheck(Bytes identity, Bytes context, Bytes plain) {
        return Hash.of("toy-sealed", identity, context, plain).value();
    }

    @Override
    public void eraseIdentity(Tx tx, Hash owner) {
        for (Bytes name : index(tx, owner)) {
            tx.delete(new Key(name));
        }
        tx.delete(INDEX.with(owner));
    }

    private static Bytes bundleCheck(Bytes open) {
        return Hash.of("toy-bundle", open).value().slice(0, BUNDLE_CHECK_BYTES);
    }

    private static Optional<ToyChannel> channel(Tx tx, Hash owner, Hash address) {
        return ToyChannel.read(tx.get(SESSION.with(owner).with(address)));
    }

    private static void save(Tx tx, Hash owner, Hash address, ToyChannel channel) {
        keep(tx, owner, SESSION.with(owner).with(address), channel.encoded());
    }

    /** Writes a cell and remembers that it hangs on this owner. */
    private static void keep(Tx tx, Hash owner, Key cell, Bytes value) {
        if (tx.get(cell).isEmpty()) {
            List<Bytes> names = new ArrayList<>(index(tx, owner));
            names.add(cell.name());
            tx.put(
                    INDEX.with(owner),
                    new CanonicalWriter().list(names, CanonicalWriter::field).bytes());
        }
        tx.put(cell, value);
    }

    private static List<Bytes> index(Tx tx, Hash owner) {
        Optional<Bytes> cell = tx.get(INDEX.with(owner));
        if (cell.isEmpty()) {
            return List.of();
        }
        try {
            CanonicalReader in = new CanonicalReader(cell.get());
            List<Bytes> names = in.list(MOST_CELLS, i -> i.field(MOST_NAME_BYTES));
            in.end();
            return names;
        } catch (Malformed e) {
            throw new IllegalStateException("a cell of our own is broken", e);
        }
    }
}
