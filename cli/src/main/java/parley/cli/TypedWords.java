package parley.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import parley.talks.message.Direction;
import parley.talks.message.Messages;
import picocli.CommandLine.Option;

/** The words that somebody gives to a command, on standard input or by an option, and their language. */
final class TypedWords {
    /** What decoding puts in place of bytes that it can't read. */
    private static final char UNREADABLE = '\uFFFD';

    @Option(names = "--text", description = "Its words; other programs can see them here, so prefer standard input.")
    private @Nullable String text;

    @Option(
            names = "--language",
            paramLabel = "TAG",
            description = "BCP 47 tag of the text (default: ${DEFAULT-VALUE}).")
    private String language = "en";

    String text() throws IOException {
        return text == null ? typed() : argument(text);
    }

    String language() {
        return language;
    }

    Direction direction() {
        return Languages.direction(language);
    }

    private static String typed() throws IOException {
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
            throw Stop.bad(
                    "an argument holds characters that this terminal's encoding doesn't carry; nothing was sent: "
                            + "give longer words on standard input, in UTF-8");
        }
        return given;
    }
}
