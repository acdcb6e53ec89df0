package parley.cli;

import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The {@code parley} command. Exit codes: 0 done, 1 a clean "no" (such as a signature that does not verify), 2 bad input
 * or usage with one line on stderr, 3 a fault of Parley itself.
 */
@Command(
        name = "parley",
        description = "Confidential talks between adversaries.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        exitCodeOnInvalidInput = 2,
        exitCodeOnExecutionException = 3)
public final class Main implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    private Main() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a subcommand is needed; see parley --help");
    }

    /** Runs the command and leaves the JVM with its exit code. */
    public static void main(String[] args) {
        System.exit(execute(args));
    }

    /** Runs the command and returns its exit code. */
    static int execute(String... args) {
        return new CommandLine(new Main())
                .setParameterExceptionHandler(Main::explain)
                .execute(args);
    }

    private static int explain(ParameterException problem, String[] args) {
        CommandLine command = problem.getCommandLine();
        command.getErr().println(command.getCommandName() + ": " + problem.getMessage());
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** The version in the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"parley " + Objects.requireNonNullElse(version, "(not packaged)")};
        }
    }
}
