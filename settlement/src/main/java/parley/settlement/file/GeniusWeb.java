package parley.settlement.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import parley.settlement.Bargain;
import parley.settlement.Builder;
import parley.settlement.Issue;
import parley.settlement.Party;
import parley.settlement.Precision;

/** A case of GeniusWeb: profiles in JSON, each with its domain in it, and the domain's own file before them or not. */
final class GeniusWeb {
    private GeniusWeb() {}

    static Reading read(List<Source> sources) throws BadInput {
        List<Cursor> roots = new ArrayList<>();
        for (Source source : sources) {
            roots.add(Cursor.root(source.name(), JsonTree.parse(source)));
        }
        Cursor first = roots.getFirst();
        boolean domainFirst = first.fields().containsKey("issuesValues");
        int from = domainFirst ? 1 : 0;
        int count = sources.size() - from;
        if (count < 2 || count > Bargain.MOST_PARTIES) {
            throw first.bad("profiles: " + count + "; give from 2 to " + Bargain.MOST_PARTIES);
        }
        List<Issue> issues = GeniusWebDomain.read(domainFirst ? first : GeniusWebProfile.domain(first));
        List<Party> parties = new ArrayList<>();
        for (int at = from; at < sources.size(); at++) {
            Cursor domain = GeniusWebProfile.domain(roots.get(at));
            if (!byName(GeniusWebDomain.read(domain)).equals(byName(issues))) {
                throw domain.bad("this profile is of another domain than the file before; give profiles of one domain");
            }
            String name = PartyNames.of(sources.get(at), parties);
            parties.add(new GeniusWebProfile(issues, roots.get(at), name).read());
        }
        try {
            return new Reading.Packages(
                    new Builder(issues, parties).precision(Precision.NEAREST).build());
        } catch (IllegalArgumentException e) {
            throw first.bad(e.getMessage() + "; change the profiles");
        }
    }

    /** Whether a file is a domain or a profile of this format, alone or not. */
    static boolean isOfIt(Cursor root) throws BadInput {
        Set<String> fields = root.fields().keySet();
        return fields.contains("issuesValues") || fields.contains("LinearAdditiveUtilitySpace");
    }

    /** JSON gives the issues of an object, and people the values of a list, in any order. */
    private static Map<String, Set<String>> byName(List<Issue> issues) {
        return issues.stream().collect(Collectors.toMap(Issue::name, issue -> Set.copyOf(issue.options())));
    }

    /** A field that has had two names in the format's life. */
    static Cursor either(Cursor of, Map<String, Cursor> fields, String name, String before) throws BadInput {
        Cursor found = fields.get(name);
        return found == null ? Cursor.need(fields, before, of) : found;
    }
}
