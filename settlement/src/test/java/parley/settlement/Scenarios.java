package parley.settlement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import parley.settlement.file.Source;

/**
 * Cases and answers that others published, which are not part of the project: looked for in {@code PARLEY_SCENARIOS}, or in a
 * folder {@code shared/scenarios} beside or above the project. Tests that need them skip, and say so, where there are none.
 */
public final class Scenarios {
    private Scenarios() {}

    public static Path folder(String name) {
        Optional<Path> found = places().map(place -> place.resolve(name))
                .filter(Files::isDirectory)
                .findFirst();
        Assumptions.assumeTrue(found.isPresent(), "skipped: no shared/scenarios/" + name + " is here");
        return found.orElseThrow();
    }

    private static Stream<Path> places() {
        String given = System.getenv("PARLEY_SCENARIOS");
        if (given != null) {
            return Stream.of(Path.of(given));
        }
        return Stream.iterate(Path.of("").toAbsolutePath(), java.util.Objects::nonNull, Path::getParent)
                .map(up -> up.resolve("shared").resolve("scenarios"));
    }

    public static Source source(Path file) {
        try {
            return new Source(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new AssertionError(file + " can't be read", e);
        }
    }
}
