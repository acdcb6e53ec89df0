package parley.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.Secret;
import parley.cli.term.PassphraseSource;
import parley.node.Node;
import parley.node.desk.Desk;
import parley.node.desk.NodeGate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code parley restore}: makes a vault from a backup, in a data folder without one. */
@Command(
        name = "restore",
        description =
                "Make a vault from a backup. All its seats are frozen until they are renewed: see parley renewal.",
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {
    private static final String NO_BACKUP = "backup.not-a-backup";

    @Parameters(paramLabel = "FILE", description = "The backup.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "A data folder without a vault.")
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @Option(
            names = "--backup-passphrase-fd",
            paramLabel = "N",
            description = "The descriptor that gives the backup's passphrase (default: ask at the terminal).")
    private @Nullable Integer backupFd;

    @Option(
            names = "--passphrase-fd",
            paramLabel = "N",
            description = "The descriptor that gives the new vault's passphrase (default: ask at the terminal).")
    private @Nullable Integer fd;

    @Override
    public Integer call() throws IOException {
        OwnerFiles.mustBeFile(file);
        PassphraseSource source = new PassphraseSource(System.in);
        try (Secret of = source.read(number(backupFd), "Passphrase of the backup");
                Secret passphrase = source.readNew(number(fd), "Passphrase of the new vault");
                Node node = Vaults.take(data);
                InputStream backup = Files.newInputStream(file)) {
            // A vault that is made and can't be opened now is made: nothing more is asked of this command.
            if (node.gate().restore(backup, of, passphrase) instanceof Result.Refused<Desk>(Refusal why)
                    && !why.key().equals(NodeGate.MADE_NOT_OPEN)) {
                throw why.key().equals(NO_BACKUP) ? Stop.bad(Sentences.of(why)) : Stop.no(Sentences.of(why));
            }
        }
        return Stop.DONE;
    }

    private static OptionalInt number(@Nullable Integer fd) {
        return fd == null ? OptionalInt.empty() : OptionalInt.of(fd);
    }
}
