package parley.settlement.file;

import java.util.List;
import java.util.Optional;
import parley.settlement.Party;

/** Names for parties: what their files call them, or the files' own. */
final class PartyNames {
    private PartyNames() {}

    /** Without folders and ending; numbered when a party has that name already. */
    static String of(Source source, List<Party> others) {
        return of(source, Optional.empty(), others);
    }

    /** The same, of a party that the file may call by a name of its own. */
    static String of(Source source, Optional<String> own, List<Party> others) {
        String last = source.name().replaceFirst(".*[/\\\\]", "").replaceFirst("\\.[A-Za-z]+$", "");
        String plain = own.orElse(last.isBlank() ? "party" : last);
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
