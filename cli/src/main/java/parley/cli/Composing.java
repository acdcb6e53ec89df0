package parley.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parley.base.Hash;
import parley.cli.link.NodeClient;
import parley.node.api.Inputs;
import parley.node.api.Outputs;
import parley.node.desk.Line;
import parley.node.desk.RoomRef;
import parley.talks.message.MessageKind;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A message as somebody gives it to a command: its words, what it is meant as, what it answers, and the files that go with it. */
final class Composing {
    @Mixin
    private TypedWords words = new TypedWords();

    @Option(
            names = "--as",
            description = "What it is meant as: one of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private MessageKind kind = MessageKind.STATEMENT;

    @Option(
            names = "--reply-to",
            paramLabel = "INDEX",
            description = "The message that it answers, by the number of its line as read prints it.")
    private @Nullable Long replyTo;

    @Option(names = "--on-record", description = "Sign it with the on-record keys: transferable to anyone.")
    private boolean onRecord;

    @Option(names = "--attach", paramLabel = "FILE", description = "A file to go with it; repeat for each.")
    private List<Path> files = List.of();

    boolean onRecord() {
        return onRecord;
    }

    /** @param before finished uploads that go with it already */
    Inputs.Message message(NodeClient node, RoomRef at, List<String> before, Consumer<String> progress)
            throws IOException {
        Optional<Hash> answered = answered(node, at);
        String said = words.text();
        List<String> uploads = new ArrayList<>(before);
        for (Path file : files) {
            uploads.add(new Uploads(node, progress).upload(at, file));
        }
        return new Inputs.Message(kind, said, words.language(), words.direction(), answered, onRecord, uploads);
    }

    private Optional<Hash> answered(NodeClient node, RoomRef at) throws IOException {
        Long index = replyTo;
        if (index == null) {
            return Optional.empty();
        }
        List<Line> there = index < 0
                ? List.of()
                : node.get(Places.path(at) + "/lines?from=" + index + "&count=1", Outputs.Page.class)
                        .lines();
        return Optional.of(there.stream()
                .filter(line -> line.index() == index)
                .filter(Line.Message.class::isInstance)
                .map(line -> ((Line.Message) line).reference())
                .findFirst()
                .orElseThrow(() -> Stop.bad(
                        "line " + index + " is no message of this room; read prints a number before each line")));
    }
}
