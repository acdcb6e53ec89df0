package parley.cli.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How this program starts itself again as another process: the same JVM and classes, with a heap for its job. */
final class JvmWords {
    /** A node at rest stays well below 250 MiB resident with this; Argon2id's memory comes on top and goes back. */
    static final int NODE_HEAP_MIB = 512;

    /** A relay keeps an index of places, not entries. */
    static final int RELAY_HEAP_MIB = 256;

    private JvmWords() {}

    /** @param words what follows {@code parley} */
    static List<String> command(int heapMib, List<String> words) {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-Xmx" + heapMib + "m",
                // Keys and texts live in these processes: no heap dumps, no attaching debuggers.
                "-XX:-HeapDumpOnOutOfMemoryError",
                "-XX:+DisableAttachMechanism",
                "-Dfile.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                "parley.cli.Main"));
        command.addAll(words);
        return command;
    }

    private static String java() {
        Path home = Path.of(System.getProperty("java.home"), "bin");
        Path windows = home.resolve("java.exe");
        return (Files.exists(windows) ? windows : home.resolve("java")).toString();
    }
}
