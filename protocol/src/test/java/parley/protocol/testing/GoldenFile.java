package parley.protocol.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import parley.base.Bytes;

/**
 * Bytes kept in {@code src/test/resources/parley/protocol/vectors}: a format that changes fails here.
 *
 * <p>{@code -Dparley.vectors=write} writes them anew; a changed file is a new version of the protocol, and the commit says so.
 */
public final class GoldenFile {
    private static final Path FOLDER = Path.of("src/test/resources/parley/protocol/vectors");

    private GoldenFile() {}

    /** One {@code name hex} a line, sorted by name. */
    public static void check(String file, Map<String, Bytes> values) {
        StringBuilder lines = new StringBuilder();
        new TreeMap<>(values)
                .forEach((name, value) ->
                        lines.append(name).append(' ').append(value.toHex()).append('\n'));
        Path path = FOLDER.resolve(file);
        try {
            if ("write".equals(System.getProperty("parley.vectors"))) {
                Files.createDirectories(FOLDER);
                Files.writeString(path, lines, StandardCharsets.US_ASCII);
            }
            assertThat(lines.toString())
                    .as("the format in " + path)
                    .isEqualTo(Files.readString(path, StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
