package parley.node.desk;

import parley.base.Bytes;
import parley.base.Result;
import parley.base.TableId;

/** The pouch: the same sealed entries, carried by hand where there is no network. */
public interface Carrying {
    /** A pouch larger than this isn't read. */
    int MOST_POUCH_BYTES = 256 * 1024 * 1024;

    /** Sealed entries and signed heads of a table; no key, no text. Whoever finds it learns sizes and numbers. */
    Result<Bytes> exportPouch(TableId table);

    /** Takes in what is new; nothing changes when a part of it contradicts this node's chain, and a notice says so. */
    Result<Report> importPouch(TableId table, Bytes pouch);

    /**
     * @param placed new entries with their place; {@code unplaced} are taken to the relay when there is one
     * @param elsewhere entries of rooms in which one doesn't sit
     * @param refused entries to which nothing leads that the relay signed
     */
    record Report(int placed, int unplaced, int alreadyHere, int elsewhere, int refused) {}
}
