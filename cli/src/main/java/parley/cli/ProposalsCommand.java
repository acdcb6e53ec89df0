package parley.cli;

import java.io.IOException;
import java.util.Locale;
import parley.cli.link.NodeClient;
import parley.cli.term.Shown;
import parley.node.api.Outputs;
import parley.node.desk.Changes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code parley proposals}: the open proposals of a room. */
@Command(name = "proposals", description = "List the open proposals of a room.", mixinStandardHelpOptions = true)
final class ProposalsCommand extends AtNode {
    @Mixin
    private InRoom room = new InRoom();

    @Override
    protected void run(NodeClient node) throws IOException {
        String path = room.path(node) + "/proposals";
        if (json()) {
            print(node.raw(path));
            return;
        }
        for (Changes.ProposalView proposal :
                node.get(path, Outputs.Proposals.class).proposals()) {
            out().printf(
                            "%s  %s proposes: %s %s  %d of %d consents%n",
                            proposal.id().toHex().substring(0, 12),
                            Shown.line(proposal.proposerName()),
                            proposal.wish().getClass().getSimpleName().toLowerCase(Locale.ROOT),
                            Shown.line(proposal.subjectName()),
                            proposal.consents().size(),
                            proposal.needed());
            proposal.subject().ifPresent(this::describe);
        }
    }

    /** Name and role are those on the card; what is known of its keys here, and what others say. */
    private void describe(Changes.Subject subject) {
        String here = subject.standing()
                .map(standing -> standing.getClass().getSimpleName().toLowerCase(Locale.ROOT))
                .orElse(subject.met() ? "known under other keys" : "never met");
        out().printf("    %s, %s, here: %s%n", Shown.line(subject.name()), Texts.role(subject.role()), here);
        for (Changes.Word word : subject.words()) {
            out().printf(
                            "    %s says: %s%n",
                            Shown.line(word.name()), word.standing().name().toLowerCase(Locale.ROOT));
        }
    }
}
