package parley.simulation.world;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import parley.base.Bytes;
import parley.protocol.port.Key;
import parley.protocol.port.Store;
import parley.protocol.port.Tx;

/**
 * A store in memory whose commits fail when the schedule says so, and that can be copied and put back.
 *
 * <p>Keeps exactly what {@link Store} promises: a commit is kept whole or not at all; one that threw {@link StoreFailed}
 * may be either. A power loss at any instant leaves the last kept commit, which is what {@link #cells} shows. Not
 * thread-safe: a run has one thread.
 */
public final class MemoryStore implements Store {
    /** What becomes of a commit. */
    public enum Outcome {
        KEPT,
        /** Kept, but the caller is told that it failed (the answer was lost, or fsync failed after the write). */
        KEPT_BUT_FAILED,
        /** Gone, and the caller is told. */
        LOST
    }

    /** Decides what becomes of commits. */
    @FunctionalInterface
    public interface Faults {
        Outcome atCommit();
    }

    /** Sees every cell that a commit changed, after it was kept; an absent value was deleted. What was written as it was is no change. */
    @FunctionalInterface
    public interface Watcher {
        void kept(Map<Key, Optional<Bytes>> changes);
    }

    private final Faults faults;
    private final Watcher watcher;
    private Cells cells;
    private long commits;
    private boolean open;
    private boolean lastWasKept;

    public MemoryStore(Cells begin, Faults faults, Watcher watcher) {
        this.cells = begin;
        this.faults = faults;
        this.watcher = watcher;
    }

    /** A store without faults that nobody watches. */
    public MemoryStore() {
        this(Cells.NONE, () -> Outcome.KEPT, changes -> {});
    }

    /** What would be on the disk if the power failed now. */
    public Cells cells() {
        return cells;
    }

    /** Puts an earlier or foreign disk image back. */
    public void restore(Cells image) {
        cells = image;
    }

    /** How many commits were kept. */
    public long commits() {
        return commits;
    }

    /** Whether the last commit was kept, which a caller that was told of a failure can't know. */
    public boolean lastWasKept() {
        return lastWasKept;
    }

    @Override
    public <T> T transact(Work<T> work) {
        if (open) {
            throw new IllegalStateException("a transaction inside a transaction");
        }
        Overlay tx = new Overlay();
        T result;
        open = true;
        lastWasKept = false;
        try {
            result = work.in(tx);
        } finally {
            open = false;
            tx.closed = true;
        }
        Outcome outcome = faults.atCommit();
        switch (outcome) {
            case LOST -> throw new StoreFailed("simulated: commit lost", new IllegalStateException("lost"));
            case KEPT, KEPT_BUT_FAILED -> tx.keep();
        }
        if (outcome == Outcome.KEPT_BUT_FAILED) {
            throw new StoreFailed("simulated: commit kept, answer lost", new IllegalStateException("unanswered"));
        }
        return result;
    }

    private final class Overlay implements Tx {
        private final Map<Key, Optional<Bytes>> changes = new LinkedHashMap<>();
        private boolean closed;

        @Override
        public Optional<Bytes> get(Key key) {
            usable();
            Optional<Bytes> changed = changes.get(key);
            return changed != null ? changed : cells.get(key);
        }

        @Override
        public void put(Key key, Bytes value) {
            usable();
            changes.put(key, Optional.of(value));
        }

        @Override
        public void delete(Key key) {
            usable();
            changes.put(key, Optional.empty());
        }

        private void usable() {
            if (closed) {
                throw new IllegalStateException("a transaction used after its end");
            }
        }

        private void keep() {
            Map<Key, Optional<Bytes>> changed = new LinkedHashMap<>();
            for (Map.Entry<Key, Optional<Bytes>> change : changes.entrySet()) {
                Cells next = change.getValue().isPresent()
                        ? cells.with(change.getKey(), change.getValue().get())
                        : cells.without(change.getKey());
                if (next != cells) {
                    cells = next;
                    changed.put(change.getKey(), change.getValue());
                }
            }
            commits++;
            lastWasKept = true;
            watcher.kept(changed);
        }
    }
}
