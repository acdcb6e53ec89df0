package parley.simulation.explore;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.simulation.world.Fault;

/**
 * What people may do in an explored world, each act once and at any time, and what the relay, a disk or {@link Malice a hostile member} may do to them.
 *
 * @param nodes how many there are
 * @param members how many of them are in the room from its founding
 * @param before what was done before the search begins, and has come to rest: so that it begins where it matters
 * @param acts every act is possible from the beginning; consents follow by themselves wherever a proposal stands
 * @param hostile which hostile acts are possible
 * @param mischief how many of them in one schedule
 * @param scope which schedules are searched
 */
public record Script(
        String name,
        int nodes,
        int members,
        List<Act> before,
        List<Act> acts,
        Set<Fault> hostile,
        int mischief,
        Scope scope) {
    /** Most worlds: two who stay in a room and one who comes or goes. */
    private static final int THREE = 3;

    public Script {
        before = List.copyOf(before);
        acts = List.copyOf(acts);
        hostile = Set.copyOf(hostile);
    }

    /** Every schedule of three nodes: such a search ends at its bound. */
    Script(String name, int members, List<Act> before, List<Act> acts, Set<Fault> hostile, int mischief) {
        this(name, THREE, members, before, acts, hostile, mischief, Scope.WHOLE);
    }

    /**
     * Which schedules of a script are searched: fewer are searched to the end.
     *
     * @param inboxes whether what goes to inboxes may be held up; else it is sent and read as soon as it is written, and only the
     *     order of what happens to the rooms' logs is searched
     * @param consents whether people consent to whatever stands proposed; else they have, before the search
     * @param lost how many of the relay's answers may be lost in one schedule
     * @param ticks how often nodes may tick in one schedule: one that was just started sends its unplaced entry again, and here
     *     every step starts one, so that a schedule could go on with that for ever
     */
    public record Scope(boolean inboxes, boolean consents, int lost, int ticks) {
        /** As many as there are. */
        private static final int ANY = Integer.MAX_VALUE;

        static final Scope WHOLE = new Scope(true, true, ANY, ANY);
        static final Scope LOGS = new Scope(false, true, 1, 1);

        /** The same among people who have decided, and with a relay all of whose answers arrive. */
        static final Scope DECIDED = new Scope(false, false, 0, 0);

        Scope losing() {
            return new Scope(inboxes, consents, less(lost), ticks);
        }

        Scope ticking() {
            return new Scope(inboxes, consents, lost, less(ticks));
        }

        private static int less(int left) {
            return left == ANY ? ANY : left - 1;
        }
    }

    /** The same script, of whose schedules fewer are searched. */
    Script within(Scope narrower) {
        return new Script(name + ", logs only", nodes, members, before, acts, hostile, mischief, narrower);
    }

    /** One act of one node. */
    public sealed interface Act {
        int node();

        /** Names it, in paths and among what a node has done. */
        String told();

        record Say(int node, String text) implements Act {
            @Override
            public String told() {
                return node + " says";
            }
        }

        /** @param subject a node's number */
        record Propose(int node, ChangeKind kind, int subject) implements Act {
            @Override
            public String told() {
                return node + " proposes " + kind + " of " + subject;
            }
        }

        /**
         * Consents to whatever stands open; only before the search, for within it consents follow by themselves.
         *
         * @param isPlaced whether it has its place in the log when the search begins; else it is about to be sent
         */
        record Consent(int node, boolean isPlaced) implements Act {
            Consent(int node) {
                this(node, true);
            }

            @Override
            public String told() {
                return node + " consents";
            }
        }
    }

    /** A refresh is proposed, and two write: two writers over an end. */
    public static Script talkOverProposedRefresh() {
        return new Script(
                "talk over a proposed refresh",
                3,
                List.of(new Act.Propose(2, ChangeKind.REFRESH, 2)),
                List.of(new Act.Say(0, Explorer.text(0)), new Act.Say(1, Explorer.text(1))),
                Set.of(),
                0);
    }

    /** One is removed while it writes, and another writes meanwhile. */
    public static Script talkOverRemoval() {
        return new Script(
                "talk over a removal",
                3,
                List.of(),
                List.of(
                        new Act.Say(1, Explorer.text(1)),
                        new Act.Say(2, Explorer.text(2)),
                        new Act.Propose(0, ChangeKind.REMOVE, 2)),
                Set.of(),
                0);
    }

    /** A newcomer's card is proposed, and both elders write. */
    public static Script talkOverProposedAdmission() {
        return new Script(
                "talk over a proposed admission",
                2,
                List.of(new Act.Propose(0, ChangeKind.ADMIT, 2)),
                List.of(new Act.Say(0, Explorer.text(0)), new Act.Say(1, Explorer.text(1))),
                Set.of(),
                0);
    }

    /** The same from where the last consent has its place, with one writer: the search gets to late words and what becomes of them. */
    public static Script talkOverConsentedAdmission() {
        return new Script(
                "talk over a consented admission",
                2,
                List.of(new Act.Propose(0, ChangeKind.ADMIT, 2), new Act.Consent(1)),
                List.of(new Act.Say(1, Explorer.text(1))),
                Set.of(),
                0);
    }

    /** A removal that both who stay consented to, and who is to go writes. */
    public static Script talkOverConsentedRemoval() {
        return new Script(
                "talk over a consented removal",
                3,
                List.of(new Act.Propose(0, ChangeKind.REMOVE, 2), new Act.Consent(1)),
                List.of(new Act.Say(2, Explorer.text(2))),
                Set.of(),
                0);
    }

    /** A refresh that all consented to, and one writes. */
    public static Script talkOverConsentedRefresh() {
        return new Script(
                "talk over a consented refresh",
                3,
                List.of(new Act.Propose(0, ChangeKind.REFRESH, 0), new Act.Consent(1), new Act.Consent(2)),
                List.of(new Act.Say(1, Explorer.text(1))),
                Set.of(),
                0);
    }

    /** A removal is proposed, and who is to go writes, as does another. */
    public static Script talkOverProposedRemoval() {
        return new Script(
                "talk over a proposed removal",
                3,
                List.of(new Act.Propose(0, ChangeKind.REMOVE, 2)),
                List.of(new Act.Say(1, Explorer.text(1)), new Act.Say(2, Explorer.text(2))),
                Set.of(),
                0);
    }

    /** A newcomer's card and another's removal, each about to be consented to: two who stay may both carry one out at once. */
    public static Script admissionAndRemoval() {
        return new Script(
                "an admission and a removal at once",
                4,
                3,
                List.of(
                        new Act.Propose(0, ChangeKind.ADMIT, 3),
                        new Act.Propose(1, ChangeKind.REMOVE, 2),
                        new Act.Consent(0, false),
                        new Act.Consent(2, false)),
                List.of(),
                Set.of(),
                0,
                Scope.DECIDED);
    }

    /** The relay goes back while an epoch ends. */
    public static Script rollbackOverRefresh() {
        return new Script(
                "rollback over a refresh",
                3,
                List.of(new Act.Propose(0, ChangeKind.REFRESH, 0)),
                List.of(new Act.Say(1, Explorer.text(1))),
                Set.of(Fault.ROLLED_BACK),
                1);
    }

    /** The relay shows two histories while an epoch ends. */
    public static Script twoHistoriesOverRefresh() {
        return new Script(
                "two histories over a refresh",
                3,
                List.of(new Act.Propose(0, ChangeKind.REFRESH, 0)),
                List.of(new Act.Say(1, Explorer.text(1))),
                Set.of(Fault.TWO_HISTORIES),
                1);
    }

    /** The relay goes back behind what some have read, while two write. */
    public static Script rollback() {
        return new Script(
                "rollback",
                3,
                List.of(),
                List.of(new Act.Say(0, Explorer.text(0)), new Act.Say(1, Explorer.text(1))),
                Set.of(Fault.ROLLED_BACK),
                1);
    }

    /** The relay shows one node another history, while two write. */
    public static Script twoHistories() {
        return new Script(
                "two histories",
                3,
                List.of(),
                List.of(new Act.Say(0, Explorer.text(0)), new Act.Say(1, Explorer.text(1))),
                Set.of(Fault.TWO_HISTORIES),
                1);
    }

    /** One node's disk is put back to what it was when the room opened. */
    public static Script restore() {
        return new Script(
                "restored disk",
                3,
                List.of(),
                List.of(new Act.Say(0, Explorer.text(0)), new Act.Say(1, Explorer.text(1))),
                Set.of(Fault.NODE_RESTORED),
                1);
    }

    /** Once, one of two who write signs an entry with another key than its card's, or gives somebody a slot that doesn't open. */
    public static Script hostileTalk() {
        return new Script(
                "talk with a hostile member",
                3,
                List.of(),
                List.of(new Act.Say(1, Explorer.text(1)), new Act.Say(2, Explorer.text(2))),
                Set.of(Fault.KEY_EXCHANGED, Fault.SLOT_SPOILED),
                1);
    }

    /** One consents to what nobody proposed, or proposes as a refresh what would remove another, and who is left consents to that. */
    public static Script hostileProposal() {
        return new Script("a proposal that isn't what it shows", 3, List.of(), List.of(), Set.of(Fault.EVENT_ODD), 1);
    }

    /** Those too large to be searched to the end: a search of them ends at its bound. */
    public static List<Script> bounded() {
        return List.of(
                talkOverProposedRefresh(),
                talkOverRemoval(),
                talkOverProposedAdmission(),
                talkOverConsentedAdmission(),
                talkOverProposedRemoval(),
                admissionAndRemoval(),
                rollback(),
                rollbackOverRefresh(),
                twoHistories(),
                twoHistoriesOverRefresh(),
                restore());
    }

    /** Those so small that they are searched to the end. */
    public static List<Script> whole() {
        return List.of(
                talkOverConsentedAdmission().within(Scope.LOGS),
                talkOverConsentedRemoval().within(Scope.LOGS),
                talkOverConsentedRefresh().within(Scope.LOGS),
                rollback().within(Scope.LOGS),
                twoHistories().within(Scope.LOGS),
                restore().within(Scope.LOGS),
                hostileTalk().within(Scope.LOGS),
                hostileProposal().within(Scope.LOGS));
    }

    /** Whether the relay may take back or contradict what it once signed. */
    boolean forks() {
        return hostile.contains(Fault.ROLLED_BACK) || hostile.contains(Fault.TWO_HISTORIES);
    }

    /** Whether changes are proposed of which each can end the epoch of all others. */
    boolean atOnce() {
        return proposals().count() > 1;
    }

    /** Whether somebody proposes a change: then an epoch ends within the search, or it shows nothing. */
    public boolean changes() {
        return proposals().findAny().isPresent();
    }

    /** What people propose, and show as what it is. */
    Stream<Act.Propose> proposals() {
        return Stream.concat(before.stream(), acts.stream())
                .filter(Act.Propose.class::isInstance)
                .map(Act.Propose.class::cast);
    }
}
