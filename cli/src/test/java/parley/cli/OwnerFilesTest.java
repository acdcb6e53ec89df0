package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OwnerFilesTest {
    @TempDir
    private Path folder;

    @Test
    void aFileIsWrittenWholeAndNothingIsLeftBesideIt() throws IOException {
        Path file = folder.resolve("backup");

        OwnerFiles.writeNew(file, new byte[] {1, 2, 3});

        assertThat(file).hasBinaryContent(new byte[] {1, 2, 3});
        assertThat(folder.toFile().list()).containsExactly("backup");
    }

    /** Or its name may be gone after a power loss, though its bytes were forced. */
    @Test
    void theFolderIsForcedOnceItNamesTheFile() throws IOException {
        Path file = folder.resolve("backup");
        List<Path> named = new ArrayList<>();

        OwnerFiles.writeNew(file, new ByteArrayInputStream(new byte[] {1}), forced -> {
            assertThat(forced).exists();
            named.add(forced);
        });

        assertThat(named).containsExactly(file);
    }

    @Test
    void aFileWhoseNameMayNotLastIsNotLeftThereAndTheNextAttemptWritesIt() throws IOException {
        Path file = folder.resolve("backup");

        assertThatThrownBy(() -> OwnerFiles.writeNew(file, new ByteArrayInputStream(new byte[] {1}), forced -> {
                    throw new IOException("Input/output error");
                }))
                .isInstanceOf(IOException.class);

        assertThat(folder.toFile().list()).isEmpty();
        OwnerFiles.writeNew(file, new byte[] {1});
        assertThat(file).hasBinaryContent(new byte[] {1});
    }

    @Test
    void nothingIsWrittenOverAFile() throws IOException {
        Path file = Files.write(folder.resolve("backup"), new byte[] {1});

        assertThatThrownBy(() -> OwnerFiles.writeNew(file, new byte[] {2}))
                .isInstanceOf(Stop.class)
                .hasMessageContaining("nothing was written");

        assertThat(file).hasBinaryContent(new byte[] {1});
        assertThat(folder.toFile().list()).containsExactly("backup");
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> OwnerFiles.writeNew(folder.resolve("none").resolve("backup"), new byte[] {1}))
                .isInstanceOf(Stop.class)
                .hasMessageContaining("no folder");
    }

    @Test
    void beforeAnythingIsMadeForAFileItsFolderMustBeThere() {
        assertThatThrownBy(() -> OwnerFiles.mustBeNew(folder.resolve("none").resolve("request")))
                .isInstanceOf(Stop.class)
                .hasMessageContaining("no folder");
        assertThatCode(() -> OwnerFiles.mustBeNew(folder.resolve("request"))).doesNotThrowAnyException();
    }
}
