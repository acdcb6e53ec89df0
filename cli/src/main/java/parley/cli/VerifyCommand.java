package parley.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parley.base.Bytes;
import parley.base.Refusal;
import parley.base.Result;
import parley.cli.release.ReleaseCheck;
import parley.cli.term.Shown;
import parley.node.api.ApiJson;
import parley.node.desk.Checking;
import parley.node.desk.RelayFaultCheck;
import parley.node.desk.StatementCheck;
import parley.node.engine.StatementFile;
import parley.protocol.crypto.Ed25519;
import parley.protocol.crypto.RelayFault;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code parley verify}: what a file proves, to anyone: a statement on the record, or a relay's fault; and whether a folder is
 * the release that others have. Needs no node.
 */
@Command(
        name = "verify",
        description = {
            "Check a statement on the record, or the proof of a relay's fault, without any node or network.",
            "Exit code 0: the signatures prove what the file says; 1: they don't; 2: the file is neither.",
            "With --release, whether a folder is the release that it says: 0 it is, 1 it is not, 2 it is no release."
        },
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = {
                "The file, as parley statement or parley relay-fault writes it;",
                "with --release the folder of a release (default: the one that runs)."
            })
    private @Nullable Path file;

    @Option(
            names = "--release",
            description = "Check every file of a release against its list, and who signed the list.")
    private boolean release;

    @Option(
            names = "--signer",
            paramLabel = "KEY",
            description = "With --release: a public key that must have signed; may be given several times.")
    private List<String> signers = List.of();

    @Option(names = "--json", description = "Print what was found as JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        return release ? release() : file();
    }

    private int release() throws IOException {
        Path folder = file != null ? file : Path.of(System.getProperty("parley.home", "."));
        Folders.mustBeFolder(folder);
        List<Bytes> keys = signers.stream().map(VerifyCommand::key).toList();
        ReleaseCheck check = ReleaseCheck.of(folder, keys).orElseThrow(() -> noRelease(folder));
        PrintWriter out = spec.commandLine().getOut();
        ReleaseVerdict verdict = ReleaseVerdict.of(check);
        if (json) {
            out.println(new String(ApiJson.write(verdict), StandardCharsets.UTF_8));
        } else {
            verdict.lines().forEach(out::println);
        }
        out.flush();
        return check.holds() ? Stop.DONE : Stop.NO;
    }

    private static Bytes key(String hex) {
        if (!hex.matches("[0-9a-f]{" + 2 * Ed25519.PUBLIC + "}")) {
            throw Stop.bad("--signer takes a public key: " + 2 * Ed25519.PUBLIC + " hexadecimal digits in lower case");
        }
        return Bytes.hex(hex);
    }

    private int file() throws IOException {
        if (file == null) {
            throw new ParameterException(spec.commandLine(), "Missing required parameter: 'FILE'");
        }
        if (!signers.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--signer goes with --release");
        }
        Bytes content = Bytes.wrap(OwnerFiles.read(file, Checking.MOST_FILE_BYTES));
        PrintWriter out = spec.commandLine().getOut();
        boolean holds = RelayFault.begins(content) ? relayFault(content, out) : statement(content, out);
        out.flush();
        return holds ? Stop.DONE : Stop.NO;
    }

    private boolean statement(Bytes content, PrintWriter out) {
        StatementCheck check = switch (StatementFile.check(content)) {
            case Result.Done<StatementCheck>(StatementCheck found) -> found;
            case Result.Refused<StatementCheck> _ -> throw neither();
        };
        if (json) {
            out.println(new String(ApiJson.write(check), StandardCharsets.UTF_8));
        } else {
            Checked.lines(check).forEach(out::println);
            out.println("Whose keys these are, only comparing these groups with their owner tells.");
            out.println();
            out.println(Shown.text(check.text()));
        }
        return check.signed();
    }

    private boolean relayFault(Bytes content, PrintWriter out) {
        RelayFault fault = RelayFault.ofFile(content).orElseThrow(VerifyCommand::neither);
        RelayFaultCheck check = RelayFaultCheck.of(fault);
        if (json) {
            out.println(new String(ApiJson.write(check), StandardCharsets.UTF_8));
        } else {
            Checked.lines(check).forEach(out::println);
            out.println("Whose relay this is, the key behind the # of its address tells.");
        }
        return check.proven();
    }

    static Stop noRelease(Path folder) {
        return Stop.bad("there is no list of a release in " + folder + ", or it is not in its form; "
                + "what was built from source is compared by building the release: see docs/operations.md");
    }

    private static Stop neither() {
        return Stop.bad(Sentences.of(Refusal.of("verify.unknown-file")));
    }
}
