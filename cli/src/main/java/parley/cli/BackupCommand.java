package parley.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import parley.base.Secret;
import parley.cli.link.NodeClient;
import parley.cli.term.PassphraseSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code parley backup}: writes a backup of a node under a passphrase of its own. */
@Command(
        name = "backup",
        description = "Write a backup under its own passphrase. It holds identities and the record, never a session.",
        mixinStandardHelpOptions = true)
final class BackupCommand extends AtNode {
    @Parameters(paramLabel = "FILE", description = "Where to write it; never over a file.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(
            names = "--backup-passphrase-fd",
            paramLabel = "N",
            description = "The descriptor that gives the backup's passphrase (default: ask at the terminal).")
    private @Nullable Integer fd;

    @Override
    protected void run(NodeClient node) throws IOException {
        OwnerFiles.mustBeNew(file);
        byte[] backup;
        OptionalInt from = fd == null ? OptionalInt.empty() : OptionalInt.of(fd);
        try (Secret passphrase = new PassphraseSource(System.in).readNew(from, "Passphrase of the backup")) {
            backup = node.bytes("POST", "/api/v1/backup", passphrase.reveal());
        }
        OwnerFiles.writeNew(file, backup);
        if (json()) {
            printJson(new Backup(file.toString(), backup.length));
        } else {
            out().println(backup.length + " bytes in " + file);
        }
    }

    private record Backup(String file, long bytes) {}
}
