package parley.cli.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import parley.base.Secret;
import parley.cli.Stop;
import parley.cli.process.Ready;
import parley.node.api.ApiJson;
import parley.protocol.port.RelayAddress;

/** One run of {@code parley demo}, from its folder to the last process stopped. Not thread-safe but for closing. */
public final class Demo implements AutoCloseable {
    private static final long LOOK_SECONDS = 1;

    private final DemoFolder folder;
    private final boolean temporary;
    private final Stage stage;
    private final boolean json;
    private final PrintWriter out;
    private final PrintWriter err;
    private final Thread atExit;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private boolean closed;

    private Demo(DemoFolder folder, boolean temporary, Stage stage, boolean json, PrintWriter out, PrintWriter err) {
        this.folder = folder;
        this.temporary = temporary;
        this.stage = stage;
        this.json = json;
        this.out = out;
        this.err = err;
        this.atExit = new Thread(this::interrupted, "demo-stop");
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Makes the folder ready and starts nothing yet.
     *
     * @param dir null for a temporary folder
     * @param portBase 0 for free ones
     */
    public static Demo in(@Nullable Path dir, int portBase, boolean json, PrintWriter out, PrintWriter err)
            throws IOException {
        DemoFolder folder = dir == null ? DemoFolder.temporary() : DemoFolder.at(dir, what -> tell(err, what));
        int base = freePorts(folder, dir == null, portBase);
        return new Demo(folder, dir == null, new Stage(folder, base), json, out, err);
    }

    /** Where the demo can't begin, nobody would close its folder later, nor take a temporary one away. */
    static int freePorts(DemoFolder folder, boolean temporary, int wanted) throws IOException {
        try {
            int base = folder.portBase(wanted);
            if (!Ports.free(base)) {
                throw Stop.bad("ports " + base + " to " + (base + Ports.NEEDED - 1)
                        + " are in use; is another demo running, or another program? choose with --port-base");
            }
            return base;
        } catch (IOException | RuntimeException e) {
            folder.close();
            if (temporary) {
                folder.delete();
            }
            throw e;
        }
    }

    /** What is to be done; true when all of it held. */
    @FunctionalInterface
    private interface Scene {
        boolean play() throws IOException;
    }

    /** When the demo is being stopped, what fails because its processes end is no news. */
    private boolean played(Scene scene) throws IOException {
        try {
            return scene.play();
        } catch (IOException | RuntimeException e) {
            if (beingStopped()) {
                return true;
            }
            throw e;
        }
    }

    /** Looks for a moment: Ctrl-C reaches our processes when it reaches us, and they may end before we hear of it. */
    private boolean beingStopped() {
        try {
            return stopping.await(LOOK_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** For browsers: prints where everybody's pages are and stays until it is stopped. */
    public boolean forPeople() throws IOException {
        return played(this::people);
    }

    private boolean people() throws IOException {
        stage.startRelay();
        for (Seat seat : stage.seats()) {
            stage.start(seat);
        }
        RelayAddress relay = stage.relayReady();
        print("relay    " + relay.text() + "  data " + stage.relayData());
        List<Place> places = new ArrayList<>();
        for (Seat seat : stage.seats()) {
            Ready.OfNode ready = seat.ready();
            places.add(new Place(seat.name(), ready.web(), ready.signIn(), ready.data(), seat.pid()));
            print(String.format(
                    "%-7s  %s  sign in once: %s  data %s", seat.name(), ready.web(), ready.signIn(), ready.data()));
        }
        for (Seat seat : stage.seats()) {
            seat.unlocked();
        }
        if (!folder.prepared()) {
            new OpeningScene(stage, this::progress).play(relay);
            folder.markPrepared();
        }
        try (Secret passphrase = folder.passphrase()) {
            String text = new String(passphrase.reveal(), StandardCharsets.UTF_8);
            if (json) {
                out.println(new String(ApiJson.write(new Places(relay.text(), places, text)), StandardCharsets.UTF_8));
            }
            print("The passphrase of all three is " + text
                    + ". It lies beside the vaults: this is a demo, write nothing real.");
        }
        for (Place place : places) {
            print("Another browser, or a closed one, at " + place.who() + ": ./parley sign-in --data " + place.data());
        }
        print("Ready. Ctrl-C stops everything"
                + (temporary ? " and deletes it." : "; start again with the same --dir to go on."));
        out.flush();
        stay();
        return true;
    }

    /** The scripted talk; true when all of it held. */
    public boolean scripted(boolean once) throws IOException {
        return played(() -> script(once));
    }

    private boolean script(boolean once) throws IOException {
        if (folder.prepared()) {
            throw Stop.bad("the scripted talk begins at the beginning; give it an empty --dir");
        }
        Report report = toldPlay();
        folder.markPrepared();
        if (json) {
            out.println(new String(ApiJson.write(report), StandardCharsets.UTF_8));
        } else {
            report.rooms()
                    .forEach(room -> out.println(room.name() + ": " + room.entries() + " entries, "
                            + (room.agrees() ? "all heads agree" : "HEADS DIFFER")));
            out.println(report.messages() + " messages delivered; plaintext found at the relay: "
                    + (report.plaintextFoundAtRelay() ? "YES" : "none"));
        }
        out.flush();
        if (!once) {
            stay();
        }
        return report.ok();
    }

    /** The talk; one that broke off is one JSON object too, for whoever reads no words. */
    private Report toldPlay() throws IOException {
        try {
            return new ScriptedTalk(folder, stage, this::progress).play();
        } catch (IOException | RuntimeException e) {
            if (json && !beingStopped()) {
                out.println(new String(
                        ApiJson.write(new BrokeOff(false, String.valueOf(e.getMessage()))), StandardCharsets.UTF_8));
                out.flush();
            }
            throw e;
        }
    }

    /** Until the command is interrupted, or a process ends that nobody stopped. */
    private void stay() {
        while (!beingStopped()) {
            Optional<String> ended = stage.ended();
            if (ended.isPresent()) {
                throw Stop.fault(ended.get() + " ended by itself; "
                        + folder.log(ended.get().toLowerCase(java.util.Locale.ROOT)) + " says why");
            }
        }
    }

    private void print(String line) {
        if (json) {
            progress(line);
        } else {
            out.println(line);
            out.flush();
        }
    }

    private void progress(String what) {
        if (stopping.getCount() > 0) {
            tell(err, what);
        }
    }

    private static void tell(PrintWriter err, String what) {
        err.println("parley demo: " + what);
        err.flush();
    }

    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException alreadyStopping) {
            // Then the hook has run, or runs and finds everything stopped.
        }
    }

    /** By Ctrl-C or a signal. */
    private void interrupted() {
        tell(err, "stopping");
        stop();
        tell(err, "stopped; " + left());
    }

    private String left() {
        if (temporary) {
            return "everything is deleted";
        }
        return folder.prepared()
                ? "start again with the same --dir to go on"
                : "it wasn't ready, so that the next start with this --dir begins anew";
    }

    private synchronized void stop() {
        stopping.countDown();
        if (closed) {
            return;
        }
        closed = true;
        stage.close();
        try {
            folder.close();
            if (temporary) {
                folder.delete();
            }
        } catch (IOException e) {
            tell(err, "could not delete " + folder.root());
        }
    }

    /**
     * The one JSON object of a scripted talk that didn't come to its end.
     *
     * @param ok false
     * @param brokeOff why, as standard error says it too
     */
    public record BrokeOff(boolean ok, String brokeOff) {}

    /** Where one of them is. */
    public record Place(String who, String web, String signIn, String data, long pid) {}

    /** What {@code --json} prints of a demo for people. */
    public record Places(String relay, List<Place> nodes, String passphrase) {}
}
