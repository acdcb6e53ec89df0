package parley.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import parley.base.PrincipalId;
import parley.base.Secret;
import parley.cli.Stop;
import parley.cli.drive.Gathering;
import parley.cli.drive.Joining;
import parley.cli.drive.Paths;
import parley.cli.drive.Saying;
import parley.cli.link.NodeClient;
import parley.cli.process.NodeRun;
import parley.cli.process.RelayRun;
import parley.cli.process.Wait;
import parley.node.api.Inputs;
import parley.node.api.Outputs;
import parley.node.desk.Changes;
import parley.node.desk.Line;
import parley.node.desk.NodeGate;
import parley.node.desk.Notice;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import parley.node.desk.Tables.TableView;

/**
 * A relay and three nodes in one room, each a process of its own. One of them is struck, Oman's unless another is named: every
 * step goes on until it is done, or that process is dead. Not thread-safe.
 */
final class Table implements AutoCloseable {
    static final Secret PASSPHRASE = Secret.of(parley.base.Bytes.utf8("correct horse battery"));

    private static final long BETWEEN_MILLIS = 20;

    /** Lines are read from the end, so many at once: a page of the API. */
    private static final int LAST_LINES = 200;

    final NodeRun oman;
    final NodeRun israel;
    final NodeRun iran;
    private final RelayRun relay;
    private final RoomRef room;
    private final PrincipalId iranId;
    private final Set<String> acknowledged = new LinkedHashSet<>();
    private NodeRun struck;

    /** Some step of a whole. */
    private interface Step {
        void take() throws IOException;
    }

    Table(Path folder) throws IOException {
        relay = RelayRun.start(folder.resolve("relay"), 0, folder.resolve("relay.said"));
        oman = new NodeRun("Oman", folder.resolve("oman"), folder.resolve("oman.said"));
        israel = new NodeRun("Israel", folder.resolve("israel"), folder.resolve("israel.said"));
        iran = new NodeRun("Iran", folder.resolve("iran"), folder.resolve("iran.said"));
        struck = oman;
        List<Gathering.Sitter> sitters = new ArrayList<>();
        for (NodeRun each : List.of(oman, israel, iran)) {
            each.start(0, PASSPHRASE);
        }
        for (NodeRun each : List.of(oman, israel, iran)) {
            each.ready();
            each.unlocked();
            Gathering.settle(each.node());
            sitters.add(new Gathering.Sitter(each.name(), each.node()));
        }
        room = Gathering.of(sitters, relay.ready());
        iranId = iran.node().get(Paths.table(room.table()), TableView.class).self();
    }

    /** Whose process may die from now on. */
    void strikes(NodeRun who) {
        struck = who;
    }

    /** Starts the struck node after its end, unlocked. */
    void again() throws IOException {
        struck.start(0, PASSPHRASE);
        struck.ready();
        struck.unlocked();
    }

    /** Somebody's words, heard by all; false when the struck node died of it. */
    boolean said(NodeRun who, String text) throws IOException {
        boolean taken = tried(() -> Saying.say(who.node(), room, text));
        if (taken) {
            acknowledged.add(text);
        }
        return taken
                && until("all have heard it", () -> {
                    for (NodeRun each : sitting()) {
                        if (!texts(each).contains(text)) {
                            return false;
                        }
                    }
                    return true;
                });
    }

    boolean omanSays(String text) throws IOException {
        return said(oman, text);
    }

    boolean omanHears(String text) throws IOException {
        return said(israel, text);
    }

    /** Oman's words; why they were not taken, or nothing when they were and so have to be heard in the end. */
    Optional<String> omanIsRefused(String text) throws IOException {
        Optional<String> why = refusal(() -> Saying.say(oman.node(), room, text));
        if (why.isEmpty()) {
            acknowledged.add(text);
        }
        return why;
    }

    /** Israel's words, whoever hears them when. */
    void israelSays(String text) throws IOException {
        Saying.say(israel.node(), room, text);
        acknowledged.add(text);
    }

    Rooms.Condition omanStands() throws IOException {
        return condition(oman);
    }

    boolean iranIsRemoved() throws IOException {
        return until("Iran has left", () -> {
            if (sits(oman, iranId) || sits(israel, iranId)) {
                propose(new Changes.Wish.Remove(iranId));
                return false;
            }
            return condition(iran) instanceof Rooms.Condition.Left;
        });
    }

    boolean iranIsAdmitted() throws IOException {
        return until("Iran is back", () -> {
            var unused = Joining.joins(iran.node(), room);
            if (!sits(oman, iranId) || !sits(israel, iranId)) {
                propose(new Changes.Wish.Admit(iranId));
                return false;
            }
            return condition(iran) instanceof Rooms.Condition.Open;
        });
    }

    /** New keys for all, the same people. */
    boolean keysAreRefreshed() throws IOException {
        int next = view(israel).epoch() + 1;
        return until("new keys are in use", () -> {
            boolean turned = true;
            for (NodeRun each : sitting()) {
                turned &= view(each).epoch() >= next;
            }
            if (!turned) {
                propose(new Changes.Wish.Refresh());
            }
            return turned;
        });
    }

    boolean omanUnlocks() throws IOException {
        byte[] passphrase = PASSPHRASE.revealBytes().toArray();
        return tried(() -> {
            if (!(oman.node().get("/api/v1/gate", Outputs.Gate.class).state() instanceof NodeGate.State.Unlocked)) {
                oman.node().bytes("POST", "/api/v1/gate/unlock", passphrase);
            }
        });
    }

    /** Why unlocking was refused, or nothing when Oman's vault is open now. */
    Optional<String> omanIsNotUnlocked() throws IOException {
        byte[] passphrase = PASSPHRASE.revealBytes().toArray();
        return refusal(() -> oman.node().bytes("POST", "/api/v1/gate/unlock", passphrase));
    }

    /** What a person would read, or nothing when the step was taken. */
    private static Optional<String> refusal(Step step) throws IOException {
        try {
            step.take();
            return Optional.empty();
        } catch (Stop refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        }
    }

    void omanLocks() throws IOException {
        oman.node().post("/api/v1/gate/lock");
    }

    /** Oman proposes, unless it has; Israel consents to what it sees. */
    private void propose(Changes.Wish wish) throws IOException {
        String path = Paths.room(room) + "/proposals";
        if (proposals(oman).isEmpty()) {
            allowed(() -> oman.node().post(path, new Inputs.Wished(wish, ""), Outputs.Proposed.class));
        }
        for (Changes.ProposalView each : proposals(israel)) {
            if (!each.ownConsent()) {
                allowed(() -> israel.node().post(path + "/" + each.id().toHex() + "/consent"));
            }
        }
    }

    private List<Changes.ProposalView> proposals(NodeRun at) throws IOException {
        return at.node()
                .get(Paths.room(room) + "/proposals", Outputs.Proposals.class)
                .proposals();
    }

    /** A refusal says that something else has to happen first. */
    private static void allowed(Step step) throws IOException {
        try {
            step.take();
        } catch (Stop refused) {
            Stop.refusedOnly(refused);
        }
    }

    private boolean sits(NodeRun at, PrincipalId who) throws IOException {
        return view(at).members().stream().anyMatch(member -> member.id().equals(who));
    }

    private Rooms.Condition condition(NodeRun at) throws IOException {
        return at.node().get(Paths.table(room.table()) + "/rooms", Outputs.RoomList.class).rooms().stream()
                .filter(each -> each.ref().equals(room))
                .findFirst()
                .orElseThrow()
                .condition();
    }

    private Rooms.RoomView view(NodeRun at) throws IOException {
        return at.node().get(Paths.room(room), Rooms.RoomView.class);
    }

    private List<String> texts(NodeRun at) throws IOException {
        return at.node().get(Paths.room(room) + "/lines?count=" + LAST_LINES, Outputs.Page.class).lines().stream()
                .flatMap(line -> line instanceof Line.Message message ? Stream.of(message) : Stream.empty())
                .map(message -> message.content().text())
                .toList();
    }

    private List<NodeRun> sitting() throws IOException {
        return condition(iran) instanceof Rooms.Condition.Open ? List.of(oman, israel, iran) : List.of(oman, israel);
    }

    /** False when the struck node died meanwhile. */
    private boolean until(String what, Wait.Check check) throws IOException {
        boolean[] holds = new boolean[1];
        try {
            Wait.until(what, () -> tried(() -> holds[0] = check.holds()) ? holds[0] : !struck.running());
        } catch (Stop inVain) {
            throw new AssertionError(inVain.getMessage() + "\n" + standing(), inVain);
        }
        return holds[0];
    }

    /** What to look at when one waits in vain. */
    private String standing() {
        StringBuilder all = new StringBuilder();
        for (NodeRun each : List.of(oman, israel, iran)) {
            try {
                all.append(condition(each)).append(", proposals ").append(proposals(each));
                all.append(", ").append(each.node().get(Paths.room(room) + "/unplaced", Outputs.Unplaced.class));
                all.append(", ").append(view(each)).append('\n');
            } catch (IOException | Stop silent) {
                all.append(silent.getMessage()).append('\n');
            }
        }
        return all.toString();
    }

    /** False when the struck node died of it: what its process no longer answers is no fault of the step. */
    private boolean tried(Step step) throws IOException {
        try {
            step.take();
            return true;
        } catch (IOException | Stop e) {
            // Its line breaks before the system says that it ended, and who traces it hears of it first.
            for (int i = 0; i < TimeUnit.MINUTES.toMillis(1) / BETWEEN_MILLIS && struck.running(); i++) {
                rest();
            }
            if (struck.running()) {
                throw e;
            }
            return false;
        }
    }

    private static void rest() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /**
     * By itself, all that was acknowledged comes to stand everywhere, once; nobody is warned, and all are at one place. Whoever was
     * killed before it could propose somebody whose keys have come is rightly asked to propose it again.
     */
    void agrees(String when) throws IOException {
        Wait.until("all is said (" + when + ")", () -> unplaced() == 0);
        Map<NodeRun, Rooms.RoomView> views = new LinkedHashMap<>();
        Wait.until("all are at one place and wait for no key (" + when + ")", () -> {
            views.clear();
            Rooms.RoomView here = view(oman);
            for (NodeRun each : sitting()) {
                Rooms.RoomView there = view(each);
                views.put(each, there);
                // Who was asked just before whether it sits there may have been removed meanwhile.
                if (!there.head().equals(here.head())
                        || there.epoch() != here.epoch()
                        || there.waiting().isPresent()
                        || !(there.condition() instanceof Rooms.Condition.Open)) {
                    return false;
                }
            }
            // Both were at one place also before what was said last had its own.
            return texts(oman).containsAll(recent()) && texts(oman).equals(texts(israel));
        });
        for (NodeRun each : views.keySet()) {
            Rooms.RoomView view = views.get(each);
            assertThat(view.notices())
                    .as(when)
                    .filteredOn(one -> !(one.key().equals("room.card-ready") && isOutside(view, one)))
                    .isEmpty();
            List<String> texts = texts(each);
            assertThat(texts).as(when + ", at " + each.name()).doesNotHaveDuplicates();
        }
        assertThat(texts(oman)).as(when).isEqualTo(texts(israel)).containsAll(recent());
        assertThat(notices()).as(when).isEqualTo("{\"notices\":[]}");
    }

    private static boolean isOutside(Rooms.RoomView view, Notice cardReady) {
        return view.members().stream().noneMatch(one -> cardReady.parts().contains(one.name()));
    }

    private int unplaced() throws IOException {
        return oman.node()
                .get(Paths.room(room) + "/unplaced", Outputs.Unplaced.class)
                .unplaced()
                .size();
    }

    private String notices() throws IOException {
        return new String(oman.node().raw("/api/v1/notices"), StandardCharsets.UTF_8);
    }

    /** What must stand on the last page: few enough for it. */
    private List<String> recent() {
        List<String> all = List.copyOf(acknowledged);
        return all.subList(Math.max(0, all.size() - LAST_LINES / 4), all.size());
    }

    NodeClient node() {
        return oman.node();
    }

    @Override
    public void close() {
        for (NodeRun each : List.of(oman, israel, iran)) {
            each.close();
        }
        relay.close();
    }
}
