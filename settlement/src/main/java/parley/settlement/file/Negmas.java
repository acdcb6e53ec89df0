package parley.settlement.file;

import java.util.ArrayList;
import java.util.List;
import parley.settlement.Bonus;
import parley.settlement.Builder;
import parley.settlement.Party;
import parley.settlement.Precision;

/** A case of NegMAS: a domain and a file of preferences for each party, all YAML. */
final class Negmas {
    private Negmas() {}

    static Reading read(List<Source> sources) throws BadInput {
        Cursor root = Cursor.root(sources.getFirst().name(), YamlTree.parse(sources.getFirst()));
        NegmasDomain domain = NegmasDomain.read(root);
        List<Party> parties = new ArrayList<>();
        List<Bonus> bonuses = new ArrayList<>();
        Sides sides = new Sides();
        for (Source source : sources.subList(1, sources.size())) {
            NegmasProfile profile = new NegmasProfile(domain, Cursor.root(source.name(), YamlTree.parse(source)));
            String name = PartyNames.of(source, profile.name(), parties);
            parties.add(profile.read(name, parties.size(), bonuses, sides));
        }
        try {
            return new Reading.Packages(new Builder(domain.issues(), parties)
                    .bonuses(bonuses)
                    .precision(Precision.NEAREST)
                    .build());
        } catch (IllegalArgumentException e) {
            throw root.bad(e.getMessage() + "; change the files of the parties");
        }
    }
}
