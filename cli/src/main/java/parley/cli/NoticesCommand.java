package parley.cli;

import java.io.IOException;
import parley.cli.link.NodeClient;
import parley.node.api.Outputs;
import parley.node.desk.Notice;
import picocli.CommandLine.Command;

/** {@code parley notices}: what a node must tell that nobody asked for. */
@Command(name = "notices", description = "List what this node must tell.", mixinStandardHelpOptions = true)
final class NoticesCommand extends AtNode {
    @Override
    protected void run(NodeClient node) throws IOException {
        if (json()) {
            print(node.raw("/api/v1/notices"));
            return;
        }
        for (Notice notice : node.get("/api/v1/notices", Outputs.Notices.class).notices()) {
            out().printf("%s %s: %s%n", notice.since(), notice.grade(), Sentences.happened(notice));
        }
    }
}
