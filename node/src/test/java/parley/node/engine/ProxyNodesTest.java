package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Role;
import parley.node.desk.Keeping;
import parley.protocol.port.Relay;
import parley.protocol.port.RelayAddress;

/** A node that has a proxy goes to no relay without it, from the first moment after it is unlocked. */
final class ProxyNodesTest {
    private static final Keeping.Proxy PROXY = new Keeping.Proxy("127.0.0.1", 9050);

    @TempDir
    private Path folder;

    /** Through which proxy each client was made; the connection itself goes directly, so that the relay answers. */
    private final List<Optional<Keeping.Proxy>> through = new CopyOnWriteArrayList<>();

    @Test
    void unlocked_it_connects_through_its_proxy_and_never_around_it() throws Exception {
        try (TestTable talks = new TestTable(folder)) {
            TestNode oman = talks.node("oman", this::at);
            var unused = talks.open(oman, "Oman", Role.MEDIATOR);
            Keeping.Settings now = oman.desk().keeping().settings();
            oman.desk()
                    .keeping()
                    .change(new Keeping.Settings(
                            now.language(),
                            now.ownNumerals(),
                            now.idleLock(),
                            now.grace(),
                            Optional.of(PROXY),
                            now.notifyReading()))
                    .orThrow();
            through.clear();
            oman.restart();
            oman.awaitTrue("a connection", desk -> !through.isEmpty());
            oman.desk().keeping().change(oman.desk().keeping().settings()).orThrow();
            assertThat(through).containsOnly(Optional.of(PROXY));
        }
    }

    private Relay at(RelayAddress address, Optional<Keeping.Proxy> proxy) {
        through.add(proxy);
        return new HttpRelays().at(address, Optional.empty());
    }
}
