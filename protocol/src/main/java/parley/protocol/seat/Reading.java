package parley.protocol.seat;

import parley.base.Secret;
import parley.protocol.port.LogRef;

/**
 * A log to read from {@code after} on; what the relay said goes to {@link Seat#took}.
 *
 * @param most ask for this many entries, no more: 1 where the head at one place is to be seen
 */
public record Reading(LogRef log, Secret capability, long after, int most) {}
