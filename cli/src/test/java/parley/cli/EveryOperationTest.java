package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.cli.link.NodeClient;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** What programs can do by the API, people can do at a terminal: each operation is asked for by the command that {@code operations.txt} names. */
final class EveryOperationTest {
    /** Many times what the rarest answer needs, by which a command comes to the operation. */
    private static final int SEEDS = 500;
    /** With one alone most commands stop at the first answer that they can do nothing with. */
    private static final int SOME_SEEDS = 20;

    private static final Pattern LINE = Pattern.compile("(\\w+ /\\S+) ([=-]) (.+)");
    private static final Map<String, Done> LISTED = listed();
    private static final InputStream STDIN = System.in;

    @TempDir
    private Path folder;

    /** How an operation is done: by a command, or not at a terminal, for a reason. */
    private sealed interface Done {
        record By(String command) implements Done {}

        record Nowhere(String reason) implements Done {}
    }

    static Stream<Arguments> doneByCommands() {
        return LISTED.entrySet().stream()
                .filter(each -> each.getValue() instanceof Done.By)
                .map(each -> Arguments.of(each.getKey(), ((Done.By) each.getValue()).command()));
    }

    @BeforeEach
    void filesThatAreThere() throws IOException {
        Files.writeString(folder.resolve("FILE"), "anything");
        Files.writeString(folder.resolve("SHEET"), "line\n- here\n- there\n");
        Files.writeString(folder.resolve("SCORES"), "1 0\n");
    }

    @AfterEach
    void typedAtTheTerminalAgain() {
        System.setIn(STDIN);
    }

    @Test
    void each_operation_is_listed_with_its_command_or_with_the_reason_why_there_is_none() throws IOException {
        assertThat(LISTED.keySet()).isEqualTo(AnyNode.operations(AnyNode.description()));
    }

    @ParameterizedTest
    @MethodSource("doneByCommands")
    void its_command_asks_for_it(String operation, String command) throws IOException {
        JsonNode description = AnyNode.description();
        boolean found = false;
        for (int seed = 0; seed < SEEDS && !found; seed++) {
            found = askedFor(description, seed, command).contains(operation);
        }
        assertThat(found).as("%s by parley %s", operation, command).isTrue();
    }

    @Test
    void no_command_asks_for_what_is_said_to_be_done_by_none() throws IOException {
        JsonNode description = AnyNode.description();
        List<String> none = LISTED.entrySet().stream()
                .filter(each -> each.getValue() instanceof Done.Nowhere)
                .map(Map.Entry::getKey)
                .toList();
        for (Done each : LISTED.values()) {
            if (each instanceof Done.By(String command)) {
                for (int seed = 0; seed < SOME_SEEDS; seed++) {
                    assertThat(askedFor(description, seed, command)).as(command).doesNotContainAnyElementsOf(none);
                }
            }
        }
    }

    /** What the command asked a node for, until it had done its work or could do nothing with an answer that came by chance. */
    private List<String> askedFor(JsonNode description, int seed, String command) throws IOException {
        String[] words = command.split(" ");
        for (int at = 0; at < words.length; at++) {
            words[at] = switch (words[at]) {
                case "FILE", "SHEET", "SCORES" -> folder.resolve(words[at]).toString();
                case "NEW" -> folder.resolve("new" + seed).toString();
                case "ID" -> AnyNode.ID;
                case "RELAY" -> AnyNode.RELAY;
                default -> words[at];
            };
        }
        CommandLine line = Main.commandLine(words[0]);
        line.parseArgs(words);
        CommandLine last = line;
        while (last.getParseResult().hasSubcommand()) {
            last = last.getParseResult().subcommand().commandSpec().commandLine();
        }
        last.setOut(new PrintWriter(Writer.nullWriter())).setErr(new PrintWriter(Writer.nullWriter()));
        System.setIn(new ByteArrayInputStream("one passphrase\nanother\n".getBytes(StandardCharsets.UTF_8)));
        AnyNode node = new AnyNode(description, seed);
        try (NodeClient client = new NodeClient(node)) {
            ((AtNode) last.getCommand()).run(client);
        } catch (IOException | RuntimeException chance) {
            // What was asked for until then counts.
        }
        return node.asked();
    }

    private static Map<String, Done> listed() {
        Map<String, Done> all = new TreeMap<>();
        try (InputStream file = EveryOperationTest.class.getResourceAsStream("operations.txt")) {
            new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> {
                        Matcher parts = LINE.matcher(line);
                        assertThat(parts.matches()).as(line).isTrue();
                        Done done = parts.group(2).equals("=")
                                ? new Done.By(parts.group(3))
                                : new Done.Nowhere(parts.group(3));
                        assertThat(all.put(parts.group(1), done)).as(line).isNull();
                    });
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return all;
    }
}
