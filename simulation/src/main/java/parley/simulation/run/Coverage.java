package parley.simulation.run;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.protocol.seat.Fact;
import parley.protocol.seat.SeatRoom;
import parley.simulation.world.Fault;

/**
 * Which faults and which states of the protocol seeds never came to: what a run says nothing about. Pure.
 *
 * <p>Taken from the protocol's own types, so that a new verdict, alarm or fact counts as unreached until a seed comes to it.
 */
public final class Coverage {
    /** No seat shows a room before it is open: people see only that they were asked, or that others were. */
    private static final String UNSEEN = HeadsOracle.ROOM + SeatRoom.Condition.FORMING;

    private Coverage() {}

    /**
     * In the order of their kinds.
     *
     * @param faults how often each fault happened, by its name
     * @param states how often each state was reached, as {@link Oracles} names it
     */
    public static List<String> unreached(Map<String, Long> faults, Map<String, Long> states) {
        return Stream.concat(
                        names(Fault.values(), "").filter(name -> !faults.containsKey(name)),
                        states().filter(name -> !states.containsKey(name)))
                .toList();
    }

    private static Stream<String> states() {
        return Stream.of(
                        Arrays.stream(Fact.class.getPermittedSubclasses()).map(Class::getSimpleName),
                        names(Fact.Verdict.values(), Oracles.REFUSED),
                        names(Fact.AlarmKind.values(), Oracles.ALARM),
                        names(ChangeKind.values(), Oracles.EPOCH_BY),
                        IntStream.rangeClosed(FaultPlan.FEWEST_NODES, FaultPlan.MANIEST_NODES)
                                .mapToObj(count -> Oracles.NODES + count),
                        names(SeatRoom.Condition.values(), HeadsOracle.ROOM))
                .flatMap(names -> names)
                .filter(name -> !name.equals(UNSEEN));
    }

    private static Stream<String> names(Enum<?>[] values, String before) {
        return Arrays.stream(values).map(value -> before + value.name());
    }
}
