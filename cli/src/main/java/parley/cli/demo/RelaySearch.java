package parley.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Looks through every file of a relay, byte by byte, for what was said.
 *
 * <p>Each text is looked for as UTF-8, UTF-16LE and UTF-16BE. Doesn't prove that the relay learns nothing: it would find a
 * mistake that writes plaintext, nothing subtler.
 */
final class RelaySearch {
    /** Four bytes meet by chance in megabytes of ciphertext once in a few hundred runs; six practically never. */
    static final int LEAST_PATTERN_BYTES = 6;

    private final List<byte[]> patterns = new ArrayList<>();

    void text(String text) {
        for (var charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            bytes(text.getBytes(charset));
        }
    }

    /** Looks for these very bytes; fewer than {@link #LEAST_PATTERN_BYTES} are left out. */
    void bytes(byte[] pattern) {
        if (pattern.length >= LEAST_PATTERN_BYTES) {
            patterns.add(pattern.clone());
        }
    }

    int patterns() {
        return patterns.size();
    }

    /** @param bytes searched; {@code found} how many patterns stand somewhere */
    record Found(long bytes, int files, int found) {}

    Found in(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        boolean[] seen = new boolean[patterns.size()];
        long bytes = 0;
        for (Path file : files) {
            bytes += search(file, seen);
        }
        int found = 0;
        for (boolean each : seen) {
            found += each ? 1 : 0;
        }
        return new Found(bytes, files.size(), found);
    }

    private long search(Path file, boolean[] seen) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                Arena arena = Arena.ofConfined()) {
            long size = channel.size();
            if (size == 0) {
                return 0;
            }
            MemorySegment content = channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena);
            for (int i = 0; i < patterns.size(); i++) {
                seen[i] |= contains(content, patterns.get(i));
            }
            return size;
        }
    }

    /** Horspool: after a mismatch, moves on by what the last byte allows. */
    private static boolean contains(MemorySegment content, byte[] pattern) {
        int last = pattern.length - 1;
        int[] skip = new int[256];
        Arrays.fill(skip, pattern.length);
        for (int i = 0; i < last; i++) {
            skip[pattern[i] & 0xff] = last - i;
        }
        long at = 0;
        while (at + last < content.byteSize()) {
            int i = last;
            while (i >= 0 && content.get(ValueLayout.JAVA_BYTE, at + i) == pattern[i]) {
                i--;
            }
            if (i < 0) {
                return true;
            }
            at += skip[content.get(ValueLayout.JAVA_BYTE, at + last) & 0xff];
        }
        return false;
    }
}
