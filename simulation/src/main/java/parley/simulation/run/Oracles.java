package parley.simulation.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.base.Bytes;
import parley.protocol.port.Key;
import parley.protocol.seat.Fact;
import parley.protocol.seat.Sending;
import parley.simulation.world.Tally;

/**
 * Everything that watches a run: hears what nodes tell, write and send, and reports what must not be.
 *
 * <p>Each oracle owns its invariants; this class only passes on. Not thread-safe: a run has one thread.
 */
final class Oracles {
    /** Before a verdict, in the names of states. */
    static final String REFUSED = "refused ";

    static final String ALARM = "alarm ";

    /** Before the number of those who sit at a run's table. */
    static final String NODES = "nodes ";

    static final String EPOCH_BY = "epoch by ";

    /** Before what people did. */
    static final String ACT = "act ";

    /** After so many violations of one kind a run tells no more of them: the first is what matters. */
    private static final int MOST_OF_A_KIND = 3;

    private final World world;
    private final List<Violation> violations = new ArrayList<>();
    private final Map<Invariant, Integer> reported = new HashMap<>();
    private final Tally states = new Tally();
    private final SaidOracle said;
    private final HeadsOracle heads;
    private final ReadersOracle readers;
    private final KeysOracle keys;
    private final AlarmOracle alarms;
    private final CrossingOracle crossings = new CrossingOracle(this);
    private final ErasedOracle erased = new ErasedOracle(this);
    private final ForksOracle forks = new ForksOracle(this);
    private final PutBacks putBacks = new PutBacks(this);
    private final ReuseOracle reuse;

    Oracles(World world, SessionsKind sessions) {
        this.world = world;
        said = new SaidOracle(this);
        heads = new HeadsOracle(this);
        readers = new ReadersOracle(this, said);
        keys = new KeysOracle(this);
        alarms = new AlarmOracle(this, world.plan());
        reuse = new ReuseOracle(this, sessions);
    }

    World world() {
        return world;
    }

    SaidOracle said() {
        return said;
    }

    AlarmOracle alarms() {
        return alarms;
    }

    HeadsOracle heads() {
        return heads;
    }

    ForksOracle forks() {
        return forks;
    }

    CrossingOracle crossings() {
        return crossings;
    }

    ErasedOracle erased() {
        return erased;
    }

    PutBacks putBacks() {
        return putBacks;
    }

    ReadersOracle readers() {
        return readers;
    }

    KeysOracle keys() {
        return keys;
    }

    ReuseOracle reuse() {
        return reuse;
    }

    List<Violation> violations() {
        return List.copyOf(violations);
    }

    /** Counts of the verdicts, conditions and facts that were reached. */
    Tally states() {
        return states;
    }

    /** People did this, and their seat took it. */
    void did(Act act) {
        states.count(ACT + act);
    }

    void violated(Invariant invariant, String what) {
        if (reported.merge(invariant, 1, Integer::sum) <= MOST_OF_A_KIND) {
            violations.add(new Violation(world.seed(), world.steps(), invariant, what));
        }
    }

    /** Hears the facts of a transaction that was kept. */
    void told(SimNode node, List<Fact> facts) {
        crossings.told(node, facts);
        for (Fact fact : facts) {
            world.trace().add(node + " tells " + name(fact));
            count(fact);
            said.told(node, fact);
            heads.told(node, fact);
            erased.told(node, fact);
            forks.told(node, fact);
            alarms.told(node, fact);
            world.people().told(node, fact);
            world.weather().told(fact);
            world.copied().told(node, fact);
            world.late().told(node, fact);
            world.gone().told(node, fact);
            world.signings().told(node, fact);
            world.keeping().told(node, fact);
        }
    }

    void kept(int node, Map<Key, Optional<Bytes>> changes) {
        readers.kept(node, changes);
    }

    void sends(SimNode node, Sending.Append append) {
        keys.sends(node, append);
        crossings.sends(append);
    }

    void broke(SimNode node, RuntimeException broken) {
        StringBuilder where = new StringBuilder();
        StackTraceElement[] trace = broken.getStackTrace();
        for (int i = 0; i < Math.min(8, trace.length); i++) {
            where.append(" < ").append(trace[i].getFileName()).append(':').append(trace[i].getLineNumber());
        }
        violated(Invariant.NEVER_THROWS, node + ": " + broken + where);
    }

    /** When everything has come to rest. */
    void ended() {
        forks.ended();
        readers.ended();
    }

    /** After every step, for the node that it touched. */
    void stepped(SimNode node) {
        heads.stepped(node);
        readers.stepped(node);
    }

    /** What a fact says, without what only real sessions make different in every run. */
    private static String name(Fact fact) {
        return switch (fact) {
            case Fact.Folded folded ->
                "Folded epoch " + folded.said().epoch() + " position "
                        + folded.said().position();
            case Fact.EntryRefused refused ->
                refused.verdict() + " epoch " + refused.epoch() + " position " + refused.logPosition();
            case Fact.EpochBegan began ->
                "EpochBegan " + began.epoch() + " by " + began.why() + ", "
                        + began.roster().size() + " members";
            case Fact.Waiting waiting ->
                "Waiting epoch " + waiting.epoch() + " position " + waiting.logPosition()
                        + (waiting.resolved() ? " resolved" : "");
            case Fact.Alarm alarm -> "Alarm " + alarm.kind() + " at " + alarm.logPosition();
            case Fact.Frozen frozen -> "Frozen: " + frozen.why();
            case Fact.Sealed sealed -> "Sealed " + sealed.ticket();
            case Fact.Paired _,
                    Fact.AnsweredTwice _,
                    Fact.AnsweredInVain _,
                    Fact.OtherVersion _,
                    Fact.KeysRenewed _,
                    Fact.InboxElsewhere _,
                    Fact.MailLost _,
                    Fact.StandingChanged _,
                    Fact.AskedToJoin _,
                    Fact.Declined _,
                    Fact.CardReady _,
                    Fact.RoomOpened _,
                    Fact.Joined _,
                    Fact.KeyConfirmed _,
                    Fact.Removed _,
                    Fact.AskAgain _,
                    Fact.NotSaid _,
                    Fact.Receipt _,
                    Fact.Granted _,
                    Fact.LogGone _,
                    Fact.BeginningLost _ -> fact.getClass().getSimpleName();
        };
    }

    private void count(Fact fact) {
        states.count(fact.getClass().getSimpleName());
        switch (fact) {
            case Fact.EntryRefused refused -> states.count(REFUSED + refused.verdict());
            case Fact.Folded folded ->
                world.domain().outcome(HostileMember.real(folded.after())).ifPresent(states::count);
            case Fact.Alarm alarm -> states.count(ALARM + alarm.kind());
            case Fact.EpochBegan began -> states.count(EPOCH_BY + began.why());
            case Fact.Waiting waiting -> states.count(waiting.resolved() ? "wanted, supplied" : "wanted");
            case Fact.Paired _,
                    Fact.AnsweredTwice _,
                    Fact.AnsweredInVain _,
                    Fact.OtherVersion _,
                    Fact.KeysRenewed _,
                    Fact.InboxElsewhere _,
                    Fact.MailLost _,
                    Fact.StandingChanged _,
                    Fact.AskedToJoin _,
                    Fact.Declined _,
                    Fact.CardReady _,
                    Fact.RoomOpened _,
                    Fact.Joined _,
                    Fact.KeyConfirmed _,
                    Fact.Sealed _,
                    Fact.Removed _,
                    Fact.AskAgain _,
                    Fact.NotSaid _,
                    Fact.Receipt _,
                    Fact.Granted _,
                    Fact.LogGone _,
                    Fact.BeginningLost _,
                    Fact.Frozen _ -> {}
        }
    }
}
