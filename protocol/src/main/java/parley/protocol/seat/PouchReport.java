package parley.protocol.seat;

/**
 * What the import of a pouch brought, in numbers of entries.
 *
 * @param placed new, at their place
 * @param unplaced taken to the relay when there is one
 * @param elsewhere of logs that this seat doesn't read, such as rooms in which it doesn't sit
 * @param refused of its own logs: placed ones to which no head leads that the relay signed, others that no member sealed
 */
public record PouchReport(int placed, int unplaced, int alreadyHere, int elsewhere, int refused) {

    /** As it is counted. */
    static final class Tally {
        int placed;
        int unplaced;
        int here;
        int elsewhere;
        int refused;

        PouchReport report() {
            return new PouchReport(placed, unplaced, here, elsewhere, refused);
        }
    }
}
