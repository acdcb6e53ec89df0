package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Role;
import parley.base.TableId;
import parley.node.desk.Keeping;
import parley.node.desk.RoomRef;
import parley.protocol.port.Relay;
import parley.protocol.port.RelayAddress;
import parley.talks.rules.RoomKind;

/** A call that fails as no call should ends no loop: what waits at a relay is fetched and what waits here is sent. */
final class LoopsTest {
    /** Of each kind of call so many fail. */
    private static final int FAIL = 2;

    @TempDir
    private Path folder;

    private final Map<String, AtomicInteger> failed = new ConcurrentHashMap<>();
    private volatile boolean failing;

    @Test
    void reading_and_sending_go_on_after_a_fault() throws Exception {
        try (TestTable talks = new TestTable(folder)) {
            TestNode oman = talks.node("oman", this::at);
            TestNode iran = talks.node("iran");
            TableId table = talks.open(oman, "Oman", Role.MEDIATOR);
            talks.pair(oman, table, "Oman", iran, "Iran", Role.PARTY);
            TestTable.compare(table, oman, "Oman", iran, "Iran");
            RoomRef room = TestTable.found(table, "Caucus", RoomKind.CAUCUS, TestTable.ANSWERED, oman, iran);
            failing = true;
            oman.say(room, "Do you hear us?");
            iran.awaitText(room, "Do you hear us?");
            iran.say(room, "We do.");
            oman.awaitText(room, "We do.");
            assertThat(failed.get("append")).hasValueGreaterThanOrEqualTo(FAIL);
            assertThat(failed.get("read")).hasValueGreaterThanOrEqualTo(FAIL);
        }
    }

    private Relay at(RelayAddress address, Optional<Keeping.Proxy> proxy) {
        Relay real = new HttpRelays().at(address, proxy);
        return (Relay) Proxy.newProxyInstance(
                Relay.class.getClassLoader(), new Class<?>[] {Relay.class}, (_, method, given) -> {
                    if (failing
                            && failed.computeIfAbsent(method.getName(), _ -> new AtomicInteger())
                                            .incrementAndGet()
                                    <= FAIL) {
                        throw new IllegalStateException("a fault of this program");
                    }
                    try {
                        return method.invoke(real, given);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
