package parley.cli.term;

import java.io.Console;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import parley.base.Secret;
import parley.cli.Stop;

/**
 * Takes passphrases from a file descriptor or a terminal without echo, and from nowhere else: arguments and the environment
 * can be read by other programs. Nothing read stays in a {@code String}. Not thread-safe.
 */
public final class PassphraseSource {
    /** As the JSON API takes them; longer is a file that went to the wrong place. */
    private static final int MOST_BYTES = 1024;

    private final InputStream stdin;
    private final Map<Integer, InputStream> open = new HashMap<>();

    public PassphraseSource(InputStream stdin) {
        this.stdin = stdin;
    }

    /**
     * One line of the descriptor, or what a person types. Descriptors named twice give one line after the other.
     *
     * @param fd absent to ask at the terminal
     * @param prompt what the person reads
     */
    public Secret read(OptionalInt fd, String prompt) throws IOException {
        return fd.isPresent() ? line(fd.getAsInt()) : typed(prompt);
    }

    /** One that opens what nothing else opens: who types it does so twice, for what was mistyped once is never found again. */
    public Secret readNew(OptionalInt fd, String prompt) throws IOException {
        Secret first = read(fd, prompt);
        if (fd.isPresent()) {
            return first;
        }
        try (Secret again = typed(prompt + ", once more")) {
            if (!again.equals(first)) {
                first.close();
                throw Stop.bad("the passphrase was typed differently the second time; nothing was made");
            }
        }
        return first;
    }

    private Secret line(int fd) throws IOException {
        InputStream in = open.get(fd);
        if (in == null) {
            in = openFd(fd);
            open.put(fd, in);
        }
        byte[] line = new byte[MOST_BYTES];
        int size = 0;
        // Byte by byte: whatever comes after this line belongs to the next reader of the descriptor.
        for (int next = in.read(); next != -1 && next != '\n'; next = in.read()) {
            if (size == MOST_BYTES) {
                Arrays.fill(line, (byte) 0);
                throw Stop.bad("the passphrase on descriptor " + fd + " is longer than " + MOST_BYTES + " bytes");
            }
            line[size++] = (byte) next;
        }
        if (size > 0 && line[size - 1] == '\r') {
            size--;
        }
        if (size == 0) {
            throw Stop.bad("there is no passphrase on descriptor " + fd);
        }
        Secret secret = Secret.wrap(Arrays.copyOf(line, size));
        Arrays.fill(line, (byte) 0);
        return secret;
    }

    private InputStream openFd(int fd) {
        if (fd == 0) {
            return stdin;
        }
        try {
            return new FileInputStream(Path.of("/dev/fd", Integer.toString(fd)).toFile());
        } catch (IOException e) {
            throw Stop.bad("descriptor " + fd + " isn't open for reading");
        }
    }

    @SuppressWarnings("SystemConsoleNull") // annotated as nullable still, whatever the platform does
    private static Secret typed(String prompt) {
        Console console = System.console();
        char[] typed = console != null && console.isTerminal() ? console.readPassword("%s: ", prompt) : null;
        if (typed == null) {
            throw Stop.bad("there is no terminal to ask for the passphrase; give it with --passphrase-fd");
        }
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(typed));
        byte[] secret = new byte[bytes.remaining()];
        bytes.get(secret);
        bytes.clear();
        while (bytes.hasRemaining()) {
            bytes.put((byte) 0);
        }
        Arrays.fill(typed, '\0');
        if (secret.length == 0) {
            throw Stop.bad("no passphrase was given");
        }
        return Secret.wrap(secret);
    }
}
