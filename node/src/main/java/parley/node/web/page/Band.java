package parley.node.web.page;

import java.util.List;
import parley.node.desk.People;
import parley.talks.rules.RoomKind;

/**
 * The band that keeps a room in view: its plan, name, readers and who cannot read.
 *
 * @param crossing what may cross from a caucus by default, as a key of the catalogue
 * @param known whether the room's kind and Rules are here; whoever is asked into a standing room gets them with the room
 */
public record Band(
        SeatPlan plan,
        String name,
        String kindKey,
        String recordKey,
        String crossing,
        boolean known,
        String path,
        List<Reader> readers,
        List<Outside> outside) {
    /** More names than these would cover the talk on a small screen; all of them stand one press away. */
    private static final int MOST_NAMED = 6;

    public Band {
        readers = List.copyOf(readers);
        outside = List.copyOf(outside);
    }

    /** Somebody who reads the room. */
    public record Reader(Shape shape, String name, boolean self, People.Standing standing) {}

    /** Somebody at the table who cannot. */
    public record Outside(Shape shape, String name) {}

    /** Whether supporters sit here, and nothing is said but offers, notes and what is published. */
    public boolean gallery() {
        return kindKey.equals(RoomKind.GALLERY.word());
    }

    public List<Reader> others() {
        return readers.stream().filter(reader -> !reader.self()).toList();
    }

    /** Those whom the band names: all, or the first of many. */
    public List<Reader> named() {
        return readers.size() <= MOST_NAMED + 1 ? readers : readers.subList(0, MOST_NAMED);
    }

    /** How many read the room without being named in its band. */
    public int more() {
        return readers.size() - named().size();
    }

    public List<String> outsiders() {
        return outside.stream().map(Outside::name).toList();
    }
}
