package parley.relay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import parley.protocol.port.Relay;
import parley.protocol.port.RelayAddress;
import parley.relay.client.HttpRelay;
import parley.relay.server.AddressShare;
import parley.relay.server.RelayLimits;
import parley.relay.store.StoreLimits;

/** A relay with short times and small rates, so that a test sees them act; whatever was done to it, it still serves an honest caller. */
final class TightRelay implements AutoCloseable {
    private static final RelayLimits TIGHT =
            new RelayLimits(5, 20, Relay.LEAST_ENTRY_BYTES, 5, 20, 60, 20, 2, 2, 2, AddressShare.USUAL);

    private final RelayServer server;

    TightRelay(Path folder) {
        TestKey.into(folder);
        server = RelayServer.start(new RelayConfig(
                        folder,
                        "127.0.0.1",
                        0,
                        TIGHT,
                        StoreLimits.USUAL,
                        OptionalInt.empty(),
                        RelayConfig.USUAL_SWEEP,
                        Optional.empty()))
                .orThrow();
    }

    RelayAddress address() {
        return server.address();
    }

    void stillServes() throws IOException {
        try (HttpRelay relay = HttpRelay.to(server.address(), Optional.empty())) {
            TestLog log = TestLog.of("honest");
            log.createAt(relay);
            TestLog.given(log.append(relay, TestLog.entry("entry")));
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
