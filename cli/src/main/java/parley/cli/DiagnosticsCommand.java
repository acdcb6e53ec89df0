package parley.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import parley.cli.link.NodeClient;
import picocli.CommandLine.Command;

/** {@code parley diagnostics}: what helps to find a fault, without a secret. */
@Command(
        name = "diagnostics",
        description = "Print versions, counts, sizes and the last faults; no name, text, key or address.",
        mixinStandardHelpOptions = true)
final class DiagnosticsCommand extends AtNode {
    @Override
    protected void run(NodeClient node) throws IOException {
        String text = new String(node.raw("/api/v1/diagnostics"), StandardCharsets.UTF_8);
        if (json()) {
            printJson(new Diagnostics(text));
        } else {
            out().print(text);
        }
    }

    private record Diagnostics(String diagnostics) {}
}
