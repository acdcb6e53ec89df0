package parley.cli;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import parley.cli.link.NodeClient;
import parley.node.api.Inputs;
import parley.node.desk.People;
import parley.node.desk.Tables;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code parley compare}: the code that two people must see alike, and recording what they found. */
@Command(
        name = "compare",
        description = "Show the comparison code with somebody, or record what comparing it found.",
        mixinStandardHelpOptions = true)
final class CompareCommand extends AtNode {
    @Parameters(paramLabel = "PERSON", description = "Name, or the beginning of the id.")
    @SuppressWarnings("NullAway.Init")
    private String person;

    @Option(names = "--table", description = "Which table, when there are several.")
    private @Nullable String table;

    @ArgGroup
    private @Nullable Found found;

    @Option(
            names = "--digits",
            paramLabel = "DIGITS",
            description = "The digits that you compared, as they were shown: refused when the keys changed since.")
    private @Nullable String digits;

    @Option(
            names = "--differed",
            description = "With --same: you know that a code differed before, and lift the stop that stands since.")
    private boolean differed;

    @Option(names = "--how", paramLabel = "HOW", description = Heard.WAYS)
    private @Nullable String how;

    /** What comparing found. */
    static final class Found {
        @Option(names = "--same", required = true, description = "Both (or all) saw the same.")
        private boolean same;

        @SuppressWarnings("unused") // the group is exclusive: that it was given says it all
        @Option(names = "--different", required = true, description = "They differed: nothing is sent there any more.")
        private boolean different;

        boolean same() {
            return same;
        }
    }

    @Override
    protected void run(NodeClient node) throws IOException {
        Places places = new Places(node);
        Tables.TableView at = places.table(table);
        People.Person other = places.person(at, person);
        String path = Places.path(at) + "/people/" + other.id().toHex();
        if (found != null) {
            if (how == null) {
                throw Stop.bad("say with --how how the codes were compared");
            }
            if (differed && !found.same) {
                throw Stop.bad("--differed goes with --same: it lifts what --different says");
            }
            node.post(path + "/comparison" + seen(), new Inputs.Comparison(found.same, Heard.how(found.same, how)));
            return;
        }
        if (how != null || digits != null || differed) {
            throw Stop.bad("say what you found: --same or --different");
        }
        People.ComparisonCode code = node.get(path + "/code", People.ComparisonCode.class);
        if (json()) {
            printJson(code);
            return;
        }
        out().println("Words:  " + String.join(" ", code.words()));
        out().println("Digits: " + code.digits());
        if (other.standing() instanceof People.Standing.Differed) {
            out().println(
                            "A code with this person differed before: nothing is sent to them. --same needs --differed, too.");
        }
        out().println("Compare it in person or by a voice that you know, then record it with --same or --different,");
        out().println("and with --digits, so that it counts for these keys and no others.");
    }

    private String seen() {
        return "?differed=" + differed
                + (digits == null
                        ? ""
                        : "&digits=" + URLEncoder.encode(TypedWords.argument(digits), StandardCharsets.UTF_8));
    }
}
