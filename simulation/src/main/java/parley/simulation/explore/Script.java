package parley.simulation.explore;

import java.util.List;
import java.util.Set;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.simulation.world.Fault;

/**
 * What people may do in an explored world, each act once and at any time, and what the relay may do to them.
 *
 * @param members how many of the three nodes are in the room from its founding
 * @param before what was done before the search begins, and has come to rest: so that it begins where it matters
 * @param acts every act is possible from the beginning; consents follow by themselves wherever a proposal stands
 * @param hostile which hostile acts are possible
 * @param mischief how many of them in one schedule
 */
public record Script(String name, int members, List<Act> before, List<Act> acts, Set<Fault> hostile, int mischief) {
    public Script {
        before = List.copyOf(before);
        acts = List.copyOf(acts);
        hostile = Set.copyOf(hostile);
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

        /** Consents to whatever stands open; only before the search, for within it consents follow by themselves. */
        record Consent(int node) implements Act {
            @Override
            public String told() {
                return node + " consents";
            }
        }
    }

    /** Two talk while the third refreshes: two writers over an end. */
    public static Script talkOverRefresh() {
        return new Script(
                "talk over a refresh",
                3,
                List.of(),
                List.of(
                        new Act.Say(0, Explorer.text(0)),
                        new Act.Say(1, Explorer.text(1)),
                        new Act.Propose(2, ChangeKind.REFRESH, 2)),
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

    /** A newcomer is admitted while both elders write. */
    public static Script talkOverAdmission() {
        return new Script(
                "talk over an admission",
                2,
                List.of(),
                List.of(
                        new Act.Say(0, Explorer.text(0)),
                        new Act.Say(1, Explorer.text(1)),
                        new Act.Propose(0, ChangeKind.ADMIT, 2)),
                Set.of(),
                0);
    }

    /** The same from where the newcomer's card is proposed: the search gets behind the end of the epoch. */
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

    /** All of them. */
    public static List<Script> all() {
        return List.of(
                talkOverRefresh(),
                talkOverRemoval(),
                talkOverAdmission(),
                talkOverProposedAdmission(),
                talkOverConsentedAdmission(),
                talkOverProposedRemoval(),
                rollback(),
                rollbackOverRefresh(),
                twoHistories(),
                twoHistoriesOverRefresh(),
                restore());
    }
}
