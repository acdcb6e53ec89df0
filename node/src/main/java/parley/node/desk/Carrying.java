package parley.node.desk;

import parley.base.Bytes;
import parley.base.Result;
import parley.base.TableId;

/** The pouch: the same sealed entries, carried by hand where there is no network. */
public interface Carrying {
    /**
     * A pouch larger than this isn't read, and none is made: some sixteen thousand entries of the smallest size. It lies in memory
     * several times over while it is taken in, and a node has 512 MiB.
     */
    int MOST_POUCH_BYTES = 64 * 1024 * 1024;

    /**
     * Sealed entries and signed heads of a table; no key, no text. Whoever finds it learns sizes and numbers. Of rooms whose
     * entries find no room in it only what waits for a place is there, and a notice in the room says so.
     */
    Result<Bytes> exportPouch(TableId table);

    /** Takes in what is new; nothing changes when a part of it contradicts this node's chain, and a notice says so. */
    Result<Report> importPouch(TableId table, Bytes pouch);

    /**
     * @param placed new entries with their place; {@code unplaced} are taken to the relay when there is one
     * @param elsewhere entries of rooms in which one doesn't sit
     * @param refused entries to which nothing leads that the relay signed, and without a place those that no member sealed
     */
    record Report(int placed, int unplaced, int alreadyHere, int elsewhere, int refused) {}
}
