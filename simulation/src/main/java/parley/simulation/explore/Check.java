package parley.simulation.explore;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import parley.base.CanonicalReader;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.protocol.room.Change;
import parley.protocol.seat.Fact;
import parley.protocol.seat.SeatRoom;
import parley.simulation.run.Invariant;
import parley.simulation.world.Fault;

/** What must hold in every explored state, and what must hold once it has become calm. */
final class Check {
    /** From one calm in so many people go on: a new epoch costs more than all the search between two of them. */
    private static final int ANEW_EVERY = 500;

    private final Moves moves;
    private final Settling settling;
    private final Anew anew;
    private long settled;

    /** An invariant that does not hold. */
    record Found(Invariant invariant, String what) {}

    Check(Moves moves) {
        this.moves = moves;
        this.settling = new Settling(moves);
        this.anew = new Anew(moves, settling);
    }

    List<Found> safe(Global state) {
        Set<Found> found = new LinkedHashSet<>();
        Map<Hash, Hash> folds = new HashMap<>();
        Set<String> shown = shown(state);
        for (int i = 0; i < moves.nodes(); i++) {
            NodeState node = state.nodes().get(i);
            for (NodeState.Stand stand : node.stands()) {
                Hash other = folds.putIfAbsent(stand.place(), stand.fold());
                if (other != null && !other.equals(stand.fold())) {
                    found.add(new Found(Invariant.EQUAL_HEADS_EQUAL_FOLDS, i + " has another state at one head"));
                }
            }
            quiet(state, i, node, found);
            asShown(i, node, shown, found);
            forged(state, i, node, found);
            readers(state, i, node, found);
        }
        for (Collection<Integer> together : Histories.of(state, moves.script())) {
            Map<String, Hash> places = new HashMap<>();
            Map<String, Fact.Verdict> verdicts = new HashMap<>();
            Map<String, String> changes = new HashMap<>();
            for (int i : together) {
                onePlace(i, state.nodes().get(i), places, found);
                oneVerdict(i, state.nodes().get(i), verdicts, found);
                oneChange(i, state.nodes().get(i), changes, found);
            }
        }
        return List.copyOf(found);
    }

    private static void onePlace(int node, NodeState at, Map<String, Hash> places, Set<Found> found) {
        at.told().places().forEach((text, head) -> {
            Hash other = places.putIfAbsent(text, head);
            if (other != null && !other.equals(head)) {
                found.add(new Found(Invariant.SAID_ONCE, node + " folded " + text + " at another place"));
            }
        });
    }

    private static void oneVerdict(int node, NodeState at, Map<String, Fact.Verdict> verdicts, Set<Found> found) {
        at.told().verdicts().forEach((place, verdict) -> {
            Fact.Verdict other = verdicts.putIfAbsent(place, verdict);
            if (other != null && other != verdict) {
                found.add(new Found(
                        Invariant.EQUAL_HEADS_EQUAL_FOLDS,
                        node + " says " + verdict + " of " + place + ", another says " + other));
            }
        });
    }

    /** An epoch is ended by one change, of however many were ratified. */
    private static void oneChange(int node, NodeState at, Map<String, String> changes, Set<Found> found) {
        at.told().marks().stream()
                .filter(mark -> mark.startsWith(Local.EPOCH_BY))
                .forEach(mark -> {
                    String epoch = mark.substring(0, mark.indexOf(' ', Local.EPOCH_BY.length()));
                    String other = changes.putIfAbsent(epoch, mark);
                    if (other != null && !other.equals(mark)) {
                        found.add(new Found(
                                Invariant.EQUAL_HEADS_EQUAL_FOLDS, node + ": " + mark + ", another: " + other));
                    }
                });
    }

    /** Nothing alarms, freezes or is refused but what the mischief that has happened accounts for. */
    private void quiet(Global state, int node, NodeState at, Set<Found> found) {
        Script script = moves.script();
        Set<Fault> happened = Excused.happened(state, script);
        Set<Fact.AlarmKind> alarms = Excused.alarms(happened);
        Set<Fact.Verdict> verdicts = Excused.verdicts(happened);
        for (Fact.AlarmKind kind : Fact.AlarmKind.values()) {
            if (at.told().marks().contains(kind.name()) && !alarms.contains(kind)) {
                found.add(new Found(Invariant.NO_FALSE_ALARM, node + " alarms " + kind));
            }
        }
        boolean mayFreeze =
                (script.forks() && !happened.isEmpty()) || at.told().marks().contains(Local.RESTORED);
        if (at.told().marks().contains("FROZEN") && !mayFreeze) {
            found.add(new Found(Invariant.NO_FALSE_ALARM, node + " freezes"));
        }
        at.told().verdicts().forEach((place, verdict) -> {
            if (verdict != Fact.Verdict.LATE && !verdicts.contains(verdict)) {
                found.add(new Found(Invariant.NO_FALSE_ALARM, node + " refuses " + place + " as " + verdict));
            }
        });
    }

    /** Everything that anybody proposed as what it is, each for the epoch that follows the one in which it was. */
    private static Set<String> shown(Global state) {
        return state.nodes().stream()
                .flatMap(node -> node.told().marks().stream())
                .filter(mark -> mark.startsWith(Local.SHOWN))
                .map(mark -> mark.substring(Local.SHOWN.length()))
                .collect(Collectors.toSet());
    }

    /** Epochs begin by what an honest member showed as what it is, in the epoch before, and by nothing else. */
    private static void asShown(int node, NodeState at, Set<String> shown, Set<Found> found) {
        at.told().marks().stream()
                .filter(mark -> mark.startsWith(Local.EPOCH_BY) && !shown.contains(mark))
                .forEach(mark -> found.add(new Found(Invariant.CONSENTED_AS_SHOWN, node + ": " + mark)));
    }

    /** What somebody signed with another key than its card's is said to nobody; where no epoch ends, it isn't sealed again either. */
    private void forged(Global state, int author, NodeState by, Set<Found> found) {
        by.told().marks().stream()
                .filter(mark -> mark.startsWith(Local.FORGED) && !moves.script().changes())
                .map(mark -> mark.substring(Local.FORGED.length()))
                .filter(text -> state.nodes().stream()
                        .anyMatch(node -> node.told().places().containsKey(text)))
                .forEach(text -> found.add(new Found(
                        Invariant.UNSAID_STAYS_UNSAID, text + " of " + author + " is folded, and was forged")));
    }

    private void readers(Global state, int node, NodeState at, Set<Found> found) {
        at.told().marks().stream()
                .filter(mark -> mark.startsWith(Told.OUT_OF_VIEW))
                .forEach(mark -> found.add(new Found(Invariant.READERS_IN_VIEW, node + ": " + mark)));
        for (String text : at.texts()) {
            int author = text.charAt(text.length() - 1) - '0';
            Told told = state.nodes().get(author).told();
            Set<PrincipalId> inView = told.inView().getOrDefault(text, Set.of());
            boolean forgetful = told.marks().contains(Local.RESTORED);
            if (author != node
                    && !forgetful
                    && !inView.contains(moves.local(node).self())) {
                found.add(new Found(Invariant.READERS_IN_VIEW, node + " holds " + text + " out of its author's view"));
            }
        }
    }

    /** Goes on without mischief, and tells what then is still amiss. */
    List<Found> settles(Global from) {
        Global calm = settling.settle(from);
        List<Found> found = calm(calm);
        if (found.isEmpty() && moves.script().atOnce() && settled++ % ANEW_EVERY == 0) {
            return anew.after(calm).map(this::calm).orElse(found);
        }
        return found;
    }

    private List<Found> calm(Global state) {
        List<Found> found = new ArrayList<>(safe(state));
        // Where histories differ, it depends on the relay who stands where.
        if (moves.script().forks() && state.nodes().stream().anyMatch(Check::frozen)) {
            return found;
        }
        Optional<SeatRoom> front = state.nodes().stream()
                .flatMap(node -> node.rooms().stream())
                .filter(view -> view.condition() == SeatRoom.Condition.OPEN)
                .max(java.util.Comparator.comparingInt(SeatRoom::epoch)
                        .thenComparingLong(view -> view.head().position()));
        front.ifPresent(room -> carriedOut(room, found));
        for (int i = 0; i < moves.nodes() && front.isPresent(); i++) {
            PrincipalId self = moves.local(i).self();
            boolean member = front.get().roster().stream()
                    .anyMatch(m -> m.principal().id().equals(self));
            boolean there = state.nodes().get(i).rooms().stream()
                    .anyMatch(view -> view.epoch() == front.get().epoch()
                            && view.head().equals(front.get().head()));
            if (member && !there && !frozen(state.nodes().get(i))) {
                found.add(new Found(
                        Invariant.CONVERGES,
                        i + " does not come to " + front.get().head()));
            }
            if (member) {
                said(state, i, front.get(), found);
            }
        }
        return found;
    }

    /** Nothing that was ratified for this epoch is left undone. */
    private static void carriedOut(SeatRoom front, List<Found> found) {
        front.state().ratified().stream()
                .flatMap(name -> front.state().ratified(name).stream())
                .filter(one -> CanonicalReader.whole(one.change(), Change::read)
                        .filter(change -> change.opening().equals(front.opening()) && change.kind() == one.kind())
                        .isPresent())
                .forEach(one -> found.add(
                        new Found(Invariant.CONVERGES, one.kind() + " of " + one.subject() + " is never carried out")));
    }

    private static boolean frozen(NodeState node) {
        return node.rooms().stream().anyMatch(view -> view.condition() == SeatRoom.Condition.FROZEN);
    }

    private void said(Global state, int author, SeatRoom front, List<Found> found) {
        Told told = state.nodes().get(author).told();
        for (String text : told.tickets().values()) {
            if (told.marks().contains(Local.FORGED + text)
                    || told.marks().contains(Local.NOT_SAID + text)
                    || told.marks().contains(Local.RESTORED)) {
                continue;
            }
            if (!told.places().containsKey(text)) {
                found.add(new Found(Invariant.NOTHING_LOST, text + " of " + author + " has no place"));
                continue;
            }
            for (int i = 0; i < moves.nodes(); i++) {
                PrincipalId self = moves.local(i).self();
                boolean reader = told.inView().getOrDefault(text, Set.of()).contains(self)
                        && front.roster().stream()
                                .anyMatch(m -> m.principal().id().equals(self));
                boolean restored = state.nodes().get(i).told().marks().contains(Local.RESTORED);
                if (reader && !restored && !state.nodes().get(i).told().places().containsKey(text)) {
                    found.add(new Found(Invariant.NOTHING_LOST, i + " never folded " + text));
                }
            }
        }
    }
}
