package parley.simulation.world;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import parley.base.Bytes;
import parley.protocol.port.Key;

/**
 * All cells of a store at one instant: immutable, shared between snapshots, with a fingerprint of the whole content.
 *
 * <p>A hash trie of 32-way nodes, so that a snapshot costs nothing and a change copies a few small arrays: the explorer
 * keeps hundreds of thousands of them. Equal contents have equal fingerprints whatever order they were written in.
 * Thread-safe, being immutable.
 *
 * <p>Source: Bagwell, "Ideal hash trees", 2001.
 */
public final class Cells {
    public static final Cells NONE = new Cells(null, 0, 0, true);
    /** The same for whoever compares no stores: they have no fingerprint, which costs more than everything else here. */
    public static final Cells NONE_UNCOMPARED = new Cells(null, 0, 0, false);

    private static final int BITS = 5;
    private static final int MASK = 31;
    private static final int WORD = 32;

    private final @Nullable Object root;
    private final int size;
    private final long fingerprint;
    private final boolean compared;

    private Cells(@Nullable Object root, int size, long fingerprint, boolean compared) {
        this.compared = compared;
        this.root = root;
        this.size = size;
        this.fingerprint = fingerprint;
    }

    @SuppressWarnings("ArrayRecordComponent") // never shared outside, never compared
    private record Branch(int bitmap, Object[] children) {}

    private record Leaf(
            int hash, Key key, Bytes value, @Nullable Leaf next) {}

    public int size() {
        return size;
    }

    /** A number that differs, but for a chance of 2^−64, whenever the contents differ. */
    public long fingerprint() {
        if (!compared) {
            throw new IllegalStateException("cells that are not to be compared");
        }
        return fingerprint;
    }

    public Optional<Bytes> get(Key key) {
        int hash = spread(key);
        Object at = root;
        int shift = 0;
        while (at instanceof Branch branch) {
            int bit = 1 << ((hash >>> shift) & MASK);
            if ((branch.bitmap & bit) == 0) {
                return Optional.empty();
            }
            at = branch.children[Integer.bitCount(branch.bitmap & (bit - 1))];
            shift += BITS;
        }
        for (Leaf leaf = (Leaf) at; leaf != null; leaf = leaf.next) {
            if (leaf.hash == hash && leaf.key.equals(key)) {
                return Optional.of(leaf.value);
            }
        }
        return Optional.empty();
    }

    public Cells with(Key key, Bytes value) {
        Optional<Bytes> before = get(key);
        if (before.isPresent() && before.get().equals(value)) {
            return this;
        }
        long print = fingerprint - before.map(old -> mark(key, old)).orElse(0L) + mark(key, value);
        return new Cells(put(root, 0, spread(key), key, value), size + (before.isPresent() ? 0 : 1), print, compared);
    }

    public Cells without(Key key) {
        Optional<Bytes> before = get(key);
        if (before.isEmpty()) {
            return this;
        }
        return new Cells(remove(root, 0, spread(key), key), size - 1, fingerprint - mark(key, before.get()), compared);
    }

    /** Every cell, in no order that means anything. */
    public void each(BiConsumer<Key, Bytes> visit) {
        walk(root, visit);
    }

    private static void walk(@Nullable Object at, BiConsumer<Key, Bytes> visit) {
        if (at instanceof Branch branch) {
            for (Object child : branch.children) {
                walk(child, visit);
            }
            return;
        }
        for (Leaf leaf = (Leaf) at; leaf != null; leaf = leaf.next) {
            visit.accept(leaf.key, leaf.value);
        }
    }

    private static Object put(@Nullable Object at, int shift, int hash, Key key, Bytes value) {
        if (at == null) {
            return new Leaf(hash, key, value, null);
        }
        if (at instanceof Branch branch) {
            int bit = 1 << ((hash >>> shift) & MASK);
            int index = Integer.bitCount(branch.bitmap & (bit - 1));
            if ((branch.bitmap & bit) != 0) {
                Object[] children = branch.children.clone();
                children[index] = put(children[index], shift + BITS, hash, key, value);
                return new Branch(branch.bitmap, children);
            }
            Object[] children = new Object[branch.children.length + 1];
            System.arraycopy(branch.children, 0, children, 0, index);
            children[index] = new Leaf(hash, key, value, null);
            System.arraycopy(branch.children, index, children, index + 1, branch.children.length - index);
            return new Branch(branch.bitmap | bit, children);
        }
        Leaf leaf = (Leaf) at;
        if (leaf.hash == hash || shift >= WORD) {
            return new Leaf(hash, key, value, drop(leaf, key));
        }
        Branch split = new Branch(1 << ((leaf.hash >>> shift) & MASK), new Object[] {leaf});
        return put(split, shift, hash, key, value);
    }

    private static @Nullable Object remove(@Nullable Object at, int shift, int hash, Key key) {
        if (!(at instanceof Branch branch)) {
            return drop((Leaf) at, key);
        }
        int bit = 1 << ((hash >>> shift) & MASK);
        int index = Integer.bitCount(branch.bitmap & (bit - 1));
        Object child = remove(branch.children[index], shift + BITS, hash, key);
        if (child != null) {
            Object[] children = branch.children.clone();
            children[index] = child;
            return new Branch(branch.bitmap, children);
        }
        if (branch.children.length == 1) {
            return null;
        }
        Object[] children = new Object[branch.children.length - 1];
        System.arraycopy(branch.children, 0, children, 0, index);
        System.arraycopy(branch.children, index + 1, children, index, children.length - index);
        return new Branch(branch.bitmap & ~bit, children);
    }

    private static @Nullable Leaf drop(@Nullable Leaf leaf, Key key) {
        if (leaf == null) {
            return null;
        }
        Leaf rest = drop(leaf.next, key);
        return leaf.key.equals(key) ? rest : new Leaf(leaf.hash, leaf.key, leaf.value, rest);
    }

    private static int spread(Key key) {
        int hash = key.name().hashCode() * 0x9e3779b9;
        return hash ^ (hash >>> 15);
    }

    private long mark(Key key, Bytes value) {
        return !compared ? 0 : scramble(hash64(key.name()) * 31 + hash64(value));
    }

    private static long hash64(Bytes bytes) {
        long hash = 0xcbf29ce484222325L;
        ByteBuffer in = bytes.asBuffer();
        while (in.remaining() >= Long.BYTES) {
            hash = scramble(hash ^ in.getLong());
        }
        while (in.hasRemaining()) {
            hash = (hash ^ (in.get() & 0xff)) * 0x100000001b3L;
        }
        return scramble(hash + bytes.size());
    }

    private static long scramble(long z) {
        long a = (z ^ (z >>> 33)) * 0xff51afd7ed558ccdL;
        long b = (a ^ (a >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return b ^ (b >>> 33);
    }
}
