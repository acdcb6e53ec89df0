package parley.node.engine;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.node.desk.RoomRef;

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
            TestNode oman = talks.node("oman", new AskedRelays(this::fail));
            TestNode iran = talks.node("iran");
            RoomRef room = talks.caucus(TestTable.ANSWERED, oman, iran);
            failing = true;
            oman.say(room, "Do you hear us?");
            iran.awaitText(room, "Do you hear us?");
            iran.say(room, "We do.");
            oman.awaitText(room, "We do.");
            oman.awaitTrue(
                    "both to have failed",
                    _ -> Stream.of("append", "read")
                            .allMatch(what ->
                                    failed.containsKey(what) && failed.get(what).get() >= FAIL));
        }
    }

    private Object fail(AskedRelays.Call call) throws Throwable {
        if (failing
                && failed.computeIfAbsent(call.what(), _ -> new AtomicInteger()).incrementAndGet() <= FAIL) {
            throw new IllegalStateException("a fault of this program");
        }
        return call.answer();
    }
}
