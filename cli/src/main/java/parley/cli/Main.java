package parley.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
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
        exitCodeOnExecutionException = 3,
        subcommands = {
            DemoCommand.class,
            RelayCommand.class,
            NodeCommand.class,
            RestoreCommand.class,
            VerifyCommand.class,
            ReleaseCommand.class,
            SettleCommand.class,
            ElicitCommand.class,
            SimulateCommand.class,
            BenchCommand.class,
            TablesCommand.class,
            InviteCommand.class,
            InvitationsCommand.class,
            LookCommand.class,
            CollectCommand.class,
            AcceptCommand.class,
            PeopleCommand.class,
            CompareCommand.class,
            ReachCommand.class,
            RoomsCommand.class,
            RulesCommand.class,
            SayCommand.class,
            DraftCommand.class,
            ReadCommand.class,
            QuestionsCommand.class,
            PendingCommand.class,
            AttachCommand.class,
            UploadsCommand.class,
            FetchCommand.class,
            StatementCommand.class,
            RelayFaultCommand.class,
            SearchCommand.class,
            ProposeCommand.class,
            ProposalsCommand.class,
            ConsentCommand.class,
            MarkCommand.class,
            PassagesCommand.class,
            CorridorCommand.class,
            ConveyCommand.class,
            ItemsCommand.class,
            NonPaperCommand.class,
            HandInCommand.class,
            DeliverCommand.class,
            PhaseCommand.class,
            MandatesCommand.class,
            SheetCommand.class,
            AskedCommand.class,
            SpaceCommand.class,
            GalleryCommand.class,
            SuspensionCommand.class,
            SoundingsCommand.class,
            SoundCommand.class,
            AnswerCommand.class,
            GrantCommand.class,
            PouchCommand.class,
            BackupCommand.class,
            RenewalCommand.class,
            StatusCommand.class,
            SignInCommand.class,
            UnlockCommand.class,
            LockCommand.class,
            PassphraseCommand.class,
            SettingsCommand.class,
            CheckCommand.class,
            MoveCommand.class,
            NeedsCommand.class,
            NoticesCommand.class,
            FactsCommand.class,
            DiagnosticsCommand.class,
            LostCommand.class,
            ClockCommand.class
        })
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
        return execute(args.length == 0 ? commandLine() : commandLine(args[0]), args);
    }

    /**
     * What a command's first word needs: that command alone. The model of all forty costs half of a short command's time; whatever
     * isn't a command of its own gets the whole.
     */
    static CommandLine commandLine(String first) {
        for (Class<?> each : Main.class.getAnnotation(Command.class).subcommands()) {
            if (each.getAnnotation(Command.class).name().equals(first)) {
                CommandSpec alone = CommandSpec.create().name("parley");
                return handled(new CommandLine(alone.addSubcommand(first, new CommandLine(each))));
            }
        }
        return commandLine();
    }

    /** The whole command, as it runs and as its page is held to it. */
    static CommandLine commandLine() {
        return handled(new CommandLine(new Main()));
    }

    private static CommandLine handled(CommandLine command) {
        return command.setParameterExceptionHandler(Main::explain)
                .setExecutionExceptionHandler(Main::ended)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    static int execute(CommandLine command, String... args) {
        try {
            return command.execute(args);
        } catch (OutOfMemoryError full) {
            command.getErr()
                    .println(
                            "parley: the memory that Java may use is not enough for this; give it less to do, or more memory,"
                                    + " such as PARLEY_JAVA_OPTS=-Xmx4g");
            return Stop.FAULT;
        }
    }

    private static int ended(Exception problem, CommandLine command, ParseResult parsed) {
        String name = command.getCommandSpec().qualifiedName();
        return switch (problem) {
            case Stop stop -> {
                command.getErr().println(name + ": " + stop.getMessage());
                yield stop.code();
            }
            case AccessDeniedException closed -> {
                command.getErr().println(name + ": no permission for " + closed.getFile());
                yield Stop.BAD;
            }
            case IOException broken -> {
                // The system's own words: a full disk, a missing permission.
                command.getErr().println(name + ": " + broken.getMessage());
                yield Stop.FAULT;
            }
            default -> {
                command.getErr()
                        .println(name + ": a fault of Parley ("
                                + problem.getClass().getSimpleName() + ")");
                yield Stop.FAULT;
            }
        };
    }

    private static int explain(ParameterException problem, String[] args) {
        CommandLine command = problem.getCommandLine();
        command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + oneLine(problem.getMessage()));
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static String oneLine(@Nullable String text) {
        return String.valueOf(text).replaceAll("\\s*\\R\\s*", " ");
    }

    /** Of the jar's manifest. */
    static String version() {
        return Objects.requireNonNullElse(Main.class.getPackage().getImplementationVersion(), "(not packaged)");
    }

    /** The version in the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"parley " + version()};
        }
    }
}
