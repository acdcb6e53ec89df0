package parley.simulation.explore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import parley.simulation.run.Kit;
import parley.simulation.run.Violation;

/**
 * Searches every schedule of a {@link Script}, breadth first, up to a bound: three nodes or four and one relay, the protocol as the
 * code implements it.
 *
 * <p>At every state all invariants of safety are checked; at every so-manieth one, and at those from which nothing leads on,
 * that calm leads all nodes to one head. It
 * is a search and no proof: cryptography is ideal (the sessions are doubles), depth and number of states are bounded, and
 * both are reported. Not thread-safe.
 */
public final class Explorer {
    /** Every text of an explored world begins with this. */
    static final String MARK = "explored-";

    static final int TEXT_LENGTH = MARK.length() + 1;

    /** From one in so many states it is tried whether all come to one head. */
    private static final int SETTLE_EVERY = 64;

    /** After so many violations the search ends: the first tells what is wrong. */
    private static final int MOST_VIOLATIONS = 5;

    private final Script script;
    private final Moves moves;
    private final Check check;
    private final Set<Global.Print> seen = new HashSet<>();
    private final Deque<Reached> frontier = new ArrayDeque<>();
    private final List<Violation> violations = new ArrayList<>();
    private long transitions;
    private long settled;
    private int epoch;

    private record Reached(Global state, int depth, Path path) {}

    /** How a state was reached: the last move, and the path to the state before. */
    record Path(
            String move, @org.jspecify.annotations.Nullable Path before) {
        String told() {
            List<String> moves = new ArrayList<>();
            for (Path at = this; at != null; at = at.before) {
                moves.addFirst(at.move);
            }
            return String.join(", ", moves);
        }
    }

    /**
     * What a search found.
     *
     * @param states distinct states reached
     * @param transitions moves tried, including those that led to known states
     * @param depth the deepest level of which every state was expanded
     * @param complete whether nothing was left to expand within the bounds
     * @param epoch the furthest epoch that any node of these states stands in
     * @param settled from how many states calm was tried
     * @param computed how many local transitions the code under test was really run for
     */
    public record Findings(
            String script,
            long states,
            long transitions,
            int depth,
            boolean complete,
            int epoch,
            long settled,
            long computed,
            List<Violation> violations) {}

    /** How far a search goes. */
    public record Bounds(int depth, int states) {}

    private Explorer(Script script, Kit kit) {
        this.script = script;
        this.moves = new Moves(script, kit);
        this.check = new Check(moves);
    }

    /** Explores one script; {@code kit} plants a bug, for tests of the explorer itself. */
    public static Findings explore(Script script, Bounds bounds, Kit kit) {
        return new Explorer(script, kit).search(bounds);
    }

    /** The text that a node says. */
    static String text(int node) {
        return MARK + node;
    }

    private Findings search(Bounds bounds) {
        Global start = moves.start();
        reach(start, start.print(), 0, new Path("start", null));
        int depth = 0;
        boolean bounded = false;
        while (!frontier.isEmpty() && violations.size() < MOST_VIOLATIONS) {
            Reached next = frontier.remove();
            depth = Math.max(depth, next.depth());
            if (next.depth() >= bounds.depth() || seen.size() >= bounds.states()) {
                bounded = true;
                break;
            }
            Global.Print here = next.state().print();
            boolean[] last = {true};
            moves.from(next.state(), (move, state) -> {
                transitions++;
                Global.Print there = state.print();
                last[0] &= there.equals(here);
                reach(state, there, next.depth() + 1, new Path(move, next.path()));
            });
            if (last[0]) {
                settle(next);
            }
        }
        moves.broken()
                .forEach(what ->
                        violations.add(new Violation(0, 0, parley.simulation.run.Invariant.NEVER_THROWS, what)));
        return new Findings(
                script.name(),
                seen.size(),
                transitions,
                depth,
                !bounded && violations.isEmpty(),
                epoch,
                settled,
                moves.computed(),
                List.copyOf(violations));
    }

    private void reach(Global state, Global.Print print, int depth, Path path) {
        if (!seen.add(print)) {
            return;
        }
        check.safe(state)
                .forEach(found -> violations.add(
                        new Violation(0, depth, found.invariant(), found.what() + " after: " + path.told())));
        for (NodeState node : state.nodes()) {
            node.rooms().forEach(view -> epoch = Math.max(epoch, view.epoch()));
        }
        Reached reached = new Reached(state, depth, path);
        if (seen.size() % SETTLE_EVERY == 1) {
            settle(reached);
        }
        frontier.add(reached);
    }

    private void settle(Reached at) {
        settled++;
        check.settles(at.state())
                .forEach(found -> violations.add(new Violation(
                        0,
                        at.depth(),
                        found.invariant(),
                        found.what() + " after: " + at.path().told())));
    }
}
