package parley.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parley.protocol.port.Relay;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.RelayAddress;
import parley.relay.client.HttpRelay;
import parley.relay.wire.Answers;

/** A hostile relay holds the pinned key, and answers without end, so that a node runs out of memory or waits for ever. */
class EndlessRelayTest {
    /** What TLS, the system's buffers of both ends and the client's hold beside the answer itself. */
    private static final long BUFFERS = 16L << 20;

    /** Nothing of ours takes so much; who took it would have taken more. */
    private static final long FAR_TOO_MUCH = 64L << 20;

    private static final Duration SOON = Duration.ofSeconds(60);

    /** One piece of what never ends. */
    private static final int PIECE = 64 << 10;

    @TempDir
    Path folder;

    private SSLServerSocket door;
    private RelayAddress address;
    private final AtomicLong sent = new AtomicLong();

    /** How an answer begins, and what comes again and again after it. */
    enum Endless {
        /** Nobody says how long the body is. */
        CHUNKED("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", chunk()),
        /** The body ends with the connection, which doesn't end. */
        UNTIL_THE_END("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", "x".repeat(PIECE)),
        /** A gibibyte is announced, and comes. */
        ANNOUNCED("HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n", "x".repeat(PIECE)),
        /** The body of an error has no end either. */
        REFUSING("HTTP/1.1 503 Service Unavailable\r\nTransfer-Encoding: chunked\r\n\r\n", chunk()),
        /** The answer never comes to its body. */
        HEAD("HTTP/1.1 200 OK\r\n", "X-More: " + "x".repeat(1000) + "\r\n"),
        /** One field of the head is never over. */
        FIELD("HTTP/1.1 200 OK\r\nX-More: ", "x".repeat(PIECE)),
        /** What stands behind the last chunk of a body. */
        TRAILER("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", "X-More: " + "x".repeat(1000) + "\r\n");

        private final String begin;
        private final String again;

        Endless(String begin, String again) {
            this.begin = begin;
            this.again = again;
        }

        private static String chunk() {
            return Integer.toHexString(PIECE) + "\r\n" + "x".repeat(PIECE) + "\r\n";
        }
    }

    @BeforeEach
    void listen() throws IOException, GeneralSecurityException {
        TestKey.into(folder);
        RelayKey key = RelayKey.of(folder);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(key.keyStore(), key.password().toCharArray());
        SSLContext tls = SSLContext.getInstance("TLSv1.3");
        tls.init(keys.getKeyManagers(), null, null);
        door = (SSLServerSocket)
                tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        address = new RelayAddress("127.0.0.1", door.getLocalPort(), key.publicKey());
    }

    @AfterEach
    void close() throws IOException {
        door.close();
    }

    @ParameterizedTest
    @EnumSource
    void an_answer_without_end_is_cut_off_and_told_in_one_word(Endless how) {
        Thread.ofVirtual().start(() -> answerEverybody(how));
        try (HttpRelay relay = HttpRelay.to(address, Optional.empty())) {
            TestLog log = TestLog.of("room");
            Answer<Relay.Page> answer = assertTimeoutPreemptively(
                    SOON, () -> relay.read(log.id(), log.capability(), 0, Relay.MOST_PAGE_ENTRIES, Duration.ZERO));
            assertThat(answer)
                    .isInstanceOfSatisfying(
                            Answer.Silent.class,
                            silent -> assertThat(silent.what())
                                    .hasSizeLessThan(60)
                                    .doesNotContain("\n"));
        }
        assertThat(sent.get()).isLessThan(Answers.MOST_BODY_BYTES + BUFFERS);
    }

    private void answerEverybody(Endless how) {
        while (!door.isClosed()) {
            try {
                Socket caller = door.accept();
                Thread.ofVirtual().start(() -> answer(caller, how));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void answer(Socket caller, Endless how) {
        try (caller) {
            InputStream in = caller.getInputStream();
            if (in.read(new byte[PIECE]) < 0) {
                return;
            }
            OutputStream out = caller.getOutputStream();
            out.write(how.begin.getBytes(StandardCharsets.US_ASCII));
            byte[] piece = how.again.getBytes(StandardCharsets.US_ASCII);
            while (sent.addAndGet(piece.length) < FAR_TOO_MUCH) {
                out.write(piece);
                out.flush();
            }
        } catch (IOException cutOff) {
            // As it should be; how much it took is counted.
        }
    }
}
