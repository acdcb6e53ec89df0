package parley.settlement.file;

import java.util.ArrayList;
import java.util.List;
import parley.settlement.Bonus;
import parley.settlement.Builder;
import parley.settlement.Party;
import parley.settlement.Precision;
import parley.settlement.file.XmlTree.Element;

/** A case of GENIUS: a domain and a profile for each party, all XML. */
final class Genius {
    private Genius() {}

    static Reading read(List<Source> sources) throws BadInput {
        Element root = XmlTree.parse(sources.getFirst());
        GeniusDomain domain = GeniusDomain.read(root);
        List<Party> parties = new ArrayList<>();
        List<Bonus> bonuses = new ArrayList<>();
        Sides sides = new Sides();
        for (Source source : sources.subList(1, sources.size())) {
            Element profile = XmlTree.parse(source);
            if (!profile.name().equals("utility_space")) {
                throw profile.bad("a profile begins with <utility_space>; give the domain first, then the profiles");
            }
            String name = PartyNames.of(source, parties);
            parties.add(new GeniusProfile(domain, profile, name, sides).read(parties.size(), bonuses));
        }
        try {
            return new Reading.Packages(new Builder(domain.issues(), parties)
                    .bonuses(bonuses)
                    .precision(Precision.NEAREST)
                    .build());
        } catch (IllegalArgumentException e) {
            throw root.bad(e.getMessage() + "; change the profiles");
        }
    }
}
