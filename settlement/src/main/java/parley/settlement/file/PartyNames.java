package parley.settlement.file;

import java.util.List;
import parley.settlement.Party;

/** Names for parties whose files don't name them: the file's own. */
final class PartyNames {
    private PartyNames() {}

    /** Without folders and ending; numbered when a party has that name already. */
    static String of(Source source, List<Party> others) {
        String last = source.name().replaceFirst(".*[/\\\\]", "").replaceFirst("\\.[A-Za-z]+$", "");
        String plain = last.isBlank() ? "party" : last;
        String name = plain;
        for (int number = 2; taken(name, others); number++) {
            name = plain + " (" + number + ")";
        }
        return name;
    }

    private static boolean taken(String name, List<Party> others) {
        return others.stream().anyMatch(party -> party.name().equals(name));
    }
}
