package parley.simulation.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import parley.base.CanonicalReader;
import parley.base.Hash;
import parley.base.TableId;
import parley.protocol.port.RoomFold;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.protocol.port.Tx;
import parley.protocol.room.Change;
import parley.protocol.seat.Fact;
import parley.protocol.seat.Seat;
import parley.protocol.seat.SeatListener;
import parley.protocol.seat.WeakSeats;
import parley.simulation.doubles.ToyEvent;
import parley.simulation.doubles.ToyFold;
import parley.simulation.doubles.ToyState;
import parley.simulation.run.Invariant;
import parley.simulation.run.Kit;
import parley.simulation.run.Violation;

/** Every schedule of a small room keeps every invariant, up to a bound; planted bugs are found by the same search. */
@Tag("wide")
class ExplorerTest {
    private static final int DEPTH = 100;
    /** Half as many again as the script needs whose epoch ends latest, a removal among three of whom two write. */
    private static final Explorer.Bounds QUICK = new Explorer.Bounds(DEPTH, 30_000);

    private static final Explorer.Bounds DEEP = new Explorer.Bounds(DEPTH, 1_000_000);
    /** Above what any script has that is searched to the end. */
    private static final Explorer.Bounds NONE = new Explorer.Bounds(DEPTH, 250_000);

    static Stream<Script> bounded() {
        return Script.bounded().stream();
    }

    static Stream<Script> whole() {
        return Script.whole().stream();
    }

    @ParameterizedTest
    @MethodSource("bounded")
    void noScheduleBreaksAnythingUpToABound(Script script) {
        assertThat(holds(script, QUICK).states()).isGreaterThanOrEqualTo(QUICK.states());
    }

    @ParameterizedTest
    @MethodSource("whole")
    void noScheduleOfASmallWorldBreaksAnything(Script script) {
        assertThat(holds(script, NONE).complete()).isTrue();
    }

    @Tag("soak")
    @ParameterizedTest
    @MethodSource("bounded")
    void noScheduleBreaksAnythingFurtherOn(Script script) {
        holds(script, DEEP);
    }

    private static Explorer.Findings holds(Script script, Explorer.Bounds bounds) {
        Explorer.Findings findings = Explorer.explore(script, bounds, Kit.HONEST);
        System.out.println(findings);
        assertThat(findings.violations()).isEmpty();
        assertThat(findings.epoch()).isGreaterThanOrEqualTo(script.changes() ? 1 : 0);
        return findings;
    }

    @Test
    void theSameSearchFindsAFoldThatDependsOnTheNode() {
        Kit kit = new Kit() {
            @Override
            public RoomFold fold(int node, RoomFold honest) {
                return node != 1
                        ? honest
                        : new ToyFold() {
                            @Override
                            public State fold(State before, Said said) {
                                return before;
                            }
                        };
            }
        };
        assertThat(invariants(Script.talkOverProposedRefresh(), kit))
                .containsAnyOf(Invariant.EQUAL_HEADS_EQUAL_FOLDS, Invariant.NO_FALSE_ALARM);
    }

    /**
     * From behind the last consent. From the room's beginning a late entry is so far away (the newcomer's card is asked for,
     * given, proposed, consented to) that a search by breadth does not get there in any number of states that fits a machine.
     */
    @Test
    void theSameSearchFindsASeatThatMindsNoView() {
        assertThat(invariants(Script.talkOverConsentedAdmission(), WeakSeats.mindingNoView()))
                .contains(Invariant.READERS_IN_VIEW);
    }

    @Test
    void aPutBackDiskExcusesNoRelayThatPlacesTwice() {
        Kit kit = new Kit() {
            @Override
            public boolean relayDedupes() {
                return false;
            }
        };
        assertThat(invariants(Script.restore(), kit)).contains(Invariant.NO_FALSE_ALARM);
    }

    @Test
    void theSameSearchFindsASeatThatTakesWhatAnotherKeySigned() {
        assertThat(invariants(Script.hostileTalk(), WeakSeats.checkingNoSignatures()))
                .contains(Invariant.UNSAID_STAYS_UNSAID);
    }

    @Test
    void theSameSearchFindsAChangeThatIsAnotherThanWasShown() {
        Kit kit = new Kit() {
            @Override
            public RoomFold fold(int node, RoomFold honest) {
                return new ToyFold() {
                    @Override
                    public State fold(State before, Said said) {
                        return super.fold(before, asItIs(said));
                    }
                };
            }
        };
        assertThat(invariants(Script.hostileProposal(), kit)).contains(Invariant.CONSENTED_AS_SHOWN);
    }

    /** A proposal under the label that its bytes deserve, whatever people were shown. */
    private static RoomFold.Said asItIs(RoomFold.Said said) {
        return ToyEvent.read(said.event())
                .filter(ToyEvent.Proposal.class::isInstance)
                .map(ToyEvent.Proposal.class::cast)
                .flatMap(proposal -> CanonicalReader.whole(proposal.change(), Change::read)
                        .map(Change::what)
                        .filter(Change.Remove.class::isInstance)
                        .map(what -> new ToyEvent.Proposal(
                                ChangeKind.REMOVE, ((Change.Remove) what).who(), proposal.change())))
                .map(labelled -> new RoomFold.Said(said.position(), said.epoch(), said.author(), labelled.encoded()))
                .orElse(said);
    }

    /** Proposals outlive the epoch in which they were made, as in a fold of other rules; seats carry out what was meant for another. */
    @Test
    void theSameSearchFindsAChangeThatTakesEffectByConsentsOfTheEpochBefore() {
        Kit unbound = WeakSeats.bindingNoChanges();
        Kit kit = new Kit() {
            @Override
            public RoomFold fold(int node, RoomFold honest) {
                return new ToyFold() {
                    @Override
                    public State turn(State before, Turn turn) {
                        return ((ToyState) super.turn(before, turn)).with(others(((ToyState) before), turn));
                    }
                };
            }

            @Override
            public Seat load(Seat.Ports ports, Tx tx, TableId table) {
                return unbound.load(ports, tx, table);
            }
        };
        assertThat(invariants(Script.admissionAndRemoval(), kit)).contains(Invariant.CONSENTED_AS_SHOWN);
    }

    /** What was pending, but for the change that ended the epoch. */
    private static Map<Hash, ToyState.Pending> others(ToyState before, RoomFold.Turn turn) {
        Map<Hash, ToyState.Pending> others = new TreeMap<>(before.pending());
        others.values()
                .removeIf(one -> one.kind() == turn.kind() && one.subject().equals(turn.subject()));
        return others;
    }

    static Stream<Script> withMischief() {
        return Stream.of(Script.restore(), Script.rollback(), Script.twoHistories());
    }

    @ParameterizedTest
    @MethodSource("withMischief")
    void noMischiefExcusesANodeThatFoldsElsewhereThanTheOthersOfItsHistory(Script script) {
        assertThat(invariants(script, new Misplacing())).contains(Invariant.SAID_ONCE);
    }

    @ParameterizedTest
    @MethodSource("withMischief")
    void noMischiefExcusesANodeThatGivesAnotherVerdictThanTheOthersOfItsHistory(Script script) {
        assertThat(invariants(script, new Misjudging())).contains(Invariant.EQUAL_HEADS_EQUAL_FOLDS);
    }

    /** One node's facts are other than what it did. */
    private abstract static class Telling implements Kit {
        abstract Fact told(Fact fact);

        @Override
        public Seat load(Seat.Ports ports, Tx tx, TableId table) {
            boolean liar = Seat.load(ports, tx, table).self().name().equals("Israel");
            SeatListener wrong = (t, at, fact) -> ports.listener().hear(t, at, told(fact));
            return !liar
                    ? Seat.load(ports, tx, table)
                    : Seat.load(
                            new Seat.Ports(ports.sessions(), ports.fold(), ports.randomness(), ports.clock(), wrong),
                            tx,
                            table);
        }
    }

    private static final class Misplacing extends Telling {
        @Override
        Fact told(Fact fact) {
            return fact instanceof Fact.Folded folded
                    ? new Fact.Folded(
                            folded.said(),
                            folded.room(),
                            folded.after(),
                            folded.head().next(Hash.of("elsewhere")),
                            folded.ticket(),
                            folded.confirmed())
                    : fact;
        }
    }

    /** With a relay that places twice, so that there is something to refuse. */
    private static final class Misjudging extends Telling {
        @Override
        public boolean relayDedupes() {
            return false;
        }

        @Override
        Fact told(Fact fact) {
            return fact instanceof Fact.EntryRefused refused
                    ? new Fact.EntryRefused(refused.room(), refused.epoch(), refused.logPosition(), Fact.Verdict.LATE)
                    : fact;
        }
    }

    @Test
    void aPrintNamesAState() {
        assertThat(new Global.Print(1, 2)).isNotEqualTo(new Global.Print(2, 1));
        assertThat(Told.NOTHING.folded("a", Hash.of("b")).fingerprint()).isNotEqualTo(Told.NOTHING.fingerprint());
    }

    private static List<Invariant> invariants(Script script, Kit kit) {
        return Explorer.explore(script, new Explorer.Bounds(DEPTH, 60_000), kit).violations().stream()
                .map(Violation::invariant)
                .toList();
    }
}
