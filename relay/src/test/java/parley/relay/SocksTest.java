package parley.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static parley.relay.TestLog.given;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Hash;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.RelayAddress;
import parley.relay.client.HttpRelay;
import parley.relay.client.Proxy;

/**
 * With a proxy, nothing leaves this machine but to it, and the relay's name goes to it unresolved: whoever watches this machine's
 * network learns no relay, by a connection or by a DNS query.
 */
class SocksTest {
    /** RFC 6761, 6.4: names below {@code invalid} never resolve, so whoever asked the system for this one would get no further. */
    private static final String NOWHERE = "relay.invalid";

    private static final int PORT = 7443;

    @TempDir
    Path folder;

    private RelayServer server;
    private SocksProxy proxy;

    @BeforeEach
    void start() throws IOException {
        TestKey.into(folder);
        server = RelayServer.start(RelayConfig.of(folder, "127.0.0.1", 0)).orThrow();
        proxy = new SocksProxy(server.address().port());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    private RelayAddress nowhere() {
        return new RelayAddress(NOWHERE, PORT, server.address().key());
    }

    @Test
    void the_name_goes_to_the_proxy_as_a_name_and_nobody_here_resolves_it() {
        assertThatThrownBy(() -> InetAddress.getAllByName(NOWHERE)).isInstanceOf(UnknownHostException.class);
        try (HttpRelay relay = HttpRelay.to(nowhere(), Optional.of(proxy.asProxy()))) {
            TestLog log = TestLog.of("room");
            log.createAt(relay);
            given(log.append(relay, TestLog.entry("through the proxy")));
            assertThat(log.read(relay, 0).entries()).containsExactly(TestLog.entry("through the proxy"));
        }
        assertThat(proxy.asked()).isNotEmpty().containsOnly(new SocksProxy.Asked(SocksProxy.NAME, NOWHERE, PORT));
    }

    /** As people copy it: the proxy finds such a name, and nobody else could (RFC 7686). */
    @Test
    void an_onion_service_is_an_address_like_another() {
        String onion = "parley" + "a".repeat(50) + ".onion";
        RelayAddress copied = RelayAddress.parse(
                        onion + ":443#" + server.address().key().toHex())
                .orThrow();
        try (HttpRelay relay = HttpRelay.to(copied, Optional.of(proxy.asProxy()))) {
            TestLog.of("room").createAt(relay);
        }
        assertThat(proxy.asked()).isNotEmpty().containsOnly(new SocksProxy.Asked(SocksProxy.NAME, onion, 443));
    }

    @Test
    void the_pinned_key_holds_through_the_proxy_too() {
        RelayAddress other =
                new RelayAddress(NOWHERE, PORT, Hash.of("another key").value());
        try (HttpRelay relay = HttpRelay.to(other, Optional.of(proxy.asProxy()))) {
            TestLog log = TestLog.of("room");
            assertThat(relay.create(log.capabilityHash(), log.capabilityHash()))
                    .isInstanceOfSatisfying(
                            Answer.Silent.class,
                            silent -> assertThat(silent.otherKey()).isTrue());
        }
    }

    /** The relay stands there and could be reached directly; only the proxy is gone. */
    @Test
    void when_the_proxy_is_down_nothing_goes_to_the_relay_directly() throws IOException {
        try (ServerSocket reachable = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"))) {
            AtomicInteger reached = new AtomicInteger();
            Thread.ofVirtual().start(() -> turnAway(reachable, reached));
            Proxy gone = proxy.asProxy();
            proxy.close();
            RelayAddress direct = new RelayAddress(
                    "127.0.0.1", reachable.getLocalPort(), server.address().key());
            try (HttpRelay relay = HttpRelay.to(direct, Optional.of(gone))) {
                TestLog log = TestLog.of("room");
                assertThat(relay.create(log.capabilityHash(), log.capabilityHash()))
                        .isInstanceOf(Answer.Silent.class);
                assertThat(relay.read(log.id(), log.capability(), 0, 1, Duration.ZERO))
                        .isInstanceOf(Answer.Silent.class);
            }
            assertThat(reached).hasValue(0);
        }
    }

    private static void turnAway(ServerSocket door, AtomicInteger reached) {
        while (!door.isClosed()) {
            try {
                Socket caller = door.accept();
                reached.incrementAndGet();
                caller.close();
            } catch (IOException closed) {
                return;
            }
        }
    }
}
