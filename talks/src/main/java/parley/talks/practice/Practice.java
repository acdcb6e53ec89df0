package parley.talks.practice;

import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalWriter;
import parley.base.PrincipalId;
import parley.base.Refusal;
import parley.base.Result;

/**
 * The immutable state of one practice in one room.
 *
 * <p>Acts and fold ask the same {@link #objection}: whatever acts refuse, the fold refuses on every node. Everything here
 * is a pure function of its arguments and never throws on an event that was read.
 *
 * @param <E> its events: a sealed interface of records
 * @param <S> itself
 */
public interface Practice<E, S extends Practice<E, S>> {
    /** Why this event of this author counts for nothing here and now; empty when it counts. */
    Optional<Refusal> objection(Sitting sitting, PrincipalId who, E event);

    /** The state after an event to which there was no objection; nobody calls it for another. */
    S accept(Sitting sitting, Place place, E event);

    /** The state after the epoch ended; {@code sitting} is the new one. */
    S turn(Sitting sitting);

    /** Writes the canonical encoding, from which state and digest are made. Hashes of texts, never texts. */
    void write(CanonicalWriter out);

    /** What acts answer: the event, or why it would count for nothing. */
    default Result<E> judged(Sitting sitting, PrincipalId who, E event) {
        Optional<Refusal> objection = objection(sitting, who, event);
        return objection.isPresent() ? Result.refused(objection.get()) : Result.done(event);
    }

    /**
     * An entry at its place.
     *
     * @param position counts through all epochs of the room, from 1
     * @param event the bytes as sealed
     */
    record Place(long position, PrincipalId who, Bytes event) {}
}
