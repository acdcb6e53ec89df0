package parley.simulation.explore;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import parley.base.Hash;
import parley.protocol.seat.Reading;
import parley.protocol.seat.SeatRoom;
import parley.protocol.seat.Sending;
import parley.simulation.world.Cells;

/**
 * One node between two of its transactions: its disk, its clock, where its randomness stands, and what it asks for.
 *
 * <p>Nothing is kept in memory: every transition loads the seat from the cells, so that a crash between any two is part of
 * every path. Immutable; equal fingerprints are taken for equal states.
 *
 * @param sendings the first of each log, for the next may only go when it is through
 * @param texts which of the explored texts the cells hold in clear
 */
record NodeState(
        Cells cells,
        Instant clock,
        long randomness,
        long sessions,
        Told told,
        List<Reading> readings,
        List<Sending> sendings,
        List<SeatRoom> rooms,
        List<Stand> stands,
        Optional<Instant> nextTick,
        Set<String> texts,
        long fingerprint) {
    /** Where a room stands (opening and head), and its fold there. */
    record Stand(Hash place, Hash fold) {}

    /** With its fingerprint, which is asked for far oftener than a node changes. */
    static NodeState of(
            Cells cells,
            Instant clock,
            long randomness,
            long sessions,
            Told told,
            List<Reading> readings,
            List<Sending> sendings,
            List<SeatRoom> rooms,
            List<Stand> stands,
            Optional<Instant> nextTick,
            Set<String> texts) {
        long print = print(cells, clock, randomness, sessions, told);
        return new NodeState(
                cells, clock, randomness, sessions, told, readings, sendings, rooms, stands, nextTick, texts, print);
    }

    NodeState telling(Told other) {
        return of(cells, clock, randomness, sessions, other, readings, sendings, rooms, stands, nextTick, texts);
    }

    private static long print(Cells cells, Instant clock, long randomness, long sessions, Told told) {
        long print = cells.fingerprint();
        print = print * 0x9e3779b97f4a7c15L + clock.hashCode();
        print = print * 0x9e3779b97f4a7c15L + randomness;
        print = print * 0x9e3779b97f4a7c15L + sessions;
        return print * 0x9e3779b97f4a7c15L + told.fingerprint();
    }
}
