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
import parley.protocol.port.Key;
import parley.protocol.port.Tx;
import parley.protocol.session.Sessions;

/**
 * A deterministic double of the sessions seam, for simulations: the same contract, no cryptography.
 *
 * <p>Guarantees what {@link Sessions} says to callers that keep to it: a message opens once and only for the identity that
 * the caller named, all state is in the transaction, old records behave like old records. Doesn't guarantee any secrecy:
 * a first message carries its session's secret in clear, and whoever holds a bundle could read what begins with it.
 * Never shipped in a node. Not thread-safe.
 *
 * <p>{@code SEALED-ROOM} §1.5–1.6.
 */
public final class ToySessions implements Sessions {
    private static final Key IDENTITY = Key.of("toy/identity");
    private static final Key BUNDLE = Key.of("toy/bundle");
    private static final Key SESSION = Key.of("toy/session");
    private static final Key SEEN = Key.of("toy/seen");
    private static final Key INDEX = Key.of("toy/index");

    /** libsignal keeps forty archived states behind the current one of an address. */
    private static final int MOST_STATES = 40;

    private static final int MOST_CELLS = 1_000_000;
    private static final int MOST_NAME_BYTES = 1_000;
    private static final int BUNDLE_CHECK_BYTES = 16;
    private static final byte IDENTITY_TYPE = 5;

    private final Randomness randomness;

    public ToySessions(Randomness randomness) {
        this.randomness = randomness;
    }

    @Override
    public Bytes newIdentity(Tx tx, Hash owner) {
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
        int openBytes = ToyMessage.IDENTITY_BYTES + Hash.SIZE + ToyMessage.SECRET_BYTES;
        if (bundle.size() != openBytes + BUNDLE_CHECK_BYTES) {
            return false;
        }
        Bytes open = bundle.slice(0, openBytes);
        if (!Bytes.concat(open, bundleCheck(open)).equals(bundle)
                || !open.slice(0, ToyMessage.IDENTITY_BYTES).equals(theirIdentity)) {
            return false;
        }
        Hash bundleId = new Hash(open.slice(ToyMessage.IDENTITY_BYTES, ToyMessage.IDENTITY_BYTES + Hash.SIZE));
        Bytes session = randomness.bytes(ToyMessage.SESSION_BYTES);
        Bytes salt = randomness.bytes(ToyMessage.SECRET_BYTES);
        Bytes secret = Hash.of("toy-session", salt, open).value();
        List<ToyRatchet> states = states(tx, owner, address);
        states.addFirst(ToyRatchet.begin(session, secret, theirIdentity, bundleId));
        save(tx, owner, address, states);
        return true;
    }

    @Override
    public Standing standing(Tx tx, Hash owner, Hash address) {
        List<ToyRatchet> states = states(tx, owner, address);
        if (states.isEmpty()) {
            return Standing.NONE;
        }
        return states.getFirst().answered() ? Standing.ANSWERED : Standing.UNANSWERED;
    }

    @Override
    public Bytes encrypt(Tx tx, Hash owner, Hash address, Bytes plain) {
        List<ToyRatchet> states = states(tx, owner, address);
        if (states.isEmpty()) {
            throw new IllegalStateException("no session stands here");
        }
        ToyRatchet.Step step = states.getFirst().seal(identity(tx, owner), plain, randomness);
        states.set(0, step.after());
        save(tx, owner, address, states);
        return step.output();
    }

    @Override
    public Optional<Bytes> decrypt(Tx tx, Hash owner, Hash address, Bytes theirIdentity, Bytes message) {
        if (message.size() > ToyMessage.MOST_BYTES) {
            return Optional.empty();
        }
        ToyMessage read;
        try {
            read = ToyMessage.read(message);
        } catch (Malformed e) {
            return Optional.empty();
        }
        List<ToyRatchet> states = states(tx, owner, address);
        for (int i = 0; i < states.size(); i++) {
            ToyRatchet state = states.get(i);
            if (state.session().equals(read.session())) {
                if (!state.peer().equals(theirIdentity)) {
                    return Optional.empty();
                }
                Optional<ToyRatchet.Step> step = state.open(read);
                if (step.isPresent()) {
                    states.remove(i);
                    states.addFirst(step.get().after());
                    save(tx, owner, address, states);
                }
                return step.map(ToyRatchet.Step::output);
            }
        }
        return read.first().flatMap(first -> answer(tx, owner, address, theirIdentity, read, first));
    }

    /** A first message of a session that this side doesn't know yet. */
    private Optional<Bytes> answer(
            Tx tx, Hash owner, Hash address, Bytes theirIdentity, ToyMessage message, ToyMessage.First first) {
        Key bundleCell = BUNDLE.with(owner).with(first.bundle());
        Optional<Bytes> bundle = tx.get(bundleCell);
        Key seen = SEEN.with(owner).with(message.session());
        if (bundle.isEmpty()
                || !first.identity().equals(theirIdentity)
                || tx.get(seen).isPresent()) {
            return Optional.empty();
        }
        Optional<ToyRatchet.Step> step =
                ToyRatchet.begunBy(first, message.session()).open(message);
        step.ifPresent(opened -> {
            if (bundle.get().at(0) == 1) {
                tx.delete(bundleCell);
            }
            keep(tx, owner, seen, Bytes.EMPTY);
            List<ToyRatchet> states = states(tx, owner, address);
            states.addFirst(opened.after());
            save(tx, owner, address, states);
        });
        return step.map(ToyRatchet.Step::output);
    }

    @Override
    public void erase(Tx tx, Hash owner, Hash address) {
        tx.delete(SESSION.with(owner).with(address));
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

    private static List<ToyRatchet> states(Tx tx, Hash owner, Hash address) {
        Optional<Bytes> cell = tx.get(SESSION.with(owner).with(address));
        if (cell.isEmpty()) {
            return new ArrayList<>();
        }
        try {
            CanonicalReader in = new CanonicalReader(cell.get());
            List<ToyRatchet> states = new ArrayList<>(in.list(MOST_STATES, ToyRatchet::read));
            in.end();
            return states;
        } catch (Malformed e) {
            throw new IllegalStateException("a cell of our own is broken", e);
        }
    }

    private static void save(Tx tx, Hash owner, Hash address, List<ToyRatchet> states) {
        List<ToyRatchet> kept = states.subList(0, Math.min(MOST_STATES, states.size()));
        keep(
                tx,
                owner,
                SESSION.with(owner).with(address),
                new CanonicalWriter()
                        .list(kept, (out, state) -> state.write(out))
                        .bytes());
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
