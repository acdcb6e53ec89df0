package parley.protocol.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.protocol.port.Key;
import parley.protocol.port.Tx;

/** A set of hashes in cells, dense from 0, so that it can be listed in a store that shows no neighbours. */
final class Names {
    private final Tx tx;
    private final Key count;
    private final Key space;

    Names(Tx tx, Key space) {
        this.tx = tx;
        this.space = space;
        this.count = space.with(Bytes.utf8("count"));
    }

    void add(Hash name) {
        if (tx.get(placeOf(name)).isEmpty()) {
            long place = tx.count(count);
            put(place, name);
            tx.setCount(count, place + 1);
        }
    }

    void remove(Hash name) {
        Optional<Bytes> kept = tx.get(placeOf(name));
        if (kept.isEmpty()) {
            return;
        }
        long place = tx.count(placeOf(name));
        long last = tx.count(count) - 1;
        Hash moved = at(last);
        tx.delete(space.with(last));
        tx.delete(placeOf(name));
        if (place != last) {
            put(place, moved);
        }
        if (last == 0) {
            tx.delete(count);
        } else {
            tx.setCount(count, last);
        }
    }

    List<Hash> all() {
        List<Hash> names = new ArrayList<>();
        for (long i = 0; i < tx.count(count); i++) {
            names.add(at(i));
        }
        return List.copyOf(names);
    }

    private Hash at(long place) {
        return new Hash(
                tx.get(space.with(place)).orElseThrow(() -> new IllegalStateException("a list of names has a hole")));
    }

    private void put(long place, Hash name) {
        tx.put(space.with(place), name.value());
        tx.setCount(placeOf(name), place);
    }

    private Key placeOf(Hash name) {
        return space.with(name.value());
    }
}
