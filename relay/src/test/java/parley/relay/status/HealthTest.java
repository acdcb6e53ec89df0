package parley.relay.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import parley.base.Hash;
import parley.base.Secret;
import parley.relay.TestLog;
import parley.relay.server.Tally;
import parley.relay.store.Capabilities;
import parley.relay.store.Change;
import parley.relay.store.Condition;
import parley.relay.store.CrashDisk;
import parley.relay.store.GroupCommit;
import parley.relay.store.HeadSigner;
import parley.relay.store.StoreLimits;
import parley.relay.store.Stores;

/** What a balancer hears of a relay that is not well. */
class HealthTest {
    private static final HeadSigner SIGNER =
            new HeadSigner(Secret.of(Hash.of("test-seed").value()));

    private record Is(State state, Optional<Amounts> amounts) implements Condition {}

    private static String health(Watch watch) throws Exception {
        return get(watch, "/health");
    }

    private static String get(Watch watch, String path) throws Exception {
        try (StatusFace face = StatusFace.open(new StatusAddress("127.0.0.1", 0), watch, "1")
                        .orThrow();
                Socket socket = new Socket(
                        InetAddress.ofLiteral("127.0.0.1"),
                        Integer.parseInt(face.authority().substring("127.0.0.1:".length())))) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: " + face.authority() + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()) + " "
                    + answer.substring(answer.indexOf("\r\n\r\n") + 4).strip();
        }
    }

    private static Stores stores(CrashDisk disk) throws Exception {
        return Stores.inFiles(disk, new Random(1)::nextBytes, StoreLimits.USUAL, Runnable::run, () -> Instant.EPOCH);
    }

    @Test
    void a_database_that_is_away_serves_nobody_and_a_full_relay_serves_readers() throws Exception {
        try (Stores stores = stores(new CrashDisk());
                GroupCommit commits = new GroupCommit(stores.logs(), SIGNER, StoreLimits.USUAL, why -> {})) {
            assertThat(health(watch(Condition.State.GOING, commits))).isEqualTo("200 going");
            assertThat(health(watch(Condition.State.FULL, commits))).isEqualTo("200 full");
            assertThat(health(watch(Condition.State.AWAY, commits))).isEqualTo("503 away");
        }
    }

    @Test
    void what_can_not_be_told_is_null_and_no_number() throws Exception {
        try (Stores stores = stores(new CrashDisk());
                GroupCommit commits = new GroupCommit(stores.logs(), SIGNER, StoreLimits.USUAL, why -> {})) {
            assertThat(get(watch(Condition.State.AWAY, commits), "/status"))
                    .contains("\"logs\":null,\"entries\":null,\"index_tenths\":null,\"disk_bytes\":null")
                    .contains("\"connections\":0");
            assertThat(get(watch(Condition.State.AWAY, commits), "/metrics"))
                    .contains("parley_relay_health{is=\"away\"} 1", "parley_relay_connections 0")
                    .doesNotContain("parley_relay_logs", "null");
            Condition.Amounts elsewhere = new Condition.Amounts(
                    312, 1_234_567, OptionalInt.empty(), OptionalLong.of(5_000_000_000L), OptionalLong.empty(), 0, 0);
            assertThat(get(
                            new Watch(
                                    new Is(Condition.State.GOING, Optional.of(elsewhere)),
                                    commits,
                                    new Tally(),
                                    () -> 149),
                            "/status"))
                    .contains("\"logs\":300,\"entries\":1230000,\"index_tenths\":null,\"disk_bytes\":4966055936,"
                            + "\"disk_free_bytes\":null")
                    .contains("\"connections\":100");
        }
    }

    @Test
    void a_disk_that_failed_for_good_is_told() throws Exception {
        CrashDisk disk = new CrashDisk();
        CompletableFuture<Throwable> broken = new CompletableFuture<>();
        try (Stores stores = stores(disk);
                GroupCommit commits = new GroupCommit(stores.logs(), SIGNER, StoreLimits.USUAL, broken::complete)) {
            disk.forcesFail();
            TestLog log = TestLog.of("room");
            var unused = commits.submit(
                    List.of(new Change.Create(new Capabilities(log.capabilityHash(), log.capabilityHash()))));
            broken.get();
            assertThat(health(watch(Condition.State.GOING, commits))).isEqualTo("503 failed");
        }
    }

    private static Watch watch(Condition.State state, GroupCommit commits) {
        return new Watch(new Is(state, Optional.empty()), commits, new Tally(), () -> 3);
    }
}
