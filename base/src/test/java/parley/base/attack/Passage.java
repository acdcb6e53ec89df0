package parley.base.attack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where in the sources a weakening stands.
 *
 * @param binaryPackage the package of the source, with slashes
 * @param source the file's own name
 * @param first the line of the text, counted from 1
 * @param last the line on which the statement that begins there ends or opens its block; where the text begins with {@code &&}, or
 *     is what follows {@code ||} at the beginning of a line, the last line of that one part of the condition
 * @param alternative whether it is one of several parts of which each suffices, and not the last
 */
record Passage(String binaryPackage, String source, int first, int last, boolean alternative) {
    private static final Path ROOT = Path.of("..");
    private static final String SOURCES = "src/main/java";

    /** A statement over more lines than this was read wrongly. */
    private static final int MOST_LINES = 12;

    private static final Pattern GOES_ON = Pattern.compile("\\s*(&&|\\|\\||[?:] )");

    /** @throws AssertionError when the file or the text is not there exactly once */
    static Passage of(Weakening weakening) throws IOException {
        Path file = file(weakening.file());
        List<String> lines = Files.readAllLines(file);
        List<Integer> found = IntStream.range(0, lines.size())
                .filter(line -> lines.get(line).contains(weakening.text()))
                .boxed()
                .toList();
        if (found.size() != 1) {
            throw new AssertionError("stands on " + found.size() + " lines instead of one: " + weakening);
        }
        int first = found.getFirst();
        int last = first;
        String line = lines.get(first).strip();
        boolean alternative = line.startsWith("|| " + weakening.text());
        boolean part = alternative || (weakening.text().startsWith("&&") && line.startsWith(weakening.text()));
        while (last < lines.size() - 1
                && last - first < MOST_LINES
                && !ends(lines.get(last))
                && !(part && GOES_ON.matcher(lines.get(last + 1)).lookingAt())) {
            last++;
        }
        String path = String.valueOf(file.getParent());
        return new Passage(
                path.substring(path.indexOf(SOURCES) + SOURCES.length() + 1),
                file.getFileName().toString(),
                first + 1,
                last + 1,
                alternative && !ends(lines.get(last)));
    }

    private static boolean ends(String line) {
        String code = line.replaceFirst("//.*", "").stripTrailing();
        return code.endsWith("{") || code.endsWith(";");
    }

    private static Path file(String name) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path sources : modules.map(module -> module.resolve(SOURCES))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(sources)) {
                    files.filter(file -> file.endsWith(name)).forEach(found::add);
                }
            }
        }
        if (found.size() != 1) {
            throw new AssertionError("is " + found.size() + " files instead of one: " + name);
        }
        return found.getFirst();
    }

    boolean covers(int line) {
        return line >= first && line <= last;
    }
}
