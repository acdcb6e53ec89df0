package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code parley space --judge} takes for options of a package that nobody else has seen, and what for an id. */
class SpaceCommandTest {
    @TempDir
    private Path folder;

    @Test
    void numbersWithCommasAreOptionsAndSoIsOneThatIsTooShortForAnId() throws IOException {
        assertThat(SpaceCommand.options("1,3,2")).contains("1,3,2");
        assertThat(SpaceCommand.options("2")).contains("2");
        assertThat(SheetCommand.options("--judge", "1, 3,2")).containsExactly(0, 2, 1);
        assertThatThrownBy(() -> SheetCommand.options("--judge", "1,x"))
                .hasMessage("--judge takes whole numbers, not x");
    }

    @Test
    void aFileGivesWhatItHolds() throws IOException {
        Path file = Files.writeString(folder.resolve("draft"), "1,3,2\n");
        assertThat(SpaceCommand.options(file.toString())).contains("1,3,2");
    }

    @Test
    void anythingElseIsTheBeginningOfAnId() throws IOException {
        assertThat(SpaceCommand.options("a1b2c3")).isEmpty();
        assertThat(SpaceCommand.options("123456")).isEmpty();
    }
}
