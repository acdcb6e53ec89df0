package parley.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Removes the copy of its library that libsignal unpacks into the folder for temporary files, as soon as it is loaded.
 *
 * <p>libsignal removes it at an orderly end of the process; one that is killed would leave 140 MB each time. Linux keeps a
 * loaded file until the process ends, whether its name is still there or not; elsewhere nothing is done. Thread-safe.
 */
final class UnpackedLibrary {
    private static final Path LOADED = Path.of("/proc/self/maps");

    /** Of the file and of its folder. */
    private static final String BEGINS = "libsignal";

    private UnpackedLibrary() {}

    /** To be called when libsignal did something for the first time. */
    static void remove() {
        if (!Files.isReadable(LOADED)) {
            return;
        }
        try {
            for (Path copy : copies()) {
                Path folder = copy.getParent();
                Files.deleteIfExists(copy);
                if (folder != null) {
                    Files.deleteIfExists(folder);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            return; // It stays until the process ends.
        }
    }

    private static List<Path> copies() throws IOException {
        try (Stream<String> lines = Files.lines(LOADED)) {
            return lines.filter(line -> line.contains("/" + BEGINS))
                    .map(line -> Path.of(line.substring(line.indexOf('/'))))
                    .filter(UnpackedLibrary::isCopy)
                    .distinct()
                    .toList();
        }
    }

    private static boolean isCopy(Path file) {
        Path folder = file.getParent();
        return folder != null
                && String.valueOf(file.getFileName()).startsWith(BEGINS)
                && String.valueOf(folder.getFileName()).startsWith(BEGINS)
                && folder.startsWith(Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
    }
}
