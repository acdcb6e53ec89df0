package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import parley.simulation.Report;
import parley.simulation.run.Invariant;
import parley.simulation.run.Violation;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code docs/cli.md} and the command say the same of every command, parameter and option. */
class CommandPageTest {
    private static final Path PAGE = Path.of("..", "docs", "cli.md");
    private static final List<String> OF_ALL = List.of("--data", "--passphrase-fd", "--json");

    @Test
    void thePageHasASectionForEveryCommandWithAllItsOptions() throws IOException {
        String page = Files.readString(PAGE);
        List<String> missing = new ArrayList<>();
        for (CommandSpec command : commands(Main.commandLine(), new ArrayList<>())) {
            String section = section(page, command.qualifiedName());
            if (section.isEmpty()) {
                missing.add(command.qualifiedName());
                continue;
            }
            boolean atNode = command.userObject() instanceof AtNode;
            for (OptionSpec option : command.options()) {
                boolean shared =
                        option.usageHelp() || option.versionHelp() || (atNode && OF_ALL.contains(option.longestName()));
                if (!shared && !section.contains("`" + option.longestName())) {
                    missing.add(command.qualifiedName() + " " + option.longestName());
                }
            }
            for (PositionalParamSpec parameter : command.positionalParameters()) {
                if (!section.contains("- `" + parameter.paramLabel() + "`")) {
                    missing.add(command.qualifiedName() + " " + parameter.paramLabel());
                }
            }
        }

        assertThat(missing).isEmpty();
    }

    @Test
    void thePageCallsRequiredWhatTheCommandCannotDoWithout() throws IOException {
        String page = Files.readString(PAGE);
        List<String> wrong = new ArrayList<>();
        for (CommandSpec command : commands(Main.commandLine(), new ArrayList<>())) {
            String section = section(page, command.qualifiedName());
            for (OptionSpec option : command.options()) {
                // In a group, an option is required only where the group is used at all.
                boolean required = option.required() && option.group() == null;
                boolean said = section.lines()
                        .anyMatch(line -> line.matches("- `" + option.longestName() + "[ `].*")
                                && line.contains("` (required):"));
                if (required != said) {
                    wrong.add(command.qualifiedName() + " " + option.longestName());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void thePageNamesNoCommandThatIsNotThere() throws IOException {
        List<String> names = commands(Main.commandLine(), new ArrayList<>()).stream()
                .map(CommandSpec::qualifiedName)
                .toList();

        assertThat(Files.readString(PAGE)
                        .lines()
                        .filter(line -> line.startsWith("### `parley"))
                        .map(line -> line.substring(5, line.length() - 1).replaceAll(" \\[?[A-Z-]+]?", "")))
                .isSubsetOf(names);
    }

    @Test
    void thePageSaysWhatEachFieldOfASimulationsReportIs() throws IOException {
        String section = section(Files.readString(PAGE), "parley simulate");
        Violation one = new Violation(5, 61, Invariant.CONVERGES, "what");
        Report report = new Report(1, 1, List.of(one), 0, Map.of(), Map.of(), Report.Settling.of(List.of()));
        Matcher fields = Pattern.compile("\"(\\w+)\":").matcher(report.json());

        assertThat(fields.results().map(field -> field.group(1)).toList())
                .contains("seeds", "invariant", "missing")
                .allSatisfy(
                        field -> assertThat(section).contains("`" + field + "`").contains('"' + field + "\":"));
    }

    @Test
    void everyCommandSaysWhatItDoes() {
        assertThat(commands(Main.commandLine(), new ArrayList<>()))
                .allSatisfy(command ->
                        assertThat(command.usageMessage().description()).isNotEmpty());
    }

    private static String section(String page, String name) {
        int from = page.indexOf("### `" + name + "`");
        for (String next : List.of(" ", " [")) {
            from = from < 0 ? firstUpper(page, "### `" + name + next) : from;
        }
        if (from < 0) {
            return "";
        }
        int to = page.indexOf("\n### ", from);
        return page.substring(from, to < 0 ? page.length() : to);
    }

    /** The heading of a command with parameters: they are in capitals, further commands aren't. */
    private static int firstUpper(String page, String start) {
        int at = page.indexOf(start);
        while (at >= 0 && !Character.isUpperCase(page.charAt(at + start.length()))) {
            at = page.indexOf(start, at + 1);
        }
        return at;
    }

    private static List<CommandSpec> commands(CommandLine line, List<CommandSpec> into) {
        for (CommandLine each : line.getSubcommands().values()) {
            into.add(each.getCommandSpec());
            commands(each, into);
        }
        return into;
    }
}
