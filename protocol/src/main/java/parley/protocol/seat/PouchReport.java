package parley.protocol.seat;

/**
 * What the import of a pouch brought, in numbers of entries.
 *
 * @param placed new, at their place
 * @param unplaced taken to the relay when there is one
 * @param elsewhere of logs that this seat doesn't read, such as rooms in which it doesn't sit
 * @param refused of its own logs, to which no head leads that the relay signed
 */
public record PouchReport(int placed, int unplaced, int alreadyHere, int elsewhere, int refused) {}
