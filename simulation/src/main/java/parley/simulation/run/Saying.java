package parley.simulation.run;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import parley.base.PrincipalId;
import parley.base.RoomId;

/** One text that a person gave to a node, and what is known to have become of it. Mutable; belongs to one run. */
final class Saying {
    /** How far a text is. */
    enum Stage {
        QUEUED,
        SEALED,
        SAID,
        /** Taken back, dropped, or reported as not said: nobody may read it any more. */
        WITHDRAWN
    }

    final String canary;
    final int node;
    final RoomId room;
    /** Whom its author had in view: nobody else may hold it. */
    final Set<PrincipalId> inView = new TreeSet<>();
    /** Who sat in the room in the epoch in which it was said: all of them must come to read it. */
    final Set<PrincipalId> readers = new TreeSet<>();

    /** Who of them had been renewed by then: whoever was renewed later begins behind it. */
    final Set<PrincipalId> renewed = new TreeSet<>();

    /** Whom its author had seen renewed when it was sealed first; empty before. Said again in the next epoch it stays sealed in the last, too. */
    Optional<Set<PrincipalId>> renewedAtSealing = Optional.empty();

    Stage stage = Stage.QUEUED;
    /** The author's disk was put back to before this was given to it: its node can't know of it. */
    boolean forgotten;
    /** A copy of the author's disk, or its node before it was put back or renewed, had it too: its author can't take it back from there. */
    boolean elsewhere;

    Saying(String canary, int node, RoomId room) {
        this.canary = canary;
        this.node = node;
        this.room = room;
    }

    /** Whether the author's node still owes it a place. */
    boolean pending() {
        return (stage == Stage.QUEUED || stage == Stage.SEALED) && !forgotten;
    }
}
