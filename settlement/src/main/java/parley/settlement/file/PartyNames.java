package parley.settlement.file;

import java.util.List;
import java.util.Optional;
import parley.settlement.Party;

/** Names for parties: what their files call them, or the files' own. Two alike are refused: an answer would not say whose is what. */
final class PartyNames {
    private PartyNames() {}

    /** Without folders and ending. */
    static String of(Source source, List<Party> others) throws BadInput {
        return of(source, Optional.empty(), others);
    }

    /** The same, of a party that the file may call by a name of its own. */
    static String of(Source source, Optional<String> own, List<Party> others) throws BadInput {
        String last = source.name().replaceFirst(".*[/\\\\]", "").replaceFirst("\\.[A-Za-z]+$", "");
        String name = own.orElse(last.isBlank() ? "party" : last);
        String place = own.isPresent() ? "name" : "";
        String look = Look.of(name);
        if (look.isEmpty()) {
            throw new BadInput(source.name(), place, "nothing of the party's name can be seen; write one");
        }
        if (others.stream().anyMatch(party -> Look.of(party.name()).equals(look))) {
            throw new BadInput(
                    source.name(),
                    place,
                    "a second party is called \"" + name + "\", or looks the same"
                            + (own.isPresent() ? "" : ", for parties are called by their files here")
                            + "; give each party's file once, and rename one of two");
        }
        return name;
    }
}
