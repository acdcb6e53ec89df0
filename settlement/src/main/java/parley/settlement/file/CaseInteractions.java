package parley.settlement.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import parley.settlement.Bonus;
import parley.settlement.Issue;
import parley.settlement.Party;
import parley.settlement.Region;

/** The fields {@code interactions} and {@code forbidden} of a case: regions of packages by the names of issues and options. */
final class CaseInteractions {
    /** The largest set of GENIUS has a few hundred. */
    static final int MOST = 10_000;

    private final Map<String, Integer> byName;
    private final List<Map<String, Integer>> optionsByName;
    private final List<Party> parties;
    private final Sides sides = new Sides();

    CaseInteractions(List<Issue> issues, List<Party> parties) {
        this.parties = parties;
        byName = indexed(issues.stream().map(Issue::name).toList());
        optionsByName = issues.stream().map(issue -> indexed(issue.options())).toList();
    }

    private static Map<String, Integer> indexed(List<String> names) {
        Map<String, Integer> all = new HashMap<>();
        names.forEach(name -> all.put(name, all.size()));
        return all;
    }

    /** {@code [{"party":"A","when":{"x":["a"],"y":["c","d"]},"points":5}]}; {@code "unless"} instead of {@code "when"} for outside. */
    List<Bonus> bonuses(Optional<Cursor> list) throws BadInput {
        List<Bonus> all = new ArrayList<>();
        for (Cursor item : items(list)) {
            Map<String, Cursor> fields = item.only("party", "when", "unless", "points");
            boolean inside = fields.containsKey("when");
            if (inside == fields.containsKey("unless")) {
                throw item.bad("an interaction has either \"when\" or \"unless\"; write one of them");
            }
            Region region = region(Cursor.need(fields, inside ? "when" : "unless", item));
            int party = party(Cursor.need(fields, "party", item));
            all.add(new Bonus(
                    party, region, inside, Cursor.need(fields, "points", item).number()));
        }
        return all;
    }

    /** {@code [{"x":["a"],"y":["c"]}]}: no package may have all of these together. */
    List<Region> forbidden(Optional<Cursor> list) throws BadInput {
        List<Region> all = new ArrayList<>();
        for (Cursor item : items(list)) {
            all.add(region(item));
        }
        return all;
    }

    private static List<Cursor> items(Optional<Cursor> list) throws BadInput {
        List<Cursor> items = list.isPresent() ? list.get().items() : List.of();
        if (items.size() > MOST) {
            throw list.orElseThrow().bad("there are more than " + MOST + " entries; merge some");
        }
        return items;
    }

    private int party(Cursor name) throws BadInput {
        for (int party = 0; party < parties.size(); party++) {
            if (parties.get(party).name().equals(name.name())) {
                return party;
            }
        }
        throw name.bad("there is no party \"" + name.name() + "\"; correct the name");
    }

    private Region region(Cursor at) throws BadInput {
        SortedMap<Integer, SortedSet<Integer>> within = new TreeMap<>();
        for (Map.Entry<String, Cursor> side : at.fields().entrySet()) {
            Integer issue = byName.get(side.getKey());
            if (issue == null) {
                throw side.getValue().bad("there is no issue \"" + side.getKey() + "\"; correct the name");
            }
            SortedSet<Integer> options = new TreeSet<>();
            for (Cursor option : side.getValue().items()) {
                Integer index = optionsByName.get(issue).get(option.name());
                if (index == null) {
                    throw option.bad("the issue has no option \"" + option.name() + "\"; correct the name");
                }
                options.add(index);
            }
            if (options.isEmpty()) {
                throw side.getValue().bad("this names no option; name at least one, or leave the issue out");
            }
            if (!sides.takes(options.size())) {
                throw side.getValue().bad(Sides.CURE);
            }
            within.put(issue, options);
        }
        if (within.isEmpty()) {
            throw at.bad("this names no issue; name at least one");
        }
        return new Region(within);
    }
}
