package parley.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.base.Result;
import parley.base.Secret;
import parley.node.desk.Desk;

/** A backup is put back by one call: two passphrases on lines of their own, and behind them the backup as it is. */
final class RestoredByApiTest {
    private static final String ROUTE = "/api/v1/gate/restore";
    private static final int PATIENCE_SECONDS = 30;
    /** More than lies between a program and the node. */
    private static final int MUCH = 8 * 1024 * 1024;

    @Test
    void each_passphrase_is_its_line_and_the_backup_all_that_stands_behind_them_line_ends_too() throws Exception {
        Door door = new Door(InputStream::readAllBytes);
        try (ApiServer server = new ApiServer(door)) {
            assertThat(post(server, "one of the backup\r\nthe new one\n\nback\nup")
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(door.of).isEqualTo("one of the backup");
        assertThat(door.passphrase).isEqualTo("the new one");
        assertThat(new String(door.backup, StandardCharsets.UTF_8)).isEqualTo("\nback\nup");
    }

    @Test
    void its_first_bytes_are_read_before_its_last_are_sent() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Door door = new Door(backup -> {
            byte[] first = backup.readNBytes(MUCH / 2);
            begun.countDown();
            backup.transferTo(java.io.OutputStream.nullOutputStream());
            return first;
        });
        try (ApiServer server = new ApiServer(door);
                PipedOutputStream sent = new PipedOutputStream();
                PipedInputStream body = new PipedInputStream(sent);
                ExecutorService sender = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Boolean> readEarly = CompletableFuture.supplyAsync(() -> send(sent, begun), sender);
            HttpResponse<byte[]> answer =
                    server.send(server.request(ROUTE).POST(BodyPublishers.ofInputStream(() -> body)));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(readEarly.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(door.backup).hasSize(MUCH / 2);
    }

    private static boolean send(PipedOutputStream to, CountDownLatch begun) {
        try (to) {
            to.write("one\nanother\n".getBytes(StandardCharsets.UTF_8));
            to.write(new byte[MUCH]);
            to.flush();
            boolean early = begun.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            to.write(1);
            return early;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "one", "one\n", "one\ntwo", "\ntwo\nbackup", "one\n\r\nbackup"})
    void without_both_passphrases_nothing_is_put_back(String body) throws Exception {
        Door door = new Door(InputStream::readAllBytes);
        try (ApiServer server = new ApiServer(door)) {
            HttpResponse<byte[]> answer = post(server, body);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("two passphrases");
        }
        assertThat(door.passphrase).isEmpty();
    }

    @Test
    void a_line_longer_than_any_passphrase_is_none() throws Exception {
        Door door = new Door(InputStream::readAllBytes);
        String longest = "x".repeat(Asked.MOST_PASSPHRASE_BYTES);
        try (ApiServer server = new ApiServer(door)) {
            assertThat(post(server, longest + "x\ntwo\nbackup").statusCode()).isEqualTo(400);
            assertThat(door.passphrase).isEmpty();
            assertThat(post(server, longest + "\r\ntwo\nbackup").statusCode()).isEqualTo(200);
            assertThat(door.of).isEqualTo(longest);
        }
    }

    private static HttpResponse<byte[]> post(ApiServer server, String body) throws Exception {
        return server.send(server.request(ROUTE).POST(BodyPublishers.ofString(body)));
    }

    @FunctionalInterface
    private interface Reading {
        byte[] of(InputStream backup) throws IOException;
    }

    /** Notes what is put back. */
    private static final class Door extends OpenGate {
        private final Reading reading;
        private String of = "";
        private String passphrase = "";
        private byte[] backup = {};

        Door(Reading reading) {
            super(Optional.of(new Samples(1, Description.read()).desk()));
            this.reading = reading;
        }

        @Override
        public Result<Desk> restore(InputStream given, Secret ofBackup, Secret next) {
            of = new String(ofBackup.reveal(), StandardCharsets.UTF_8);
            passphrase = new String(next.reveal(), StandardCharsets.UTF_8);
            try {
                backup = reading.of(given);
            } catch (IOException e) {
                return Result.refused("backup.unreadable");
            }
            return super.restore(given, ofBackup, next);
        }
    }
}
