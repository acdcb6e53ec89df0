package parley.simulation.explore;

import java.util.EnumSet;
import java.util.Set;
import parley.protocol.seat.Fact;
import parley.simulation.world.Fault;

/** Which alarms and verdicts a kind of mischief accounts for, once it has happened; all others are false. */
final class Excused {
    private static final Set<Fact.AlarmKind> ALARMS_OF_FORKS = EnumSet.of(
            Fact.AlarmKind.HISTORIES_DIFFER,
            Fact.AlarmKind.PAST_HISTORIES_DIFFER,
            Fact.AlarmKind.OTHER_HISTORY,
            Fact.AlarmKind.RELAY_TWO_HEADS,
            Fact.AlarmKind.OPENING_DIFFERS,
            Fact.AlarmKind.CLONED);

    /** Who froze may have sealed what the others' history has elsewhere. */
    private static final Set<Fact.Verdict> VERDICTS_OF_FORKS =
            EnumSet.of(Fact.Verdict.CLONED, Fact.Verdict.GAP, Fact.Verdict.OTHER_HISTORY);

    private Excused() {}

    /** What of a script's mischief has happened in this state. */
    static Set<Fault> happened(Global state, Script script) {
        Set<Fault> happened = EnumSet.noneOf(Fault.class);
        for (Fault fault : script.hostile()) {
            boolean did = Malice.isOfMember(fault)
                    ? state.nodes().stream().anyMatch(node -> Malice.did(node.told(), fault))
                    : state.mischief() < script.mischief();
            if (did) {
                happened.add(fault);
            }
        }
        return happened;
    }

    static Set<Fact.AlarmKind> alarms(Set<Fault> mischief) {
        Set<Fact.AlarmKind> excused = EnumSet.noneOf(Fact.AlarmKind.class);
        for (Fault fault : mischief) {
            excused.addAll(
                    switch (fault) {
                        case NODE_RESTORED -> EnumSet.of(Fact.AlarmKind.CLONED);
                        case KEY_EXCHANGED -> EnumSet.of(Fact.AlarmKind.SLOT_FROM_OTHER_KEY);
                        case ROLLED_BACK, TWO_HISTORIES -> ALARMS_OF_FORKS;
                        default -> EnumSet.noneOf(Fact.AlarmKind.class);
                    });
        }
        return excused;
    }

    static Set<Fact.Verdict> verdicts(Set<Fault> mischief) {
        Set<Fact.Verdict> excused = EnumSet.noneOf(Fact.Verdict.class);
        for (Fault fault : mischief) {
            excused.addAll(
                    switch (fault) {
                        case NODE_RESTORED -> EnumSet.of(Fact.Verdict.CLONED, Fact.Verdict.GAP);
                        case KEY_EXCHANGED -> EnumSet.of(Fact.Verdict.FORGED);
                        case ROLLED_BACK, TWO_HISTORIES -> VERDICTS_OF_FORKS;
                        default -> EnumSet.noneOf(Fact.Verdict.class);
                    });
        }
        return excused;
    }
}
