package parley.simulation.run;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /** Of so many seeds at least one comes to each fault and each of {@link #states}, but for {@link #SELDOM}. */
    public static final long ENOUGH_SEEDS = 1_000;

    /** Of so many seeds at least one comes to what is {@link #SELDOM} too. */
    static final long SEEDS_FOR_ALL = 20_000;

    /** To these came two of the seeds 0 to 299 at most, to each of the others four or more: of a thousand seeds none may. */
    private static final Set<String> SELDOM = Set.of(
            Weather.STRUCK_ELSEWHERE,
            Fault.ROLLED_BACK.name(),
            Fault.ENTRY_CROSSED.name(),
            Oracles.REFUSED + Fact.Verdict.CLONED,
            Oracles.REFUSED + Fact.Verdict.GAP,
            Oracles.REFUSED + Fact.Verdict.OTHER_HISTORY,
            Oracles.ALARM + Fact.AlarmKind.PAST_HISTORIES_DIFFER,
            Oracles.ALARM + Fact.AlarmKind.CLONED,
            Oracles.ALARM + Fact.AlarmKind.OTHER_HISTORY,
            Oracles.ALARM + Fact.AlarmKind.OPENING_DIFFERS,
            Oracles.ALARM + Fact.AlarmKind.SHOWN_AS_RENEWED);

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

    /**
     * What this many seeds should have come to and didn't: a simulation that lost a fault, or that reaches a state no more, finds
     * nothing there, and must not look like one that looked.
     *
     * @param faults and {@code states} as for {@link #unreached}
     */
    public static List<String> missing(long seeds, Map<String, Long> faults, Map<String, Long> states) {
        return seeds < ENOUGH_SEEDS
                ? List.of()
                : unreached(faults, states).stream()
                        .filter(name -> seeds >= SEEDS_FOR_ALL || !SELDOM.contains(name))
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
                        names(SeatRoom.Condition.values(), HeadsOracle.ROOM),
                        names(Act.values(), Oracles.ACT),
                        Stream.of(
                                HostileMembers.MEDIATOR,
                                HostileMembers.TWO,
                                World.RELEASED,
                                Signings.SUSPENDED,
                                Weather.EMPTY_BATTERY,
                                Weather.STRUCK_ELSEWHERE))
                .flatMap(names -> names)
                .filter(name -> !name.equals(UNSEEN));
    }

    private static Stream<String> names(Enum<?>[] values, String before) {
        return Arrays.stream(values).map(value -> before + value.name());
    }
}
