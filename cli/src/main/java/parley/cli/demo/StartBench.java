package parley.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** How long the demo's processes take to start, and what they hold in memory at rest. */
public final class StartBench {
    /** After this nothing of starting is under way any more. */
    private static final long REST_SECONDS = 20;

    private static final String RESIDENT = "VmRSS:";
    private static final double KIB_A_MIB = 1024;
    private static final double NANOS_A_MILLI = 1e6;

    private StartBench() {}

    /**
     * @param pagesMillis from the first process started to three pages that answer
     * @param unlockedMillis to three open vaults, made anew
     * @param residentMib of each node; empty where the system doesn't tell
     */
    public record Report(double pagesMillis, double unlockedMillis, Map<String, Double> residentMib) {}

    /** @param root an empty folder */
    public static Report run(Path root, Consumer<String> progress) throws IOException {
        DemoFolder folder = DemoFolder.at(root);
        try (Stage stage = new Stage(folder, folder.portBase(0))) {
            progress.accept("starting a relay and three nodes");
            long begun = System.nanoTime();
            stage.startRelay();
            for (Seat seat : stage.seats()) {
                stage.start(seat);
            }
            stage.relayReady();
            for (Seat seat : stage.seats()) {
                seat.ready();
            }
            double pages = (System.nanoTime() - begun) / NANOS_A_MILLI;
            for (Seat seat : stage.seats()) {
                seat.unlocked();
            }
            double unlocked = (System.nanoTime() - begun) / NANOS_A_MILLI;
            progress.accept("resting");
            rest();
            Map<String, Double> resident = new LinkedHashMap<>();
            for (Seat seat : stage.seats()) {
                Path status = Path.of("/proc", Long.toString(seat.pid()), "status");
                if (Files.isReadable(status)) {
                    resident.put(seat.name(), resident(status));
                }
            }
            return new Report(pages, unlocked, resident);
        }
    }

    private static double resident(Path status) throws IOException {
        String line = Files.readAllLines(status).stream()
                .filter(each -> each.startsWith(RESIDENT))
                .findFirst()
                .orElse(RESIDENT + " 0 kB");
        return Long.parseLong(line.replaceAll("[^0-9]", "")) / KIB_A_MIB;
    }

    private static void rest() throws IOException {
        try {
            TimeUnit.SECONDS.sleep(REST_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
