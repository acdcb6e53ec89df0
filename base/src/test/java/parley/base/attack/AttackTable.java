package parley.base.attack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Reads the attacks of {@code docs/attacks}: one page a module, each row of a table with five cells an attack. */
final class AttackTable {
    private static final Path FOLDER = Path.of("../docs/attacks");
    private static final int CELLS = 5;

    private AttackTable() {}

    static List<Attack> of(String module) throws IOException {
        return read(FOLDER.resolve(module + ".md"));
    }

    /** Of all modules. */
    static List<Attack> all() throws IOException {
        List<Attack> all = new ArrayList<>();
        try (Stream<Path> pages = Files.list(FOLDER)) {
            for (Path page :
                    pages.filter(page -> !page.endsWith("README.md")).sorted().toList()) {
                all.addAll(read(page));
            }
        }
        return all;
    }

    private static List<Attack> read(Path page) throws IOException {
        return Files.readAllLines(page).stream()
                .filter(line -> line.startsWith("| `"))
                .map(AttackTable::attack)
                .toList();
    }

    private static Attack attack(String row) {
        List<String> cells =
                Arrays.stream(row.split("\\|", -1)).map(String::strip).toList();
        if (cells.size() != CELLS + 2) {
            throw new AssertionError("an attack has " + CELLS + " cells: " + row);
        }
        return new Attack(
                plain(cells.get(1)),
                Attack.By.of(cells.get(2)),
                cells.get(3),
                plain(cells.get(4)),
                Weakening.all(cells.get(5)));
    }

    private static String plain(String cell) {
        return cell.replace("`", "");
    }
}
