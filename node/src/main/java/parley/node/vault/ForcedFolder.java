package parley.node.vault;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** Makes a file's name survive power loss: forcing the file makes its bytes survive, and not that its folder names it. */
public final class ForcedFolder {
    private ForcedFolder() {}

    /** How it is done; a test hears of it. */
    public interface Force {
        /** @param file was made or renamed */
        void folderOf(Path file) throws IOException;
    }

    public static void force(Path file) throws IOException {
        if (System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("windows")) {
            return; // Windows can't open a folder for this, and makes renames durable by its own journal.
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            try (FileChannel opened = FileChannel.open(folder, StandardOpenOption.READ)) {
                opened.force(true);
            }
        }
    }
}
