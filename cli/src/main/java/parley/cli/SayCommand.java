package parley.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.cli.link.NodeClient;
import parley.node.api.Inputs;
import parley.node.api.Outputs;
import parley.node.desk.RoomRef;
import parley.talks.message.MessageKind;
import parley.talks.message.Messages;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code parley say}: writes a message into a room. */
@Command(
        name = "say",
        description = "Write a message into a room. The text is read from standard input unless --text gives it.",
        mixinStandardHelpOptions = true)
final class SayCommand extends AtNode {
    /** What decoding puts in place of bytes that it can't read. */
    private static final char UNREADABLE = '\uFFFD';

    @Parameters(paramLabel = "ROOM", description = "Name, or the beginning of the id.")
    @SuppressWarnings("NullAway.Init")
    private String room;

    @Option(names = "--table", description = "Which table, when rooms of several have this name.")
    private @Nullable String table;

    @Option(names = "--text", description = "The message; other programs can see it here, so prefer standard input.")
    private @Nullable String text;

    @Option(
            names = "--language",
            paramLabel = "TAG",
            description = "BCP 47 tag of the text (default: ${DEFAULT-VALUE}).")
    private String language = "en";

    @Option(
            names = "--as",
            description = "What it is meant as: one of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private MessageKind kind = MessageKind.STATEMENT;

    @Option(names = "--on-record", description = "Sign it with the on-record keys: transferable to anyone.")
    private boolean onRecord;

    @Option(names = "--attach", paramLabel = "FILE", description = "A file to go with it; repeat for each.")
    private List<Path> files = List.of();

    @Override
    protected void run(NodeClient node) throws IOException {
        RoomRef at = new Places(node).room(table, room).ref();
        String said = text == null ? typed() : argument(text);
        List<String> uploads = new ArrayList<>();
        for (Path file : files) {
            uploads.add(new Uploads(node, this::progress).upload(at, file));
        }
        Outputs.Ticket ticket = node.post(
                Places.path(at) + "/messages",
                new Inputs.Message(
                        kind, said, language, Languages.direction(language), Optional.empty(), onRecord, uploads),
                Outputs.Ticket.class);
        if (json()) {
            printJson(ticket);
        } else {
            out().println("ticket " + ticket.ticket());
        }
    }

    static String typed() throws IOException {
        byte[] bytes = System.in.readNBytes(Messages.MOST_TEXT_BYTES + 1);
        if (bytes.length > Messages.MOST_TEXT_BYTES) {
            throw Stop.bad("the message is longer than " + Messages.MOST_TEXT_BYTES + " bytes; attach it as a file");
        }
        return text(bytes);
    }

    static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()
                    .stripTrailing();
        } catch (CharacterCodingException e) {
            throw Stop.bad("the message is not text in UTF-8; nothing was sent");
        }
    }

    /** The system's encoding could not carry a character of the argument: what would be sent is not what was typed. */
    static String argument(String given) {
        if (given.indexOf(UNREADABLE) >= 0) {
            throw Stop.bad("--text holds characters that this terminal's encoding doesn't carry; nothing was sent: "
                    + "give the text on standard input, in UTF-8");
        }
        return given;
    }
}
