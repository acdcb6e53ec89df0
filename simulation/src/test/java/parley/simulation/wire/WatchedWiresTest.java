package parley.simulation.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.relay.RelayConfig;
import parley.relay.RelayServer;

/** What the wires of real nodes show minute by minute, by the clock on the wall: in a quiet room the same whether people talk or not. */
@Tag("soak")
final class WatchedWiresTest {
    private static final Duration SETTLING = Duration.ofMinutes(3);
    private static final Duration FOUNDING = Duration.ofSeconds(30);
    /** By this draw each pair talks and is silent for some minutes. */
    private static final long SEED = 22;

    private static final int MINUTES = 12;
    private static final int QUIET = 4;
    private static final int LOUD = 2;

    @TempDir
    private Path folder;

    @Test
    void recordsHaveTheSameSizesAndAreAsManyWhetherPeopleTalkOrNotButInAQuietRoomOnly() throws Exception {
        RelayConfig config = RelayConfig.of(folder.resolve("relay"), "127.0.0.1", 0);
        try (RelayServer relay = RelayServer.start(config).orThrow()) {
            List<Pair> pairs = new ArrayList<>();
            for (int i = 0; i < QUIET + LOUD; i++) {
                pairs.add(Pair.meet(folder.resolve("pair-" + i), relay.address(), i < QUIET));
            }
            Instant met = Instant.now();
            Thread.sleep(SETTLING);
            List<WatchedTalk> talks = new ArrayList<>();
            for (int i = 0; i < pairs.size(); i++) {
                talks.add(new WatchedTalk(i, pairs.get(i), SEED, met.plus(FOUNDING)));
            }
            Thread.sleep(Duration.ofMinutes(MINUTES));

            for (WatchedTalk talk : talks) {
                List<WatchedTalk.Watched> minutes = talk.wires().minutes();
                List<List<Integer>> talking = usual(minutes, true);
                List<List<Integer>> silent = usual(minutes, false);
                if (talk.quiet()) {
                    assertThat(talking).as("sizes in a quiet room").isEqualTo(silent);
                    assertThat(minutes)
                            .allSatisfy(one -> assertThat(one.sides())
                                    .allSatisfy(
                                            side -> assertThat(entries(side)).isEqualTo(1)));
                } else {
                    assertThat(talking).as("sizes in another room").isNotEqualTo(silent);
                }
            }
            talks.forEach(WatchedTalk::close);
            for (Pair pair : pairs) {
                pair.close();
            }
        }
    }

    /** What most minutes of one class show: of each node the sizes of records, smallest first, up and down. */
    private static List<List<Integer>> usual(List<WatchedTalk.Watched> minutes, boolean talk) {
        Map<List<List<Integer>>, Long> shown = minutes.stream()
                .filter(one -> one.talk() == talk)
                .collect(Collectors.groupingBy(WatchedWiresTest::sizes, Collectors.counting()));
        return shown.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElseThrow();
    }

    private static List<List<Integer>> sizes(WatchedTalk.Watched minute) {
        return minute.sides().stream()
                .flatMap(side -> Stream.of(sizes(side, Seen.What.UP), sizes(side, Seen.What.DOWN)))
                .toList();
    }

    private static List<Integer> sizes(Numbers.Side side, Seen.What way) {
        return side.wire().stream()
                .filter(one -> one.what() == way)
                .map(Seen::bytes)
                .sorted()
                .toList();
    }

    private static long entries(Numbers.Side side) {
        return side.wire().stream().filter(Phase::isEntry).count();
    }
}
