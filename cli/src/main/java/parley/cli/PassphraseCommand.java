package parley.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import parley.base.Secret;
import parley.cli.link.NodeClient;
import parley.cli.term.PassphraseSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code parley passphrase}: changes a node's passphrase. */
@Command(
        name = "passphrase",
        description =
                "Change the passphrase. Backups made before still need the old one; a forgotten one opens nothing.",
        mixinStandardHelpOptions = true)
final class PassphraseCommand extends AtNode {
    @Option(
            names = "--passphrases-fd",
            paramLabel = "N",
            description = "A descriptor that gives the present and the new passphrase, one per line (default: ask).")
    private @Nullable Integer fd;

    @Override
    protected void run(NodeClient node) throws IOException {
        OptionalInt from = fd == null ? OptionalInt.empty() : OptionalInt.of(fd);
        PassphraseSource source = new PassphraseSource(System.in);
        try (Secret present = source.read(from, "Present passphrase");
                Secret next = source.read(from, "New passphrase")) {
            if (from.isEmpty()) {
                try (Secret again = source.read(from, "New passphrase again")) {
                    if (!again.equals(next)) {
                        throw Stop.bad("the new passphrase was typed differently the second time");
                    }
                }
            }
            byte[] lines = lines(present, next);
            try {
                node.bytes("POST", "/api/v1/gate/passphrase", lines);
            } finally {
                Arrays.fill(lines, (byte) 0);
            }
        }
    }

    private static byte[] lines(Secret present, Secret next) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(present.reveal());
        both.write('\n');
        both.writeBytes(next.reveal());
        both.write('\n');
        return both.toByteArray();
    }
}
