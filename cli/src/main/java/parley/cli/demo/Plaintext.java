package parley.cli.demo;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import parley.cli.Folders;

/** What was said, named and sent in a talk: none of it may lie at the relay. */
final class Plaintext {
    private static final int PROBE_BYTES = 48;
    private static final int PROBES = 24;

    private static final List<Charset> CHARSETS =
            List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);

    private final List<String> texts;
    private final Path file;

    /** @param file that was attached */
    Plaintext(List<String> texts, Path file) {
        this.texts = List.copyOf(texts);
        this.file = file;
    }

    /** Looks for all texts, and for pieces from all over the file. */
    RelaySearch search() throws IOException {
        RelaySearch search = new RelaySearch();
        texts.forEach(search::text);
        byte[] content = Files.readAllBytes(file);
        int step = Math.max(content.length / PROBES, PROBE_BYTES);
        for (int at = 0; at + PROBE_BYTES <= content.length; at += step) {
            search.bytes(Arrays.copyOfRange(content, at, at + PROBE_BYTES));
        }
        return search;
    }

    /**
     * Whether the search finds every single pattern in files like those of a relay that writes everything down in the clear; if it
     * doesn't, that it found nothing elsewhere means nothing.
     *
     * @param parent where those files are for a moment
     */
    boolean foundWherePut(RelaySearch search, Path parent) throws IOException {
        Path canary = Files.createTempDirectory(parent, "canary-");
        try {
            for (Charset charset : CHARSETS) {
                Files.write(canary.resolve(charset.name()), texts, charset);
            }
            Files.copy(file, canary.resolve("attached"));
            return search.patterns() > 0 && search.in(canary).found() == search.patterns();
        } finally {
            Folders.delete(canary);
        }
    }
}
