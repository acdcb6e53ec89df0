package parley.simulation.explore;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import parley.base.Hash;
import parley.protocol.seat.SeatRoom;
import parley.simulation.world.RelayState;

/**
 * Says which nodes stand in one history, and so must have found the same in it, place for place.
 *
 * <p>As long as no relay forks, all do. Else those do whose heads are on one chain of one epoch: its opening binds how the
 * epochs before it ended.
 */
final class Histories {
    private Histories() {}

    static List<Collection<Integer>> of(Global state, Script script) {
        if (!script.forks() || state.mischief() == script.mischief()) {
            return List.of(IntStream.range(0, script.nodes()).boxed().toList());
        }
        List<Collection<Integer>> all = new ArrayList<>(in(state, state.relay()));
        state.other().ifPresent(other -> all.addAll(in(state, other)));
        return List.copyOf(all);
    }

    private static Collection<Collection<Integer>> in(Global state, RelayState history) {
        Map<Hash, Collection<Integer>> byOpening = new HashMap<>();
        for (int i = 0; i < state.nodes().size(); i++) {
            for (SeatRoom view : state.nodes().get(i).rooms()) {
                boolean there = history.log(view.log().id())
                        .filter(log -> log.onChain(view.head()))
                        .isPresent();
                if (there) {
                    byOpening
                            .computeIfAbsent(view.opening(), o -> new ArrayList<>())
                            .add(i);
                }
            }
        }
        return byOpening.values();
    }
}
