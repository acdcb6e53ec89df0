package parley.bench.settle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import parley.settlement.Bargain;
import parley.settlement.file.Cases;
import parley.settlement.file.Reading;
import parley.settlement.file.Source;

/**
 * GENIUS's own nonlinear sets, which are not part of the project: all folders with a domain and two profiles of hyper-rectangles under the folder
 * that {@code PARLEY_SCENARIOS} names, the variable by which the tests of the engine find them too.
 */
final class Outside {
    static final String NAMED_BY = "PARLEY_SCENARIOS";

    private Outside() {}

    /**
     * A set.
     *
     * @param name of its folder
     */
    record Set(String name, Bargain bargain) {}

    /** In the order of their size, then their names; none where the variable names no folder that holds any. */
    static List<Set> sets() {
        String given = System.getenv(NAMED_BY);
        return given == null || !Files.isDirectory(Path.of(given)) ? List.of() : sets(Path.of(given));
    }

    /** Below a folder. */
    static List<Set> sets(Path under) {
        try (Stream<Path> all = Files.walk(under)) {
            return all.filter(Files::isDirectory)
                    .flatMap(folder -> set(folder).stream())
                    .sorted(Comparator.comparing((Set one) -> one.bargain().packages())
                            .thenComparing(Set::name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Set> set(Path folder) {
        Optional<Source> domain = Optional.empty();
        List<Source> profiles = new ArrayList<>();
        for (Path file : files(folder)) {
            Source source = source(file);
            String text = new String(source.bytes(), StandardCharsets.ISO_8859_1);
            if (text.contains("<hyperRectangle")) {
                profiles.add(source);
            } else if (text.contains("<issue")) {
                domain = Optional.of(source);
            }
        }
        if (domain.isEmpty() || profiles.size() != 2) {
            return Optional.empty();
        }
        profiles.addFirst(domain.get());
        return Cases.read(profiles) instanceof Reading.Packages(Bargain bargain)
                ? Optional.of(new Set(folder.getFileName().toString(), bargain))
                : Optional.empty();
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(".xml") && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Source source(Path file) {
        try {
            return new Source(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
