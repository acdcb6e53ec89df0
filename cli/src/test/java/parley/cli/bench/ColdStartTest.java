package parley.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.settlement.file.Cases;
import parley.settlement.file.Reading;
import parley.settlement.file.Source;

/** A cold start is measured of what people start: the script of the home, with what is built, on the case that the documents name. */
final class ColdStartTest {
    @TempDir
    private Path folder;

    @Test
    void theScriptIsRunWithoutBuildingOnACaseOfAThousandPackages() throws IOException, InterruptedException {
        script("echo \"$PARLEY_NO_BUILD $*\" >>\"$(dirname \"$0\")/heard\"");

        ColdStart.Times times = ColdStart.settle(folder, folder);

        Path file = folder.resolve("case.json");
        assertThat(Files.readAllLines(folder.resolve("heard")))
                .hasSize(times.runs())
                .containsOnly("1 settle " + file);
        assertThat(Cases.read(List.of(new Source("case.json", Files.readAllBytes(file)))))
                .isInstanceOfSatisfying(
                        Reading.Packages.class,
                        read -> assertThat(read.bargain().packages()).isEqualTo(BigInteger.valueOf(1_000)));
        assertThat(times.median()).isPositive().isLessThanOrEqualTo(times.slowest());
    }

    @Test
    void aRunThatFailsIsNoMeasurement() throws IOException {
        script("exit 3");

        assertThatThrownBy(() -> ColdStart.settle(folder, folder))
                .isInstanceOf(IOException.class)
                .hasMessage("parley settle ended with 3");
    }

    private void script(String line) throws IOException {
        Path script = Files.writeString(folder.resolve("parley"), "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }
}
