package parley.cli;

import java.io.IOException;
import parley.cli.link.NodeClient;
import parley.node.api.Outputs;
import parley.node.desk.Changes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code parley consent}: consents to a proposal, or withdraws. */
@Command(
        name = "consent",
        description = "Consent to a proposal, or withdraw one's own proposal or consent.",
        mixinStandardHelpOptions = true)
final class ConsentCommand extends AtNode {
    @Mixin
    private InRoom room = new InRoom();

    @Parameters(index = "1", paramLabel = "PROPOSAL", description = "The beginning of its id.")
    @SuppressWarnings("NullAway.Init")
    private String proposal;

    @Option(names = "--withdraw", description = "Withdraw instead.")
    private boolean withdraw;

    @Override
    protected void run(NodeClient node) throws IOException {
        String path = room.path(node) + "/proposals";
        Changes.ProposalView found = ById.one(
                "proposal",
                proposal,
                node.get(path, Outputs.Proposals.class).proposals(),
                each -> each.id().toHex());
        String one = path + "/" + found.id().toHex();
        if (withdraw) {
            node.delete(one);
        } else {
            node.post(one + "/consent");
        }
    }
}
