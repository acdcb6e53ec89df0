package parley.relay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Gives test relays a key that was made once: making one takes the JDK's keytool a second or more. */
public final class TestKey {
    private static byte @Nullable [] made;

    private TestKey() {}

    public static synchronized void into(Path folder) {
        try {
            byte[] key = made;
            if (key == null) {
                Path once = Files.createTempDirectory("parley-test-key");
                RelayKey.of(once);
                Path file = once.resolve(RelayKey.FILE);
                key = Files.readAllBytes(file);
                Files.delete(file);
                Files.delete(once);
                made = key;
            }
            Files.write(folder.resolve(RelayKey.FILE), key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
