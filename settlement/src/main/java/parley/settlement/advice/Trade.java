package parley.settlement.advice;

import java.util.Arrays;
import java.util.List;

/**
 * Changes made together by which no party loses and one at least gains.
 *
 * @param changes of different issues, in the order of the case
 * @param gains of each party, in units, none negative, with what the case gives for issues settled together; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
public record Trade(List<Change> changes, long[] gains) {
    public Trade {
        changes = List.copyOf(changes);
    }

    /** What of the gains comes from how issues are settled together, and is in none of the changes. */
    public long[] together() {
        long[] rest = gains.clone();
        changes.forEach(change -> Arrays.setAll(rest, party -> rest[party] - change.gains()[party]));
        return rest;
    }
}
