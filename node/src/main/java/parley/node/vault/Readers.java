package parley.node.vault;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import parley.base.Bytes;
import parley.protocol.port.Key;
import parley.protocol.port.Store.StoreFailed;
import parley.protocol.port.Tx;

/** The connections that read a vault's last committed state, beside any transaction. Thread-safe. */
final class Readers implements AutoCloseable {
    /** Kept open: pages, a search, attachments and the engine's own, all at once. */
    private static final int MOST_IDLE = 4;

    private final Supplier<VaultFile> files;
    private final Supplier<CellSeal> seals;
    private final LongSupplier readable;
    private final Deque<Reader> idle = new ArrayDeque<>();
    private volatile boolean closed;

    /**
     * @param files opens the file once more
     * @param seals what opens its cells; whoever is given one closes it
     * @param readable the greatest generation that a reader may find
     */
    Readers(Supplier<VaultFile> files, Supplier<CellSeal> seals, LongSupplier readable) {
        this.files = files;
        this.seals = seals;
        this.readable = readable;
    }

    /**
     * Reads one committed state.
     *
     * @throws StoreFailed {@code gate.locked} after {@link #close}
     */
    <T> T use(Function<Reader, T> work) {
        Reader reader = borrow();
        boolean whole = false;
        try {
            T result = work.apply(reader);
            reader.source.rollback();
            whole = true;
            return result;
        } finally {
            giveBack(reader, whole);
        }
    }

    /** Ends those that are idle at once, and those in use when they are given back. */
    @Override
    public void close() {
        synchronized (idle) {
            closed = true;
            idle.forEach(Reader::close);
            idle.clear();
        }
    }

    static StoreFailed closed() {
        return new StoreFailed("gate.locked", new IllegalStateException("closed"));
    }

    /** What a cell holds; one whose value is damaged is never taken for absent. One whose row is gone is: see {@link Census}. */
    static Optional<Bytes> value(VaultFile from, CellSeal with, long upTo, Key key) {
        Bytes index = with.index(key);
        return from.get(index)
                .map(cell -> with.open(index, upTo, cell)
                        .orElseThrow(() -> new StoreFailed(
                                "vault.damaged-cell",
                                new IOException("cell " + index.slice(0, 8).toHex()))))
                .map(CellSeal.Cell::value);
    }

    private Reader borrow() {
        synchronized (idle) {
            needOpen();
            Reader reader = idle.pollFirst();
            if (reader != null) {
                return reader;
            }
        }
        VaultFile opened = files.get();
        synchronized (idle) {
            if (!closed) {
                return new Reader(opened, seals.get()); // Under the lock, for who closes erases the key next.
            }
        }
        // Closed while this one was opened: nothing of it stays behind.
        opened.close();
        throw closed();
    }

    private void needOpen() {
        if (closed) {
            throw closed();
        }
    }

    private void giveBack(Reader reader, boolean whole) {
        synchronized (idle) {
            if (whole && !closed && idle.size() < MOST_IDLE) {
                idle.addFirst(reader);
                return;
            }
        }
        reader.close();
    }

    /** A connection that only reads. */
    final class Reader implements Tx {
        private final VaultFile source;
        private final CellSeal with;

        private Reader(VaultFile source, CellSeal with) {
            this.source = source;
            this.with = with;
        }

        @Override
        public Optional<Bytes> get(Key key) {
            return value(source, with, readable.getAsLong(), key);
        }

        @Override
        public void put(Key key, Bytes value) {
            throw new IllegalStateException("a reader doesn't write");
        }

        @Override
        public void delete(Key key) {
            throw new IllegalStateException("a reader doesn't write");
        }

        /** Shows every cell, and each damaged row that nobody gave up, and says what is lost; ends when the vault is locked. */
        Losses each(Consumer<Vault.Cell> visitor, Consumer<Vault.Damaged> damaged) {
            Stand stand = get(Stand.KEY).map(Stand::of).orElseThrow(Stand::gone);
            Tally tally = new Tally(with, Quarantine.of(this));
            source.each((index, content) -> {
                needOpen();
                long before = tally.damaged();
                tally.row(index, content, readable.getAsLong())
                        .ifPresent(cell -> visitor.accept(new Vault.Cell(cell.key(), cell.value())));
                if (tally.damaged() > before) {
                    damaged.accept(new Vault.Damaged(index, content));
                }
            });
            return tally.against(stand);
        }

        private void close() {
            source.close();
            with.close();
        }
    }
}
