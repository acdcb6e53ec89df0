package parley.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import parley.cli.link.NodeClient;
import parley.node.api.Outputs;
import parley.node.desk.Changes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code parley consent}: consents to a proposal, or withdraws. */
@Command(
        name = "consent",
        description = "Consent to a proposal, or withdraw one's own proposal or consent.",
        mixinStandardHelpOptions = true)
final class ConsentCommand extends AtNode {
    /** Fewer digits are too easily a slip. */
    private static final int LEAST_DIGITS = 6;

    @Parameters(index = "0", paramLabel = "ROOM", description = "Name, or the beginning of the id.")
    @SuppressWarnings("NullAway.Init")
    private String room;

    @Parameters(index = "1", paramLabel = "PROPOSAL", description = "The beginning of its id.")
    @SuppressWarnings("NullAway.Init")
    private String proposal;

    @Option(names = "--table", description = "Which table, when rooms of several have this name.")
    private @Nullable String table;

    @Option(names = "--withdraw", description = "Withdraw instead.")
    private boolean withdraw;

    @Override
    protected void run(NodeClient node) throws IOException {
        String path = Places.path(new Places(node).room(table, room).ref()) + "/proposals";
        String digits = proposal.toLowerCase(Locale.ROOT);
        List<Changes.ProposalView> found = node.get(path, Outputs.Proposals.class).proposals().stream()
                .filter(each ->
                        digits.length() >= LEAST_DIGITS && each.id().toHex().startsWith(digits))
                .toList();
        if (found.size() != 1) {
            throw Stop.bad(
                    found.isEmpty()
                            ? "there is no open proposal of that id"
                            : "several proposals begin so; give more of the id");
        }
        String one = path + "/" + found.getFirst().id().toHex();
        if (withdraw) {
            node.delete(one);
        } else {
            node.post(one + "/consent");
        }
    }
}
