package parley.settlement.advice;

/**
 * Another option for one issue.
 *
 * @param issue its index
 * @param from the option's index in the deal
 * @param to another one
 * @param gains what this change is worth alone to each party, in units, negative where it loses; without what the case gives for
 *     issues settled together; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
public record Change(int issue, int from, int to, long[] gains) {}
