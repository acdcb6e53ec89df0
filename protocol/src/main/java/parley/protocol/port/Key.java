package parley.protocol.port;

import parley.base.Bytes;
import parley.base.CanonicalWriter;
import parley.base.Hash;

/**
 * Names one cell of a {@link Store}. Sequences are dense: number the last part from 0 and keep the count in a cell of its
 * own, for a store shows neither order nor neighbours (the vault keeps only a keyed hash of the name).
 */
public record Key(Bytes name) {
    /** Starts a name with its space, for instance {@code "room/verdict"}; each space belongs to one class. */
    public static Key of(String space) {
        return new Key(new CanonicalWriter().text(space).bytes());
    }

    public Key with(Hash part) {
        return new Key(Bytes.concat(name, part.value()));
    }

    public Key with(long part) {
        return new Key(Bytes.concat(name, Hash.number(part)));
    }

    public Key with(Bytes part) {
        return new Key(Bytes.concat(name, new CanonicalWriter().field(part).bytes()));
    }
}
