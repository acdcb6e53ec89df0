package parley.simulation.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import parley.base.RoomId;
import parley.protocol.seat.Fact;

/** Holds each node to what it erased: the text is in no cell of its store from then on, whoever still has it and gives it again. */
final class ErasedOracle {
    private final Oracles oracles;
    /** Where each node folded each text last. */
    private final Map<Of, Held> folded = new HashMap<>();

    private final Set<Of> gone = new HashSet<>();

    private record Of(int node, String canary) {}

    /** A text that a node folded at this position of its room. */
    record Held(Saying saying, long position) {}

    ErasedOracle(Oracles oracles) {
        this.oracles = oracles;
    }

    void told(SimNode node, Fact fact) {
        if (fact instanceof Fact.Folded one) {
            oracles.said()
                    .canaryIn(one.said().event().asUtf8())
                    .ifPresent(saying -> folded.put(
                            new Of(node.index, saying.canary),
                            new Held(saying, one.said().position())));
        }
    }

    /** What this node folded in a room and still has, by the order in which it was said. */
    List<Held> held(int node, RoomId room) {
        List<Held> all = new ArrayList<>();
        for (Saying saying : oracles.said().all()) {
            Of of = new Of(node, saying.canary);
            Held held = folded.get(of);
            if (held != null && saying.room.equals(room) && !gone.contains(of)) {
                all.add(held);
            }
        }
        return all;
    }

    void erased(int node, RoomId room, long through) {
        held(node, room).stream()
                .filter(held -> held.position() <= through)
                .forEach(held -> gone.add(new Of(node, held.saying().canary)));
    }

    void lapsed(int node, Saying saying) {
        gone.add(new Of(node, saying.canary));
    }

    /** An image of before lies under this node again: it has what it had then, until it erases it once more. */
    void putBack(int node) {
        gone.removeIf(of -> of.node() == node);
        folded.keySet().removeIf(of -> of.node() == node);
    }

    /** A vault that was copied or put back has its own words still to say which weren't said in its image, and which its other self said. */
    private boolean isItsOwnAnew(int node, Saying saying) {
        return saying.elsewhere
                && oracles.putBacks().has(node)
                && oracles.world().principal(node).equals(oracles.world().principal(saying.node));
    }

    void holds(int node, Saying saying) {
        if (gone.contains(new Of(node, saying.canary)) && !isItsOwnAnew(node, saying)) {
            oracles.violated(
                    Invariant.ERASED_STAYS_ERASED,
                    oracles.world().name(node) + " holds " + saying.canary + ", which it has erased");
        }
    }
}
