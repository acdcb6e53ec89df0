package parley.protocol.seat;

import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.RoomId;
import parley.protocol.port.Tx;

/** The cells of a room's entries: each written once and found by its position, so that a long talk costs no more. */
final class EntryCells {
    private final Cells cells;
    private final RoomId room;

    EntryCells(Cells cells, RoomId room) {
        this.cells = cells;
        this.room = room;
    }

    void put(Tx tx, Epoch epoch, EntryRecord record, Bytes bytes) {
        long position = record.head().position();
        tx.put(cells.record(room, epoch.number(), position), record.encoded());
        tx.put(cells.bytes(room, epoch.number(), position), bytes);
        if (placeOf(tx, epoch, record.entry()).isEmpty()) {
            tx.setCount(cells.place(room, epoch.number(), record.entry()), position);
        }
    }

    EntryRecord record(Tx tx, Epoch epoch, long position) {
        return tx.get(cells.record(room, epoch.number(), position))
                .map(EntryRecord::decode)
                .orElseThrow(() -> new IllegalStateException("no record at " + position));
    }

    /** Empty once erased. */
    Optional<Bytes> bytes(Tx tx, Epoch epoch, long position) {
        return tx.get(cells.bytes(room, epoch.number(), position));
    }

    void erase(Tx tx, Epoch epoch, long position) {
        EntryRecord record = record(tx, epoch, position);
        tx.put(cells.record(room, epoch.number(), position), record.erased().encoded());
        tx.delete(cells.bytes(room, epoch.number(), position));
        tx.delete(cells.opened(room, epoch.number(), position));
        tx.delete(cells.assembled(room, epoch.number(), position));
    }

    /** Forgets what an entry said and its key; its sealed bytes stay, which open for nobody here any more. */
    void forget(Tx tx, Epoch epoch, long position) {
        tx.delete(cells.opened(room, epoch.number(), position));
        tx.delete(cells.assembled(room, epoch.number(), position));
    }

    /** Where these bytes stand first. */
    Optional<Long> placeOf(Tx tx, Epoch epoch, Hash entry) {
        long place = tx.count(cells.place(room, epoch.number(), entry));
        return place == 0 ? Optional.empty() : Optional.of(place);
    }

    /** The chain at a position that was read; empty beyond. */
    Optional<Head> at(Tx tx, Epoch epoch, long position) {
        if (position > epoch.read.position()) {
            return Optional.empty();
        }
        return Optional.of(
                position == 0
                        ? Head.start(epoch.log().id())
                        : position == epoch.read.position()
                                ? epoch.read
                                : record(tx, epoch, position).head());
    }

    LogReader.Prefix prefix(Tx tx, Epoch epoch) {
        return new LogReader.Prefix() {
            @Override
            public boolean holds(Hash entry) {
                return placeOf(tx, epoch, entry).isPresent();
            }

            @Override
            public Optional<Head> at(long position) {
                return EntryCells.this.at(tx, epoch, position);
            }
        };
    }

    void putOpened(Tx tx, Epoch epoch, long position, Opened opened) {
        tx.put(cells.opened(room, epoch.number(), position), opened.encoded());
    }

    Optional<Opened> opened(Tx tx, Epoch epoch, long position) {
        return tx.get(cells.opened(room, epoch.number(), position)).map(Opened::decode);
    }

    void putDigest(Tx tx, Epoch epoch, long position, Hash digest) {
        tx.put(cells.digest(room, epoch.number(), position), digest.value());
    }

    Optional<Hash> digest(Tx tx, Epoch epoch, long position) {
        return tx.get(cells.digest(room, epoch.number(), position)).map(Hash::new);
    }

    void putAssembled(Tx tx, Epoch epoch, long position, Bytes event) {
        tx.put(cells.assembled(room, epoch.number(), position), event);
    }

    Optional<Bytes> assembled(Tx tx, Epoch epoch, long position) {
        return tx.get(cells.assembled(room, epoch.number(), position));
    }

    void putSnapshot(Tx tx, Epoch epoch, Bytes state) {
        tx.put(cells.snapshot(room, epoch.number()), state);
        epoch.snapshotAt = epoch.folded;
    }

    Bytes snapshot(Tx tx, Epoch epoch) {
        return tx.get(cells.snapshot(room, epoch.number())).orElseThrow();
    }
}
