package parley.node.vault;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import parley.base.Bytes;
import parley.protocol.port.Key;
import parley.protocol.port.Tx;

/**
 * A transaction of a vault: what it changes lies in memory until it commits, so that a cell changed often is sealed once. Used under
 * the vault's writing lock.
 */
final class Transaction implements Tx {
    private final VaultFile file;
    private final CellSeal seal;
    private final CellCache cache;
    private final long before;
    private final Map<Key, Optional<Bytes>> changed = new HashMap<>();
    private boolean over;

    /** @param before the generation of the last one that was committed */
    Transaction(VaultFile file, CellSeal seal, CellCache cache, long before) {
        this.file = file;
        this.seal = seal;
        this.cache = cache;
        this.before = before;
    }

    @Override
    public Optional<Bytes> get(Key key) {
        needCurrent();
        Optional<Bytes> here = changed.get(key);
        if (here != null) {
            return here;
        }
        Optional<Bytes> known = cache.get(key);
        if (known.isPresent()) {
            return known;
        }
        Optional<Bytes> read = Readers.value(file, seal, before, key);
        read.ifPresent(value -> cache.put(key, value));
        return read;
    }

    @Override
    public void put(Key key, Bytes value) {
        needCurrent();
        changed.put(key, Optional.of(value));
    }

    @Override
    public void delete(Key key) {
        needCurrent();
        changed.put(key, Optional.empty());
    }

    /** What stands there already isn't written again: a page of a relay with nothing new costs the disk nothing. */
    void dropEqual() {
        changed.entrySet()
                .removeIf(one -> one.getValue().isPresent() && one.getValue().equals(cache.get(one.getKey())));
    }

    boolean changesSomething() {
        return !changed.isEmpty();
    }

    /** Writes what changed; by which row, what that does to the census. */
    Map<Bytes, Census> flush(CensusTaker census) {
        Map<Bytes, Census> rows = new HashMap<>();
        changed.forEach((key, value) -> {
            Bytes index = seal.index(key);
            Optional<Bytes> sealed = value.map(content -> seal.seal(index, before + 1, key, content));
            rows.put(index, census.change(file, index, sealed));
            sealed.ifPresentOrElse(content -> file.put(index, content), () -> file.delete(index));
        });
        // Before the commit: whatever ends the way from here on, nothing older than the file is left.
        changed.keySet().forEach(cache::forget);
        return rows;
    }

    void committed() {
        changed.forEach((key, value) -> value.ifPresent(content -> cache.put(key, content)));
    }

    /** Committed or not: it can't be used any more. */
    void end() {
        over = true;
    }

    private void needCurrent() {
        if (over) {
            throw new IllegalStateException("used after its transaction");
        }
    }
}
