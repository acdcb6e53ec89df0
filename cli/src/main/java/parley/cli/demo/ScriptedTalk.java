package parley.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import parley.base.PrincipalId;
import parley.base.Role;
import parley.base.TableId;
import parley.cli.Stop;
import parley.cli.Uploads;
import parley.cli.drive.Joining;
import parley.cli.process.Wait;
import parley.node.api.Inputs;
import parley.node.api.Outputs;
import parley.node.desk.Carrying;
import parley.node.desk.Changes;
import parley.node.desk.Line;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import parley.protocol.port.RelayAddress;

/**
 * A whole talk through the nodes' APIs, with everything that talks do: three rooms, four languages, a file, somebody admitted
 * and removed, all processes killed in the middle, words carried from one side to the other, a message by hand-carried file; then
 * a search of the relay's own files.
 */
final class ScriptedTalk {
    /** Some pieces of an upload, and a last one that fills no block. */
    private static final int FILE_BYTES = 5 * 1024 * 1024 + 1;

    private static final String FILE_NAME = "annex-of-the-mediator.bin";
    private static final String OBSERVER_COVER = "Observation";
    /** No person takes a message back here, so nothing waits for one. */
    private static final long NO_GRACE = 0;

    private final DemoFolder folder;
    private final Stage stage;
    private final Consumer<String> progress;
    private final OpeningScene scene;
    private int restarts;

    ScriptedTalk(DemoFolder folder, Stage stage, Consumer<String> progress) {
        this.folder = folder;
        this.stage = stage;
        this.progress = progress;
        this.scene = new OpeningScene(stage, progress);
    }

    Report play() throws IOException {
        long begun = System.nanoTime();
        RelayAddress relay = startAll();
        scene.play(relay);
        TableId table = Talk.table(stage.oman());
        Delivery delivery = new Delivery(table);
        delivery.room(OpeningScene.ISRAEL_OMAN, List.of(stage.oman(), stage.israel()));
        delivery.room(OpeningScene.IRAN_OMAN, List.of(stage.oman(), stage.iran()));
        delivery.room(OpeningScene.PLENARY, List.of(stage.oman(), stage.israel(), stage.iran()));

        progress.accept("messages in every room");
        for (Script.Says line : Script.BEFORE_RESTART) {
            delivery.say(line);
        }
        progress.accept("Israel and Iran compare codes");
        scene.compare(stage.israel(), stage.iran(), table);
        Path file = attachment();
        attach(delivery, file);
        Seat observer = admit(delivery, table);
        restartAll();
        progress.accept("messages after the restart");
        for (Script.Says line : Script.AFTER_RESTART) {
            delivery.say(line);
        }
        progress.accept("Oman brings words of each side to the other");
        ConveyScene.Outcome conveyance = new ConveyScene(stage, delivery, table).play();
        boolean removedHeardNothing = remove(delivery, observer, table);
        Report.Pouch pouch = byPouch(delivery, table);

        progress.accept("comparing heads, searching the relay");
        List<Report.Room> rooms = delivery.settled();
        Plaintext said = everythingSaid(delivery, file);
        RelaySearch search = said.search();
        RelaySearch.Found found = search.in(stage.relayData());
        // A stack trace could hold what was said; what the relay prints lies beside its data.
        int printed = search.in(folder.log(Stage.RELAY)).found();
        boolean canaryFound = said.foundWherePut(search, folder.root());
        return new Report(
                rooms,
                delivery.said().size(),
                found.bytes(),
                found.found() + printed > 0,
                search.patterns(),
                canaryFound,
                Files.size(file),
                removedHeardNothing,
                pouch,
                conveyance.conveyed(),
                conveyance.forYouOnlyStayed(),
                restarts,
                (System.nanoTime() - begun) / 1e9);
    }

    private RelayAddress startAll() throws IOException {
        progress.accept("a relay and three nodes start");
        stage.startRelay();
        for (Seat seat : stage.seats()) {
            stage.start(seat);
        }
        RelayAddress relay = stage.relayReady();
        for (Seat seat : stage.seats()) {
            seat.ready();
            seat.unlocked();
            withoutGrace(seat);
        }
        return relay;
    }

    private static void withoutGrace(Seat seat) throws IOException {
        Outputs.Settings now = seat.node().get("/api/v1/settings", Outputs.Settings.class);
        seat.node()
                .put(
                        "/api/v1/settings",
                        new Inputs.Settings(
                                now.language(),
                                now.ownNumerals(),
                                now.idleLockSeconds(),
                                NO_GRACE,
                                now.proxy(),
                                now.notifyReading()));
    }

    /** Bytes that compress badly and are the same in every run. */
    private Path attachment() throws IOException {
        byte[] content = new byte[FILE_BYTES];
        new Random(1978).nextBytes(content);
        Path file = folder.root().resolve(FILE_NAME);
        Files.write(file, content);
        return file;
    }

    private void attach(Delivery delivery, Path file) throws IOException {
        progress.accept("a file of " + Files.size(file) / 1024 + " KiB");
        RoomRef room = delivery.ref(OpeningScene.PLENARY);
        Script.Says line =
                new Script.Says("Oman", OpeningScene.PLENARY, "en", "The annex is attached, for both sides.");
        delivery.say(line, List.of(new Uploads(stage.oman().node(), progress).upload(room, file)));
        byte[] expected = digest(Files.newInputStream(file));
        for (Seat reader : List.of(stage.israel(), stage.iran())) {
            Line.Message message = Talk.heard(reader, room, line.text()).orElseThrow();
            String path = Talk.path(room) + "/lines/" + message.index() + "/attachments/0";
            byte[][] got = new byte[1][];
            Wait.until("the file is wholly at " + reader.name(), () -> {
                try {
                    got[0] = digest(reader.node().open("GET", path, new byte[0]));
                    return true;
                } catch (Stop notYet) {
                    // The message may come before the last piece of its file has reached the relay.
                    return Stop.refusedOnly(notYet);
                }
            });
            if (!Arrays.equals(expected, got[0])) {
                throw Stop.fault(reader.name() + " got another file than Oman sent");
            }
        }
    }

    private Seat admit(Delivery delivery, TableId table) throws IOException {
        progress.accept("an observer is invited, and admitted to the plenary");
        Seat observer = stage.another("Observer", Role.WITNESS);
        stage.start(observer);
        observer.ready();
        observer.unlocked();
        withoutGrace(observer);
        scene.pair(observer, table, OBSERVER_COVER);
        RoomRef plenary = delivery.ref(OpeningScene.PLENARY);
        PrincipalId who = Talk.self(observer, table);
        // The first proposal asks for the newcomer's card; its person agrees to come, and the next one stands.
        change(stage.oman(), stage.israel(), plenary, new Changes.Wish.Admit(who), () -> joined(observer, plenary));
        Wait.until("the plenary is open at the observer", () -> joined(observer, plenary));
        delivery.join(OpeningScene.PLENARY, observer);
        delivery.say(Script.OBSERVER);
        return observer;
    }

    private boolean remove(Delivery delivery, Seat observer, TableId table) throws IOException {
        progress.accept("the observer is removed");
        RoomRef plenary = delivery.ref(OpeningScene.PLENARY);
        PrincipalId who = Talk.self(observer, table);
        change(stage.israel(), stage.iran(), plenary, new Changes.Wish.Remove(who), () -> true);
        for (Seat seat : List.of(stage.oman(), stage.israel(), stage.iran())) {
            Wait.until(
                    "the observer has left, at " + seat.name(),
                    () -> Talk.view(seat, plenary).members().stream()
                            .noneMatch(member -> member.id().equals(who)));
        }
        delivery.leave(OpeningScene.PLENARY, observer);
        delivery.say(Script.AFTER_REMOVAL);
        Wait.until(
                "the observer's own node says that it left",
                () -> condition(observer, plenary)
                        .filter(Rooms.Condition.Left.class::isInstance)
                        .isPresent());
        return Talk.heard(observer, plenary, Script.AFTER_REMOVAL.text()).isEmpty();
    }

    /** Proposes, again while it is refused, and the other consents. */
    private static void change(Seat proposer, Seat other, RoomRef room, Changes.Wish wish, Wait.Check meanwhile)
            throws IOException {
        String path = Talk.path(room) + "/proposals";
        Outputs.Proposed[] made = new Outputs.Proposed[1];
        Wait.until("a proposal can be made", () -> {
            try {
                made[0] = proposer.node().post(path, new Inputs.Wished(wish, ""), Outputs.Proposed.class);
                return true;
            } catch (Stop notYet) {
                meanwhile.holds();
                return Stop.refusedOnly(notYet);
            }
        });
        String proposal = made[0].proposal().toHex();
        Wait.until(
                "the proposal arrives",
                () -> other.node().get(path, Outputs.Proposals.class).proposals().stream()
                        .anyMatch(each -> each.id().toHex().equals(proposal)));
        other.node().post(path + "/" + proposal + "/consent");
    }

    /** Answers when asked to join; true when the room is open here. */
    private static boolean joined(Seat seat, RoomRef room) throws IOException {
        var unused = Joining.joins(seat.node(), room);
        return condition(seat, room)
                .filter(Rooms.Condition.Open.class::isInstance)
                .isPresent();
    }

    private static Optional<Rooms.Condition> condition(Seat seat, RoomRef room) throws IOException {
        return Talk.rooms(seat.node(), room.table()).stream()
                .filter(each -> each.ref().equals(room))
                .map(Rooms.RoomBrief::condition)
                .findFirst();
    }

    private void restartAll() throws IOException {
        progress.accept("every process is killed and started again");
        stage.killRelay();
        for (Seat seat : stage.seats()) {
            seat.kill();
        }
        stage.startRelay();
        for (Seat seat : stage.seats()) {
            stage.start(seat);
        }
        stage.relayReady();
        for (Seat seat : stage.seats()) {
            seat.ready();
            seat.unlocked();
        }
        restarts += 1 + stage.seats().size();
    }

    /** There is no network; Israel writes and hands a file to Oman; Israel's node is off when the relay comes back. */
    private Report.Pouch byPouch(Delivery delivery, TableId table) throws IOException {
        progress.accept("a message goes by pouch while the relay is away");
        stage.killRelay();
        delivery.write(Script.BY_POUCH);
        String unplaced = Talk.path(delivery.ref(OpeningScene.ISRAEL_OMAN)) + "/unplaced";
        Wait.until(
                "Israel's message is sealed",
                () -> stage.israel().node().get(unplaced, Outputs.Unplaced.class).unplaced().stream()
                        .anyMatch(each -> each.state() instanceof parley.node.desk.Messages.Unplaced.State.Sealed));
        byte[] pouch = stage.israel().node().raw(Talk.path(table) + "/pouch");
        stage.israel().kill();
        Carrying.Report report =
                stage.oman().node().ask("POST", Talk.path(table) + "/pouch", pouch, Carrying.Report.class);
        stage.startRelay();
        stage.relayReady();
        Wait.until(
                "Oman takes Israel's message to the relay and hears it",
                () -> Talk.heard(stage.oman(), delivery.ref(OpeningScene.ISRAEL_OMAN), Script.BY_POUCH.text())
                        .isPresent());
        stage.start(stage.israel());
        stage.israel().ready();
        stage.israel().unlocked();
        restarts += 2;
        delivery.heardByAll(Script.BY_POUCH);
        return new Report.Pouch(
                pouch.length, report.placed(), report.unplaced(), report.alreadyHere(), report.refused());
    }

    private Plaintext everythingSaid(Delivery delivery, Path file) {
        List<String> texts = new ArrayList<>();
        delivery.said().forEach(line -> texts.add(line.text()));
        Script.MEDIATORS_WORDS.forEach(line -> texts.add(line.text()));
        stage.seats().forEach(seat -> texts.add(seat.name()));
        texts.addAll(List.of(
                OpeningScene.ISRAEL_OMAN,
                OpeningScene.IRAN_OMAN,
                OpeningScene.PLENARY,
                OpeningScene.OMAN_COVER,
                OpeningScene.ISRAEL_COVER,
                OpeningScene.IRAN_COVER,
                OBSERVER_COVER,
                FILE_NAME));
        return new Plaintext(texts, file);
    }

    private static byte[] digest(InputStream content) throws IOException {
        try (content) {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            byte[] block = new byte[64 * 1024];
            for (int n = content.read(block); n >= 0; n = content.read(block)) {
                sha256.update(block, 0, n);
            }
            return sha256.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
