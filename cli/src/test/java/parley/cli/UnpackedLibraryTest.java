package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import parley.base.Hash;
import parley.protocol.port.MemoryStore;
import parley.protocol.session.LibsignalSessions;

/** A process that is killed must not leave 140 MB in the folder for temporary files each time. */
class UnpackedLibraryTest {
    @Test
    @EnabledOnOs(OS.LINUX)
    void whatLibsignalUnpackedToBeLoadedIsGoneOnceItIs() throws IOException {
        LibsignalSessions sessions = new LibsignalSessions(() -> Instant.EPOCH, UnpackedLibrary::remove);
        new MemoryStore().transact(tx -> sessions.newIdentity(tx, Hash.of("test-owner")));
        try (Stream<String> loaded = Files.lines(Path.of("/proc/self/maps"))) {
            assertThat(loaded.filter(line -> line.contains("libsignal_jni")))
                    .isNotEmpty()
                    .allMatch(line -> line.endsWith(" (deleted)"));
        }
    }
}
