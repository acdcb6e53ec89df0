package parley.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.cli.link.NodeClient;
import parley.cli.term.Shown;
import parley.node.api.Inputs;
import parley.node.api.Outputs;
import parley.node.desk.Notice;
import parley.node.desk.Rooms;
import parley.node.desk.Tables;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code parley notices}: what a node, its tables and its rooms must tell that nobody asked for, and what to do about it. */
@Command(
        name = "notices",
        description =
                "List what this node, its tables and its rooms must tell, what is grave first. With --json: the node's own; "
                        + "tables and rooms show theirs.",
        mixinStandardHelpOptions = true)
final class NoticesCommand extends AtNode {
    private static final String CLOCK = "node.clock-leapt";

    @ArgGroup(exclusive = false)
    private @Nullable Seen seen;

    /** Which notices somebody has seen to. */
    static final class Seen {
        @Option(
                names = "--seen",
                required = true,
                paramLabel = "KEY",
                description = "Take the notices of this key off the list; their cause stays as it is.")
        @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
        private String key;

        @Option(
                names = "--table",
                paramLabel = "TABLE",
                description = "With --seen: those of this table, or of its --room (default: the node's own).")
        private @Nullable String table;

        @Option(names = "--room", paramLabel = "ROOM", description = "With --seen: those of this room.")
        private @Nullable String room;
    }

    /** One line of the list. */
    private record Told(Notice.Grade grade, String line) {}

    @Override
    protected void run(NodeClient node) throws IOException {
        Seen done = seen;
        if (done != null) {
            acknowledge(node, done);
            return;
        }
        if (json()) {
            print(node.raw("/api/v1/notices"));
            return;
        }
        List<Told> all = all(node);
        for (Notice.Grade grade : List.of(Notice.Grade.GRAVE, Notice.Grade.CARE)) {
            all.stream().filter(told -> told.grade() == grade).forEach(told -> out().println(told.line()));
        }
    }

    private static List<Told> all(NodeClient node) throws IOException {
        List<Told> all = new ArrayList<>();
        for (Notice notice : own(node)) {
            all.add(told("", notice, Optional.of("")));
        }
        for (Tables.TableView table :
                node.get("/api/v1/tables", Outputs.Tables.class).tables()) {
            String name = " --table " + brief(table.table().toHex());
            table.notices().forEach(one -> all.add(told(Shown.line(table.coverName()) + ": ", one, whose(one, name))));
            for (Rooms.RoomBrief room : table.rooms()) {
                add(all, table, node.get(Places.path(room.ref()), Rooms.RoomView.class));
            }
        }
        return all;
    }

    private static void add(List<Told> all, Tables.TableView table, Rooms.RoomView room) {
        String where = Shown.line(table.coverName()) + ", " + Shown.line(room.name()) + ": ";
        String name = " --room " + brief(room.ref().room().toHex());
        room.notices().forEach(notice -> all.add(told(where, notice, whose(notice, name))));
        // Its notice may have been dismissed; the room is as frozen as before.
        if (room.condition() instanceof Rooms.Condition.Frozen frozen
                && room.notices().stream().noneMatch(notice -> frozen.words().equals(Optional.of(notice.key())))) {
            all.add(new Told(
                    Notice.Grade.GRAVE, Notice.Grade.GRAVE + ": " + where + why(frozen, table.renewalNeeded())));
        }
    }

    /** What is grave at a table or in a room stands on its page until its cause is gone, and nobody is led to take it off here. */
    private static Optional<String> whose(Notice notice, String name) {
        return notice.grade() == Notice.Grade.CARE ? Optional.of(name) : Optional.empty();
    }

    private static String brief(String id) {
        return id.substring(0, BRIEF_DIGITS);
    }

    /** As other lists show ids: names can be alike, and would have to be quoted for each shell. */
    private static final int BRIEF_DIGITS = 12;

    private static List<Notice> own(NodeClient node) throws IOException {
        return node.get("/api/v1/notices", Outputs.Notices.class).notices();
    }

    private static void acknowledge(NodeClient node, Seen done) throws IOException {
        List<Notice> known = at(node, done).stream()
                .filter(notice -> notice.key().equals(done.key))
                .toList();
        if (known.isEmpty()) {
            String whose = done.room != null ? "that room" : done.table != null ? "that table" : "this node";
            throw Stop.bad(whose + " has no notice of that key");
        }
        for (Notice notice : known) {
            node.post("/api/v1/notices/acknowledge", new Inputs.Acknowledge(notice));
        }
    }

    private static List<Notice> at(NodeClient node, Seen done) throws IOException {
        Places places = new Places(node);
        if (done.room != null) {
            return node.get(Places.path(places.room(done.table, done.room).ref()), Rooms.RoomView.class)
                    .notices();
        }
        return done.table != null ? places.table(done.table).notices() : own(node);
    }

    /** What the room's page says of it. */
    private static String why(Rooms.Condition.Frozen frozen, boolean renewal) {
        return frozen.words()
                .map(key -> say(key + ".happened") + " " + say(key + ".todo"))
                .orElseGet(() -> say("room.frozen") + " " + say(renewal ? "renewal.needed" : "condition.frozen-means"));
    }

    private static String say(String key) {
        return Sentences.say(key, List.of());
    }

    /** @param whose what says whose it is when it is taken off the list, where that is offered */
    private static Told told(String where, Notice notice, Optional<String> whose) {
        String line = notice.since() + " " + notice.grade() + ": " + where + Sentences.happened(notice) + " "
                + Sentences.say(notice.key() + ".todo", notice.parts());
        if (notice.key().equals(CLOCK)) {
            return new Told(notice.grade(), line + "%n    to look at it and answer: parley clock".formatted());
        }
        String then = whose.map(
                        of -> "%n    once you have seen to it: parley notices --seen %s%s".formatted(notice.key(), of))
                .orElse("");
        return new Told(notice.grade(), line + then);
    }
}
