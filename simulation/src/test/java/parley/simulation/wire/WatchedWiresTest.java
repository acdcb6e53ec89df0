package parley.simulation.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.protocol.port.RelayAddress;
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

    /** A poll of an inbox, which goes by no slot, may pass over the cut between two minutes; and the machine may be slow for a moment. */
    private static final int ODD_MINUTES = 1;

    /** Bytes of each TLS record that goes up in a minute: four readings of the room and four polls of inboxes, and the entry. */
    private static final List<Integer> UP = sizes(8, 228, List.of(4_362));

    /** What comes down: the acknowledgement, six times nothing new, and two entries, one at a time. */
    private static final List<Integer> DOWN = sizes(6, 420, List.of(268, 4_521, 4_521));

    /** The same where both slots begin between two readings, so that one reading brings both entries. */
    private static final List<Integer> DOWN_TOGETHER = sizes(7, 420, List.of(268, 8_621));

    @TempDir
    private Path folder;

    @Test
    void recordsHaveTheSameSizesAndAreAsManyWhetherPeopleTalkOrNotButInAQuietRoomOnly() throws Exception {
        List<Pair> pairs = new ArrayList<>();
        List<WatchedTalk> talks = new ArrayList<>();
        RelayConfig config = RelayConfig.of(folder.resolve("relay"), "127.0.0.1", 0);
        try (RelayServer relay = RelayServer.start(config).orThrow();
                Stalls stalls = new Stalls()) {
            try {
                meet(pairs, relay.address());
                Instant met = Instant.now();
                Thread.sleep(SETTLING);
                for (int i = 0; i < pairs.size(); i++) {
                    talks.add(new WatchedTalk(i, pairs.get(i), SEED, met.plus(FOUNDING)));
                }
                Thread.sleep(Duration.ofMinutes(MINUTES));
                for (WatchedTalk talk : talks) {
                    look(talk, stalls);
                }
            } finally {
                talks.forEach(WatchedTalk::close);
                Pair.closeAll(pairs);
            }
        }
    }

    private void meet(List<Pair> pairs, RelayAddress relay) throws IOException {
        for (int i = 0; i < QUIET + LOUD; i++) {
            pairs.add(Pair.meet(folder.resolve("pair-" + i), relay, i < QUIET));
        }
    }

    private static void look(WatchedTalk talk, Stalls stalls) {
        List<WatchedTalk.Watched> minutes = talk.wires().minutes().stream()
                .filter(one -> !stalls.between(one.begin(), one.begin().plusMillis(Phase.MINUTE)))
                .toList();
        assertThat(minutes).extracting(WatchedTalk.Watched::talk).contains(true, false);
        List<List<Integer>> talking = usual(minutes, true);
        List<List<Integer>> silent = usual(minutes, false);
        if (!talk.quiet()) {
            assertThat(talking).as("sizes in another room").isNotEqualTo(silent);
            return;
        }
        assertThat(talking).as("sizes in a quiet room").isEqualTo(silent);
        for (int i = 0; i < talking.size(); i += 2) {
            assertThat(talking.get(i)).as("what goes up").isEqualTo(UP);
            assertThat(talking.get(i + 1)).as("what comes down").isIn(DOWN, DOWN_TOGETHER);
        }
        assertThat(minutes.stream().map(WatchedWiresTest::shape).filter(one -> !one.equals(talking)))
                .as("minutes that show something else than " + talking)
                .hasSizeLessThanOrEqualTo(ODD_MINUTES);
    }

    /** What most minutes of one class show, of several the one that came first. */
    private static List<List<Integer>> usual(List<WatchedTalk.Watched> minutes, boolean talk) {
        Map<List<List<Integer>>, Long> shown = minutes.stream()
                .filter(one -> one.talk() == talk)
                .collect(Collectors.groupingBy(WatchedWiresTest::shape, LinkedHashMap::new, Collectors.counting()));
        long most = Collections.max(shown.values());
        return shown.entrySet().stream()
                .filter(one -> one.getValue() == most)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    /** Of each node the sizes of records, smallest first, up and down. */
    private static List<List<Integer>> shape(WatchedTalk.Watched minute) {
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

    private static List<Integer> sizes(int times, int bytes, List<Integer> others) {
        return Stream.concat(Collections.nCopies(times, bytes).stream(), others.stream())
                .sorted()
                .toList();
    }
}
