package parley.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import parley.base.Bytes;
import parley.base.Refusal;
import parley.base.Result;
import parley.cli.term.Shown;
import parley.node.api.ApiJson;
import parley.node.desk.StatementCheck;
import parley.node.engine.StatementFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley verify}: whether a statement on the record was signed, by which keys, over what text. Needs no node. */
@Command(
        name = "verify",
        description = {
            "Check a statement on the record, without any node or network.",
            "Exit code 0: both signatures hold; 1: they don't; 2: the file isn't a statement."
        },
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
    private static final int MOST_FILE_BYTES = 256 * 1024;

    @Parameters(paramLabel = "FILE", description = "The statement, as parley statement writes it.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(names = "--json", description = "Print what was found as JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        StatementCheck check = switch (StatementFile.check(Bytes.wrap(OwnerFiles.read(file, MOST_FILE_BYTES)))) {
            case Result.Done<StatementCheck>(StatementCheck found) -> found;
            case Result.Refused<StatementCheck>(Refusal why) -> throw Stop.bad(Sentences.of(why));
        };
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(new String(ApiJson.write(check), StandardCharsets.UTF_8));
        } else {
            out.println(check.signed() ? "Both signatures hold." : "THE SIGNATURES DO NOT HOLD.");
            out.println("Signer's role: " + Texts.role(check.role()));
            out.println("Signer's keys: " + String.join(" ", check.keyGroups()));
            out.println("Whose keys these are, only comparing these groups with their owner tells.");
            out.println();
            out.println(Shown.text(check.text()));
        }
        out.flush();
        return check.signed() ? Stop.DONE : Stop.NO;
    }
}
