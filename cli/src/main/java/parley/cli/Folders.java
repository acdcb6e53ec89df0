package parley.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders that commands are given: looked for, and taken away whole. */
public final class Folders {
    private Folders() {}

    public static void mustBeFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw Stop.bad("there is no folder " + folder);
        }
    }

    public static void delete(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(folder)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : deepestFirst) {
            Files.deleteIfExists(each);
        }
    }
}
