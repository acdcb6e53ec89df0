package parley.relay.store;

/**
 * Bytes that were durable once and are not what was written: named, kept where they are, never passed on.
 *
 * @param segment number of the segment file
 * @param from offset in bytes
 * @param to offset in bytes, exclusive
 * @param what for the operator; no log's full name
 */
public record Damage(long segment, long from, long to, String what) {}
