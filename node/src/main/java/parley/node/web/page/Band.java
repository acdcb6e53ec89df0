package parley.node.web.page;

import java.util.List;
import parley.node.desk.People;

/** The band that keeps a room in view: its plan, name, readers and who cannot read. */
public record Band(
        SeatPlan plan,
        String name,
        String kindKey,
        String recordKey,
        String path,
        int epoch,
        List<Reader> readers,
        List<String> outsiders) {
    public Band {
        readers = List.copyOf(readers);
        outsiders = List.copyOf(outsiders);
    }

    /** Somebody who reads the room. */
    public record Reader(Shape shape, String name, boolean self, People.Standing standing) {}

    public List<Reader> others() {
        return readers.stream().filter(reader -> !reader.self()).toList();
    }
}
