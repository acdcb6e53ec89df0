package parley.base.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import parley.base.Bytes;

/**
 * The inputs that fuzzing kept of one target: a text file with one a line, in base64.
 *
 * <p>Of those that reach new code it holds the shortest, up to {@link #MOST_BYTES}; a line that begins with {@code !} once
 * broke the promise and stays for ever.
 */
final class Kept {
    private static final Path FOLDER = Path.of("src/test/resources/parley/fuzz");
    /** Tests run in the folder of their module. */
    private static final Path OWN = Path.of("");

    private static final String BROKE = "!";

    /** Of all targets together, so that they remain a few hundred KiB in the repository. */
    private static final int MOST_BYTES = 8 << 10;

    private final Path file;

    Kept(Target target) {
        this(OWN, target);
    }

    /** Of the module in that folder. */
    Kept(Path module, Target target) {
        file = module.resolve(FOLDER).resolve(target.name() + ".txt");
    }

    List<Bytes> all() throws IOException {
        List<Bytes> inputs = new ArrayList<>();
        for (String line : lines()) {
            String base64 = line.startsWith(BROKE) ? line.substring(BROKE.length()) : line;
            inputs.add(Bytes.wrap(Base64.getDecoder().decode(base64)));
        }
        return inputs;
    }

    /** Keeps an input that broke the promise; it then fails each run of the tests until that is mended. */
    void addBroken(Bytes input) throws IOException {
        String line = BROKE + text(input);
        List<String> lines = lines();
        if (!lines.contains(line)) {
            lines.addFirst(line);
            write(lines);
        }
    }

    /** Puts these in the place of all that never broke anything. */
    void replace(Collection<Bytes> found) throws IOException {
        List<String> lines = new ArrayList<>(
                lines().stream().filter(line -> line.startsWith(BROKE)).toList());
        int total = 0;
        for (Bytes input : found.stream()
                .sorted(Comparator.comparing(Bytes::size).thenComparing(Comparator.naturalOrder()))
                .toList()) {
            String line = text(input);
            total += line.length();
            if (total > MOST_BYTES) {
                break;
            }
            lines.add(line);
        }
        write(lines);
    }

    private List<String> lines() throws IOException {
        return Files.exists(file)
                ? new ArrayList<>(Files.readAllLines(file, StandardCharsets.US_ASCII))
                : new ArrayList<>();
    }

    private void write(List<String> lines) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, lines, StandardCharsets.US_ASCII);
    }

    private static String text(Bytes input) {
        return Base64.getEncoder().encodeToString(input.toArray());
    }
}
