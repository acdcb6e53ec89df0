package parley.protocol.seat;

import java.util.Optional;
import parley.base.Secret;
import parley.protocol.port.LogRef;

/**
 * A log to read from {@code after} on; what the relay said goes to {@link Seat#took}.
 *
 * @param most ask for this many entries, no more: 1 where the head at one place is to be seen
 * @param pace when it may be asked for: a reader asks once at each instant and never waits at the relay for news; empty where it
 *     waits there, and asks again at once
 */
public record Reading(LogRef log, Secret capability, long after, int most, Optional<Pace> pace) {}
