package parley.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static parley.relay.TestLog.chain;
import static parley.relay.TestLog.given;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.Secret;
import parley.protocol.crypto.RelaySignature;
import parley.protocol.port.Relay;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.Relay.Why;
import parley.protocol.port.RelayAddress;
import parley.protocol.port.SignedHead;
import parley.relay.client.HttpRelay;
import parley.relay.wire.Route;

/** A relay and its client over the real port, TLS and disk. */
class RelayServerTest extends OneRelay {
    @Test
    void what_was_appended_is_read_back_at_its_place_under_a_signed_head() {
        TestLog log = TestLog.of("room");
        SignedHead start = log.createAt(relay);
        assertThat(start.head()).isEqualTo(Head.start(log.id()));

        SignedHead first = given(log.append(relay, start.head(), TestLog.entry("first")));
        SignedHead second = given(log.append(relay, first.head(), TestLog.entry("second")));

        Relay.Page page = log.read(relay, 0);
        assertThat(page.entries()).containsExactly(TestLog.entry("first"), TestLog.entry("second"));
        assertThat(chain(start.head(), page.entries())).isEqualTo(second.head());
        assertThat(page.upTo().head()).isEqualTo(second.head());
        assertThat(page.current().head()).isEqualTo(second.head());
        for (SignedHead head : new SignedHead[] {start, first, second, page.upTo(), page.current()}) {
            assertThat(RelaySignature.holds(head, server.address().key())).isTrue();
        }
    }

    @Test
    void a_page_may_end_before_the_log_and_says_where() {
        TestLog log = TestLog.of("room");
        log.createAt(relay);
        for (int i = 0; i < 5; i++) {
            given(log.append(relay, TestLog.entry("entry " + i)));
        }
        Relay.Page page = given(relay.read(log.id(), log.capability(), 1, 2, Duration.ZERO));
        assertThat(page.entries()).containsExactly(TestLog.entry("entry 1"), TestLog.entry("entry 2"));
        assertThat(page.upTo().head().position()).isEqualTo(3);
        assertThat(page.current().head().position()).isEqualTo(5);
    }

    @Test
    void the_same_bytes_stand_once_however_often_they_come() throws IOException {
        TestLog log = TestLog.of("room");
        log.createAt(relay);
        SignedHead first = given(log.append(relay, TestLog.entry("entry")));
        given(log.append(relay, TestLog.entry("another")));
        assertThat(given(log.append(relay, TestLog.entry("entry"))).head()).isEqualTo(first.head());
        restart();
        assertThat(given(log.append(relay, TestLog.entry("entry"))).head()).isEqualTo(first.head());
        assertThat(log.read(relay, 0).entries()).hasSize(2);
    }

    @Test
    void a_caller_in_the_middle_of_its_call_does_not_keep_the_relay_from_stopping() throws Exception {
        RawCaller caller = new RawCaller(server.address().port());
        try (SSLSocket socket = caller.tls()) {
            socket.getOutputStream().write(RawCaller.head(Route.APPEND, "Content-Length: 4096\r\n"));
            socket.getOutputStream().write(new byte[100]);
            socket.getOutputStream().flush();
            TestLog.of("room").createAt(relay);

            stop();

            assertThatThrownBy(() -> new Socket(
                            InetAddress.getLoopbackAddress(), server.address().port()))
                    .isInstanceOf(ConnectException.class);
        }
        start();
    }

    @Test
    void a_restart_keeps_everything_and_the_key() throws IOException {
        TestLog log = TestLog.of("room");
        log.createAt(relay);
        SignedHead last = given(log.append(relay, TestLog.entry("entry")));
        Bytes key = server.address().key();
        restart();
        assertThat(server.address().key()).isEqualTo(key);
        assertThat(log.read(relay, 0).current().head()).isEqualTo(last.head());
        assertThat(server.damages()).isEmpty();
    }

    @Test
    void the_first_start_makes_a_key_that_nobody_else_can_read(@TempDir Path other) throws IOException {
        RelayServer first =
                RelayServer.start(RelayConfig.of(other, "127.0.0.1", 0)).orThrow();
        first.close();
        assertThat(first.address().key()).isNotEqualTo(server.address().key());
        assertThat(Files.getPosixFilePermissions(other.resolve(RelayKey.FILE)))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @Test
    void a_folder_with_logs_but_without_its_key_is_refused_and_goes_on_when_the_key_is_back() throws IOException {
        TestLog log = TestLog.of("room");
        log.createAt(relay);
        given(log.append(relay, TestLog.entry("entry")));
        server.close();
        Path key = folder.resolve(RelayKey.FILE);
        Path aside = folder.resolve("kept apart");
        Files.move(key, aside);
        assertThat(RelayServer.start(RelayConfig.of(folder, "127.0.0.1", 0)))
                .isEqualTo(Result.refused("relay.key-missing", folder));
        assertThat(key).doesNotExist();
        Files.move(aside, key);
        restart();
        assertThat(log.read(relay, 0).entries()).hasSize(1);
    }

    @Test
    void a_key_of_which_one_bit_rotted_is_named_and_goes_on_when_it_is_copied_back() throws IOException {
        Bytes before = server.address().key();
        server.close();
        Path key = folder.resolve(RelayKey.FILE);
        byte[] good = Files.readAllBytes(key);
        Random random = new Random(20);
        int named = 0;
        for (int i = 0; i < 50; i++) {
            int bit = random.nextInt(good.length * Byte.SIZE);
            byte[] bad = good.clone();
            bad[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            Files.write(key, bad);
            switch (RelayServer.start(RelayConfig.of(folder, "127.0.0.1", 0))) {
                case Result.Refused<RelayServer>(Refusal why) -> {
                    named++;
                    assertThat(why.key()).as("bit %d", bit).isEqualTo("relay.key-damaged");
                }
                case Result.Done<RelayServer>(RelayServer unharmed) -> {
                    assertThat(unharmed.address().key()).as("bit %d", bit).isEqualTo(before);
                    unharmed.close();
                }
            }
        }
        assertThat(named).isGreaterThan(40);
        Files.write(key, good);
        restart();
        assertThat(server.address().key()).isEqualTo(before);
    }

    @Test
    void creating_again_does_no_harm() {
        TestLog log = TestLog.of("room");
        log.createAt(relay);
        given(log.append(relay, TestLog.entry("entry")));
        assertThat(log.createAt(relay).head()).isEqualTo(Head.start(log.id()));
        assertThat(log.read(relay, 0).entries()).hasSize(1);
    }

    @Test
    void a_reader_that_waits_gets_the_next_entry_as_it_comes() throws Exception {
        TestLog log = TestLog.of("room");
        log.createAt(relay);
        try (HttpRelay reader = HttpRelay.to(server.address(), Optional.empty())) {
            CompletableFuture<Answer<Relay.Page>> waiting = CompletableFuture.supplyAsync(
                    () -> reader.read(log.id(), log.capability(), 0, 10, Duration.ofSeconds(20)));
            given(log.append(relay, TestLog.entry("news")));
            assertThat(given(waiting.get()).entries()).containsExactly(TestLog.entry("news"));
        }
    }

    @Test
    void a_wait_without_news_ends_in_an_empty_page() {
        TestLog log = TestLog.of("room");
        log.createAt(relay);
        Relay.Page page = given(relay.read(log.id(), log.capability(), 0, 10, Duration.ofMillis(50)));
        assertThat(page.entries()).isEmpty();
        assertThat(page.upTo().head()).isEqualTo(Head.start(log.id()));
    }

    @Test
    void strangers_neither_read_nor_write() {
        TestLog log = TestLog.of("room");
        log.createAt(relay);
        Secret wrong = TestLog.of("another").capability();
        assertThat(relay.read(log.id(), wrong, 0, 10, Duration.ZERO))
                .isEqualTo(new Answer.Declined<>(Why.WRONG_CAPABILITY));
        assertThat(relay.append(log.id(), wrong, Optional.empty(), TestLog.entry("x"), Optional.empty()))
                .isEqualTo(new Answer.Declined<>(Why.WRONG_CAPABILITY));
        assertThat(relay.putBlob(log.id(), wrong, TestLog.entry("x")))
                .isEqualTo(new Answer.Declined<>(Why.WRONG_CAPABILITY));
        assertThat(relay.getBlob(log.id(), wrong, Relay.blobHash(TestLog.entry("x"))))
                .isEqualTo(new Answer.Declined<>(Why.WRONG_CAPABILITY));
    }

    @Test
    void an_inbox_is_written_by_one_capability_and_read_by_another() {
        TestLog reading = TestLog.of("reading");
        TestLog writing = TestLog.of("writing");
        SignedHead inbox = given(relay.create(reading.capabilityHash(), writing.capabilityHash()));
        given(relay.append(inbox.log(), writing.capability(), Optional.empty(), TestLog.entry("x"), Optional.empty()));
        assertThat(relay.read(inbox.log(), writing.capability(), 0, 10, Duration.ZERO))
                .isEqualTo(new Answer.Declined<>(Why.WRONG_CAPABILITY));
        assertThat(given(relay.read(inbox.log(), reading.capability(), 0, 10, Duration.ZERO))
                        .entries())
                .hasSize(1);
    }

    @Test
    void a_base_that_is_not_on_the_chain_is_refused() {
        TestLog log = TestLog.of("room");
        log.createAt(relay);
        SignedHead first = given(log.append(relay, TestLog.entry("first")));
        Head other = new Head(1, Hash.of("other"));
        assertThat(log.append(relay, other, TestLog.entry("x"))).isEqualTo(new Answer.Declined<>(Why.OTHER_CHAIN));
        Head ahead = first.head().next(Hash.of("unseen"));
        assertThat(log.append(relay, ahead, TestLog.entry("x"))).isEqualTo(new Answer.Declined<>(Why.OTHER_CHAIN));
        given(log.append(relay, TestLog.entry("second")));
        given(log.append(relay, first.head(), TestLog.entry("third"))); // An older base is fine.
    }

    @Test
    void a_healer_places_an_entry_right_behind_its_head_or_nowhere() {
        TestLog log = TestLog.of("room");
        Head start = log.createAt(relay).head();
        SignedHead first = given(log.heal(relay, start, TestLog.entry("first")));
        assertThat(log.heal(relay, start, TestLog.entry("late"))).isEqualTo(new Answer.Declined<>(Why.PLACE_TAKEN));
        assertThat(given(log.heal(relay, start, TestLog.entry("first"))).head()).isEqualTo(first.head());
        assertThat(log.heal(relay, new Head(1, Hash.of("other")), TestLog.entry("x")))
                .isEqualTo(new Answer.Declined<>(Why.OTHER_CHAIN));
        given(log.heal(relay, first.head(), TestLog.entry("second")));
    }

    @Test
    void a_reader_that_has_seen_more_than_the_relay_learns_it_at_once() {
        TestLog log = TestLog.of("room");
        log.createAt(relay);
        given(log.append(relay, TestLog.entry("all that is left")));
        Relay.Page page = given(relay.read(log.id(), log.capability(), 7, 10, Duration.ofSeconds(50)));
        assertThat(page.entries()).isEmpty();
        assertThat(page.current().head().position()).isEqualTo(1);
    }

    @Test
    void an_unknown_log_is_named_as_such() {
        TestLog log = TestLog.of("nowhere");
        assertThat(log.append(relay, TestLog.entry("x"))).isEqualTo(new Answer.Declined<>(Why.NO_SUCH_LOG));
        assertThat(relay.read(log.id(), log.capability(), 0, 1, Duration.ZERO))
                .isEqualTo(new Answer.Declined<>(Why.NO_SUCH_LOG));
    }

    @Test
    void blobs_are_kept_under_their_hash() throws IOException {
        TestLog log = TestLog.of("room");
        log.createAt(relay);
        Bytes blob = Bytes.wrap(new byte[Relay.MOST_BLOB_BYTES]);
        Hash hash = given(relay.putBlob(log.id(), log.capability(), blob));
        assertThat(hash).isEqualTo(Relay.blobHash(blob));
        assertThat(given(relay.putBlob(log.id(), log.capability(), blob))).isEqualTo(hash);
        restart();
        assertThat(given(relay.getBlob(log.id(), log.capability(), hash))).isEqualTo(blob);
        assertThat(relay.getBlob(log.id(), log.capability(), Hash.of("none")))
                .isEqualTo(new Answer.Declined<>(Why.NOT_FOUND));
    }

    @Test
    void an_invitation_waits_under_its_locator() throws IOException {
        Hash locator = Hash.of("locator");
        Bytes sealed = TestLog.entry("sealed invitation");
        assertThat(given(relay.park(locator, sealed))).isEqualTo(Relay.parkedHash(sealed));
        given(relay.park(locator, sealed));
        assertThat(relay.park(locator, TestLog.entry("another"))).isEqualTo(new Answer.Declined<>(Why.PLACE_TAKEN));
        restart();
        assertThat(given(relay.collect(locator))).isEqualTo(sealed);
        assertThat(relay.collect(Hash.of("nothing"))).isEqualTo(new Answer.Declined<>(Why.NOT_FOUND));
    }

    @Test
    void the_largest_entry_goes_through_and_a_larger_one_does_not() {
        TestLog log = TestLog.of("room");
        log.createAt(relay);
        Bytes largest = Bytes.wrap(new byte[Relay.MOST_ENTRY_BYTES]);
        given(log.append(relay, largest));
        assertThat(log.read(relay, 0).entries()).containsExactly(largest);
        assertThat(log.append(relay, Bytes.wrap(new byte[Relay.MOST_ENTRY_BYTES + 1])))
                .isEqualTo(new Answer.Declined<>(Why.TOO_LARGE));
    }

    @Test
    void a_second_relay_on_the_same_folder_is_refused() {
        Result<RelayServer> second = RelayServer.start(RelayConfig.of(folder, "127.0.0.1", 0));
        assertThat(second)
                .isInstanceOfSatisfying(
                        Result.Refused.class,
                        refused -> assertThat(refused.why().key()).isEqualTo("relay.folder-in-use"));
        TestLog.of("still served").createAt(relay);
    }

    @Test
    void a_taken_port_is_refused_in_words(@TempDir Path other) {
        TestKey.into(other);
        Result<RelayServer> second = RelayServer.start(
                RelayConfig.of(other, "127.0.0.1", server.address().port()));
        assertThat(second)
                .isInstanceOfSatisfying(
                        Result.Refused.class,
                        refused -> assertThat(refused.why().key()).isEqualTo("relay.address-in-use"));
    }

    @Test
    void another_key_than_the_pinned_one_is_not_talked_to() {
        RelayAddress address = server.address();
        RelayAddress pinnedWrong = new RelayAddress(
                address.host(), address.port(), Hash.of("another key").value());
        try (HttpRelay wrong = HttpRelay.to(pinnedWrong, Optional.empty())) {
            TestLog log = TestLog.of("room");
            assertThat(wrong.create(log.capabilityHash(), log.capabilityHash())).isInstanceOf(Answer.Silent.class);
        }
    }

    @Test
    void the_folder_is_closed_to_others(@TempDir Path other) throws IOException {
        Path open = Files.createDirectory(
                other.resolve("relay"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        TestKey.into(open);
        RelayServer.start(RelayConfig.of(open, "127.0.0.1", 0)).orThrow().close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(open)))
                .isEqualTo("rwx------");
    }

    @Test
    void a_block_that_was_exchanged_reaches_no_reader() throws IOException {
        TestLog log = TestLog.of("room");
        log.createAt(relay);
        Bytes blob = TestLog.entry("a file's block");
        Hash hash = given(relay.putBlob(log.id(), log.capability(), blob));
        Path file = folder.resolve("blobs").resolve(log.id().toHex()).resolve(hash.toHex());
        Files.write(file, TestLog.entry("another block").toArray());
        assertThat(relay.getBlob(log.id(), log.capability(), hash)).isNotInstanceOf(Answer.Given.class);
    }
}
