package parley.relay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import parley.relay.client.HttpRelay;

/** A relay in a folder of a test's own, and somebody who calls it. */
abstract class OneRelay {
    @TempDir
    Path folder;

    RelayServer server;
    HttpRelay relay;

    @BeforeEach
    void start() {
        if (server == null) {
            TestKey.into(folder);
        }
        server = RelayServer.start(RelayConfig.of(folder, "127.0.0.1", 0)).orThrow();
        relay = HttpRelay.to(server.address(), Optional.empty());
    }

    @AfterEach
    void stop() throws IOException {
        relay.close();
        server.close();
    }

    void restart() throws IOException {
        stop();
        start();
    }
}
