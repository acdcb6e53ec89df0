package parley.settlement.file;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import parley.settlement.Bargain;

/**
 * Reads a case from one file ({@code CASE.json}) or from a domain's file and one file for each party (XML of GENIUS, JSON of
 * GeniusWeb, YAML of NegMAS). Strict and bounded: whatever is not understood is refused with its place and a cure.
 */
public final class Cases {
    private Cases() {}

    /** Never throws for what the files contain. */
    public static Reading read(List<Source> sources) {
        try {
            for (Source source : sources) {
                if (source.bytes().length > Source.MOST_BYTES) {
                    throw new BadInput(
                            source.name(),
                            "",
                            "the file has more than " + (Source.MOST_BYTES >> 20) + " MB; give a smaller one");
                }
                if (source.isPacked()) {
                    throw new BadInput(source.name(), "", "a packed file; unpack it and give what was in it");
                }
            }
            Source first = sources.getFirst();
            oneFormat(sources);
            boolean inXmlOrYaml =
                    ending(first).filter(one -> !one.equals(".json")).isPresent();
            if (sources.size() == 1 && !inXmlOrYaml) {
                Cursor root = Cursor.root(first.name(), JsonTree.parse(first));
                return GeniusWeb.isOfIt(root) ? GeniusWeb.read(sources) : CaseJson.read(root);
            }
            if (first.endsWith(".json")) {
                return GeniusWeb.read(sources);
            }
            if (sources.size() - 1 > Bargain.MOST_PARTIES || sources.size() < 3) {
                throw new BadInput(
                        first.name(),
                        "",
                        "profiles after the domain: " + (sources.size() - 1) + "; give from 2 to "
                                + Bargain.MOST_PARTIES);
            }
            if (first.endsWith(".xml")) {
                return Genius.read(sources);
            }
            if (first.endsWith(".yml") || first.endsWith(".yaml")) {
                return Negmas.read(sources);
            }
            throw new BadInput(
                    first.name(), "", "give one CASE.json, or a domain and profiles that end in .xml, .json or .yml");
        } catch (BadInput bad) {
            return bad.toBad();
        }
    }

    /** A parser of one format has no cure to offer for a file of another. */
    private static void oneFormat(List<Source> sources) throws BadInput {
        Optional<String> first = ending(sources.getFirst());
        for (Source source : sources) {
            Optional<String> ending = ending(source);
            if (first.isPresent() && ending.isPresent() && !ending.equals(first)) {
                throw new BadInput(
                        source.name(),
                        "",
                        "this file ends in " + ending.get() + ", and the first in " + first.get()
                                + "; give files of one format");
            }
        }
    }

    private static Optional<String> ending(Source source) {
        return source.endsWith(".yaml")
                ? Optional.of(".yml")
                : Stream.of(".json", ".xml", ".yml").filter(source::endsWith).findFirst();
    }
}
