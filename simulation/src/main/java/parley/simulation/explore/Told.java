package parley.simulation.explore;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.protocol.seat.Fact;

/**
 * What one node has told so far, as far as invariants compare it with others. Immutable.
 *
 * @param places where each text was folded, by the text
 * @param verdicts what was refused and how, by the log's position
 * @param tickets which of its own texts a ticket stands for
 * @param inView whom the author had in view when it wrote, or decided to say it all the same, by its own texts
 * @param marks everything else that it told or answered, by name: alarms, questions, answers
 */
record Told(
        Map<String, Hash> places,
        Map<String, Fact.Verdict> verdicts,
        Map<Long, String> tickets,
        Map<String, Set<PrincipalId>> inView,
        Set<String> marks,
        Set<PrincipalId> roster) {
    /** A mark's beginning: this text was sealed for somebody whom its author had not in view. */
    static final String OUT_OF_VIEW = "out of view ";

    static final Told NOTHING = new Told(Map.of(), Map.of(), Map.of(), Map.of(), Set.of(), Set.of());

    Told {
        places = Collections.unmodifiableSortedMap(new TreeMap<>(places));
        verdicts = Collections.unmodifiableSortedMap(new TreeMap<>(verdicts));
        tickets = Collections.unmodifiableSortedMap(new TreeMap<>(tickets));
        inView = Collections.unmodifiableSortedMap(new TreeMap<>(inView));
        marks = Collections.unmodifiableSortedSet(new TreeSet<>(marks));
        roster = Collections.unmodifiableSortedSet(new TreeSet<>(roster));
    }

    Told folded(String text, Hash head) {
        Map<String, Hash> more = new TreeMap<>(places);
        more.put(text, head);
        return new Told(more, verdicts, tickets, inView, marks, roster);
    }

    Told refused(String place, Fact.Verdict verdict) {
        Map<String, Fact.Verdict> more = new TreeMap<>(verdicts);
        more.put(place, verdict);
        return new Told(places, more, tickets, inView, marks, roster);
    }

    Told taken(long ticket, String text) {
        Map<Long, String> more = new TreeMap<>(tickets);
        more.put(ticket, text);
        return new Told(places, verdicts, more, inView, marks, roster).seen(text);
    }

    /** The author of this text has seen who sits here now. */
    Told seen(String text) {
        Map<String, Set<PrincipalId>> more = new TreeMap<>(inView);
        Set<PrincipalId> readers = new TreeSet<>(roster);
        readers.addAll(inView.getOrDefault(text, Set.of()));
        more.put(text, readers);
        return new Told(places, verdicts, tickets, more, marks, roster);
    }

    /** Sealed for who sits here now. */
    Told sealed(long ticket) {
        String text = tickets.get(ticket);
        return text == null || inView.getOrDefault(text, Set.of()).containsAll(roster)
                ? this
                : marked(OUT_OF_VIEW + text);
    }

    Told marked(String what) {
        Set<String> more = new TreeSet<>(marks);
        more.add(what);
        return new Told(places, verdicts, tickets, inView, more, roster);
    }

    Told unmarked(String what) {
        Set<String> fewer = new TreeSet<>(marks);
        fewer.remove(what);
        return new Told(places, verdicts, tickets, inView, fewer, roster);
    }

    Told seeing(Set<PrincipalId> members) {
        return new Told(places, verdicts, tickets, inView, marks, members);
    }

    long fingerprint() {
        return 31L * (31L * (31L * places.hashCode() + verdicts.hashCode()) + inView.hashCode()) + marks.hashCode();
    }
}
