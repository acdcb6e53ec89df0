package parley.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.base.Hash;
import parley.cli.link.NodeClient;
import parley.node.api.Inputs;
import parley.node.api.Outputs;
import parley.node.desk.Line;
import parley.node.desk.RoomRef;
import parley.talks.message.MessageKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code parley say}: writes a message into a room. */
@Command(
        name = "say",
        description = "Write a message into a room. The text is read from standard input unless --text gives it.",
        mixinStandardHelpOptions = true)
final class SayCommand extends AtNode {
    @Mixin
    private InRoom room = new InRoom();

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

    @Mixin
    private MeantFor meant = new MeantFor();

    @Override
    protected void run(NodeClient node) throws IOException {
        RoomRef at = room.at(node);
        Optional<Hash> answered = answered(node, at);
        String said = words.text();
        List<String> uploads = new ArrayList<>();
        for (Path file : files) {
            uploads.add(new Uploads(node, this::progress).upload(at, file));
        }
        Outputs.Ticket ticket = node.post(
                Places.path(at) + "/messages" + meant.query(),
                new Inputs.Message(kind, said, words.language(), words.direction(), answered, onRecord, uploads),
                Outputs.Ticket.class);
        if (json()) {
            printJson(ticket);
        } else {
            out().println("ticket " + ticket.ticket());
            MeantFor.readers(node, at, Sentences.say(onRecord ? "write.infer-on" : "write.infer-off", List.of()))
                    .forEach(out()::println);
        }
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
