package parley.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import parley.cli.link.NodeClient;
import parley.node.api.Inputs;
import parley.node.api.Outputs;
import parley.node.desk.Changes;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code parley consent}: consents to a proposal, withdraws, or sets it aside. */
@Command(
        name = "consent",
        description = "Consent to a proposal, withdraw one's own proposal or consent, or set it aside.",
        mixinStandardHelpOptions = true)
final class ConsentCommand extends AtNode {
    @Mixin
    private InRoom room = new InRoom();

    @Parameters(index = "1", paramLabel = "PROPOSAL", description = "The beginning of its id.")
    @SuppressWarnings("NullAway.Init")
    private String proposal;

    @ArgGroup
    private @Nullable Instead instead;

    /** What is done instead of consenting. */
    static final class Instead {
        @Option(names = "--withdraw", required = true, description = "Withdraw instead.")
        private boolean withdraw;

        @Option(
                names = "--not-now",
                required = true,
                description =
                        "Tell nobody anything: be reminded of it, as it stands now, no more until others change something about it.")
        @SuppressWarnings("unused") // the group is exclusive: that it was given says it all
        private boolean notNow;
    }

    @Override
    protected void run(NodeClient node) throws IOException {
        String path = room.path(node) + "/proposals";
        Changes.ProposalView found = ById.one(
                "proposal",
                proposal,
                node.get(path, Outputs.Proposals.class).proposals(),
                each -> each.id().toHex());
        String one = path + "/" + found.id().toHex();
        if (instead == null) {
            node.post(one + "/consent");
        } else if (instead.withdraw) {
            node.delete(one);
        } else {
            node.post(one + "/set-aside", new Inputs.SetAside(found.mark()));
        }
    }
}
