package parley.cli.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import parley.base.TableId;
import parley.cli.process.Wait;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;

/** Who sits in which room of the scripted talk, what was said there, and whether it reached everybody. Not thread-safe. */
final class Delivery {
    private final TableId table;
    private final Map<String, RoomRef> rooms = new LinkedHashMap<>();
    private final Map<String, List<Seat>> members = new LinkedHashMap<>();
    private final List<Script.Says> said = new ArrayList<>();

    Delivery(TableId table) {
        this.table = table;
    }

    void room(String name, List<Seat> sits) throws IOException {
        rooms.put(name, Talk.room(sits.getFirst(), table, name));
        members.put(name, new ArrayList<>(sits));
    }

    RoomRef ref(String name) {
        RoomRef ref = rooms.get(name);
        if (ref == null) {
            throw new IllegalArgumentException("no room of the script is called " + name);
        }
        return ref;
    }

    List<Seat> members(String name) {
        return List.copyOf(members.getOrDefault(name, List.of()));
    }

    void join(String name, Seat seat) {
        members.getOrDefault(name, new ArrayList<>()).add(seat);
    }

    void leave(String name, Seat seat) {
        members.getOrDefault(name, new ArrayList<>()).remove(seat);
    }

    List<Script.Says> said() {
        return List.copyOf(said);
    }

    /** Says it and waits until every present member has it in its record. */
    void say(Script.Says line) throws IOException {
        say(line, List.of());
    }

    void say(Script.Says line, List<String> uploads) throws IOException {
        Talk.say(seat(line), ref(line.room()), line.language(), line.text(), uploads);
        said.add(line);
        heardByAll(line);
    }

    /** Only writes it; {@link #heardByAll} waits. */
    void write(Script.Says line) throws IOException {
        Talk.say(seat(line), ref(line.room()), line.language(), line.text(), List.of());
        said.add(line);
    }

    void heardByAll(Script.Says line) throws IOException {
        for (Seat member : members(line.room())) {
            Wait.until(
                    member.name() + " hears what " + line.who() + " said in " + line.room(),
                    () -> Talk.heard(member, ref(line.room()), line.text()).isPresent());
        }
    }

    /** Waits until all members of each room stand at one head, and says what it is. */
    List<Report.Room> settled() throws IOException {
        List<Report.Room> settled = new ArrayList<>();
        for (String name : rooms.keySet()) {
            Wait.until("all heads of " + name + " agree", () -> heads(name).agrees());
            settled.add(heads(name));
        }
        return settled;
    }

    private Report.Room heads(String name) throws IOException {
        Map<String, String> heads = new LinkedHashMap<>();
        int epoch = 0;
        long entries = 0;
        for (Seat member : members(name)) {
            Rooms.RoomView view = Talk.view(member, ref(name));
            heads.put(member.name(), view.head().hash().toHex());
            epoch = Math.max(epoch, view.epoch());
            entries = Math.max(entries, view.position());
        }
        return new Report.Room(name, epoch, entries, heads);
    }

    private Seat seat(Script.Says line) {
        return members(line.room()).stream()
                .filter(member -> member.name().equals(line.who()))
                .findFirst()
                .orElseThrow();
    }
}
