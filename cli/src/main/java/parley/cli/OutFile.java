package parley.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The file that a command writes what it fetched into. */
final class OutFile {
    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "Where to write it; never over a file.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private Path path;

    Path path() {
        return path;
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
