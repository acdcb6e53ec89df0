package parley.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import parley.cli.link.NodeClient;
import parley.cli.term.Shown;
import parley.node.api.Outputs;
import parley.node.desk.Questions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code parley questions}: the questions that nobody answered yet, and how long each is open. */
@Command(
        name = "questions",
        description = "List the open questions of a table: who asked whom, for how long, the longest open first.",
        mixinStandardHelpOptions = true)
final class QuestionsCommand extends AtNode {
    @Option(names = "--table", description = "Which table, when this node sits at several.")
    private @Nullable String table;

    @Override
    protected void run(NodeClient node) throws IOException {
        String path = Places.path(new Places(node).table(table)) + "/questions";
        if (json()) {
            print(node.raw(path));
            return;
        }
        Instant now = Instant.now();
        node.get(path, Outputs.OpenQuestions.class).questions().forEach(question -> out().println(text(question, now)));
    }

    private static String text(Questions.Open question, Instant now) {
        StringBuilder out = new StringBuilder(Shown.line(question.roomName()))
                .append("  ")
                .append(Shown.line(question.byName()))
                .append(" asks ")
                .append(String.join(
                        ", ", question.toNames().stream().map(Shown::line).toList()));
        question.asked()
                .ifPresentOrElse(
                        asked -> {
                            long days = Math.max(
                                    0, Duration.between(asked.arrived(), now).toDays());
                            out.append(", line ")
                                    .append(asked.line())
                                    .append(", open for ")
                                    .append(days == 1 ? "1 day" : days + " days");
                            asked.words()
                                    .ifPresent(words -> out.append("\n    ")
                                            .append(Shown.text(words.text()).replace("\n", "\n    ")));
                        },
                        () -> out.append(", asked before you came to the room"));
        return out.toString();
    }
}
