package parley.cli;

import java.io.IOException;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import parley.base.Secret;
import parley.cli.link.NodeClient;
import parley.cli.term.PassphraseSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code parley unlock}: unlocks a running node. */
@Command(
        name = "unlock",
        description = "Unlock a running node. Exit code 1 when the passphrase is wrong.",
        mixinStandardHelpOptions = true)
final class UnlockCommand extends AtNode {
    @Option(
            names = "--with-fd",
            paramLabel = "N",
            description = "The descriptor that gives the passphrase (default: ask at the terminal).")
    private @Nullable Integer fd;

    @Override
    protected void run(NodeClient node) throws IOException {
        OptionalInt from = fd == null ? OptionalInt.empty() : OptionalInt.of(fd);
        try (Secret passphrase = new PassphraseSource(System.in).read(from, "Passphrase")) {
            node.bytes("POST", "/api/v1/gate/unlock", passphrase.reveal());
        }
    }
}
