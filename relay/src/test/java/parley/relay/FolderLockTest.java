package parley.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Result;

/** One relay on a folder, and after it another. */
final class FolderLockTest {
    @TempDir
    private Path folder;

    @Test
    void while_one_has_it_another_is_refused_and_afterwards_not() throws IOException {
        try (FolderLock _ = FolderLock.take(folder).orThrow()) {
            assertThat(FolderLock.take(folder)).isInstanceOf(Result.Refused.class);
        }
        FolderLock.take(folder).orThrow().close();
    }

    @Test
    void a_lock_that_could_not_be_made_is_nobodys() throws IOException {
        Path inTheWay = Files.createDirectory(folder.resolve("lock"));
        assertThatThrownBy(() -> FolderLock.take(folder)).isInstanceOf(IOException.class);
        Files.delete(inTheWay);
        FolderLock.take(folder).orThrow().close();
    }
}
