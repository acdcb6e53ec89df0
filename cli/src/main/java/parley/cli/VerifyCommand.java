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
import parley.protocol.crypto.RelayFault;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley verify}: what a file proves, to anyone: a statement on the record, or a relay's fault. Needs no node. */
@Command(
        name = "verify",
        description = {
            "Check a statement on the record, or the proof of a relay's fault, without any node or network.",
            "Exit code 0: the signatures prove what the file says; 1: they don't; 2: the file is neither."
        },
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
    private static final int MOST_FILE_BYTES = 256 * 1024;

    @Parameters(paramLabel = "FILE", description = "The file, as parley statement or parley relay-fault writes it.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(names = "--json", description = "Print what was found as JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Bytes content = Bytes.wrap(OwnerFiles.read(file, MOST_FILE_BYTES));
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
            out.println(check.signed() ? "Both signatures hold." : "THE SIGNATURES DO NOT HOLD.");
            out.println("Signer's role: " + Texts.role(check.role()));
            out.println("Signer's keys: " + String.join(" ", check.keyGroups()));
            out.println("Whose keys these are, only comparing these groups with their owner tells.");
            out.println();
            out.println(Shown.text(check.text()));
        }
        return check.signed();
    }

    private boolean relayFault(Bytes content, PrintWriter out) {
        RelayFault fault = RelayFault.ofFile(content).orElseThrow(VerifyCommand::neither);
        FaultCheck check = FaultCheck.of(fault);
        if (json) {
            out.println(new String(ApiJson.write(check), StandardCharsets.UTF_8));
        } else {
            out.println(
                    check.proven() ? "The relay signed two histories of one log." : "THIS PROVES NO FAULT OF A RELAY.");
            out.println("Relay's key: " + check.relayKey());
            out.println("Log: " + check.log());
            out.println("Place: " + check.position());
            out.println("One history there: " + check.one());
            out.println("The other: " + check.other());
            out.println("Whose relay this is, the key behind the # of its address tells.");
        }
        return check.proven();
    }

    private static Stop neither() {
        return Stop.bad(Sentences.of(Refusal.of("verify.unknown-file")));
    }

    /**
     * What the proof of a relay's fault says.
     *
     * @param proven whether the relay's own signatures contradict each other
     * @param position the first place of the log at which the two histories are known to differ
     */
    record FaultCheck(boolean proven, String relayKey, String log, long position, String one, String other) {
        static FaultCheck of(RelayFault fault) {
            return new FaultCheck(
                    fault.holds(),
                    fault.relayKey().toHex(),
                    fault.one().log().hash().toHex(),
                    fault.one().head().position(),
                    fault.one().head().hash().toHex(),
                    fault.instead().toHex());
        }
    }
}
