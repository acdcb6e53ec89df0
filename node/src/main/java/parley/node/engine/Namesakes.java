package parley.node.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.node.desk.ToldApart;
import parley.talks.text.LookAlike;

/**
 * Tells apart people whose names are the same, or could be taken for each other at a glance.
 *
 * <p>Guarantees that it names no two of them alike: whoever was let in under the name of a side would else speak, be asked and be removed
 * in its place. All of them are told apart, not the later ones only: which of them is the right one only comparing codes says. Immutable.
 */
final class Namesakes {
    /** What {@link ToldApart} puts behind a name, as it looks in a skeleton: there 0 is o and 1 is l. */
    private static final Pattern DIGITS = Pattern.compile("( ?\\([ol2-9a-f]{8,64}\\))+$");

    private final List<Principal> people;
    private final Map<String, List<PrincipalId>> alike;
    private final Map<PrincipalId, String> digits = new HashMap<>();

    private Namesakes(List<Principal> people) {
        this.people = people;
        alike = people.stream()
                .collect(Collectors.groupingBy(
                        one -> drawn(one.name()), Collectors.mapping(Principal::id, Collectors.toUnmodifiableList())));
        alike.values().stream().filter(ids -> ids.size() > 1).forEach(this::mark);
    }

    /** As a glance sees a name. Whoever gave itself digits of an id as a part of its name is taken for whose name stands before them. */
    private static String drawn(String name) {
        return DIGITS.matcher(LookAlike.skeleton(name)).replaceFirst("");
    }

    /** Of those who are known at one place, each once. */
    static Namesakes among(List<Principal> people) {
        return new Namesakes(List.copyOf(people));
    }

    /** These, and somebody who may come among them; a card may give a name or a role to who is known here otherwise. */
    Namesakes with(Principal who) {
        return people.stream().anyMatch(one -> one.id().equals(who.id()))
                ? this
                : among(Stream.concat(people.stream(), Stream.of(who)).toList());
    }

    /** The same while the people are: names are compared at each commit, and hardly ever change. */
    Namesakes now(List<Principal> people) {
        return this.people.equals(people) ? this : among(people);
    }

    /** As many digits as tell them apart, eight at least: somebody may have tried keys until the first ones were another's. */
    private void mark(List<PrincipalId> ids) {
        int length = ids.getFirst().hash().brief().length();
        Function<Integer, Long> different = most -> ids.stream()
                .map(id -> id.hash().toHex().substring(0, most))
                .distinct()
                .count();
        while (different.apply(length) < ids.size()) {
            length++;
        }
        for (PrincipalId id : ids) {
            digits.put(id, id.hash().toHex().substring(0, length));
        }
    }

    /** Those who could be taken for this one, as they are shown. */
    List<String> alikeShown(Principal who) {
        List<PrincipalId> others = of(who.id(), who.name());
        return people.stream()
                .filter(one -> others.contains(one.id()))
                .map(this::shown)
                .toList();
    }

    /** Who else could be taken for this one. */
    List<PrincipalId> of(PrincipalId who, String name) {
        return alike.getOrDefault(drawn(name), List.of()).stream()
                .filter(id -> !id.equals(who))
                .toList();
    }

    String shown(Principal who) {
        return shown(who.id(), who.name());
    }

    /** Also of somebody who isn't known here yet, or not any more. */
    String shown(PrincipalId who, String name) {
        if (digits.containsKey(who)) {
            return ToldApart.with(name, digits.get(who));
        }
        boolean known = people.stream().anyMatch(one -> one.id().equals(who));
        return known || of(who, name).isEmpty()
                ? name
                : ToldApart.with(name, who.hash().brief());
    }
}
