package parley.simulation.run;

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
        /** Taken back, dropped, or reported as not said: nobody will read it. */
        WITHDRAWN
    }

    final String canary;
    final int node;
    final RoomId room;
    final Set<PrincipalId> inView = new TreeSet<>();
    Stage stage = Stage.QUEUED;

    Saying(String canary, int node, RoomId room) {
        this.canary = canary;
        this.node = node;
        this.room = room;
    }
}
