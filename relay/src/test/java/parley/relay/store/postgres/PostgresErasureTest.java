package parley.relay.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.protocol.port.Relay;
import parley.relay.TestLog;
import parley.relay.store.Change;
import parley.relay.store.Stores;

/** What is left of an erased log in the files of the database's server, beyond its rows. */
@Tag("wide")
class PostgresErasureTest extends OverPostgres {
    private static final int ENTRIES = 40;
    private static final int BLOCK_BYTES = 5_000;
    private static final int MEMBERS = 5;

    private final TestLog other = TestLog.of("other room");
    private final Map<String, Bytes> traces = new LinkedHashMap<>();
    private final List<Bytes> others = new ArrayList<>();

    /** As the page has it set. */
    @BeforeEach
    void keepNoOldWal() throws IOException {
        server.crash();
        server.again("wal_recycle=off");
    }

    @Test
    void after_a_sweep_and_what_the_page_says_no_file_of_the_server_holds_anything_of_a_log_but_its_name()
            throws Exception {
        Bytes othersBlock = block("the other's block");
        try (Stores at = another()) {
            placed(at, creation(log));
            placed(at, creation(other));
            traces.put("capability", log.capabilityHash().value());
            for (int i = 0; i < ENTRIES; i++) {
                entries(at, i);
            }
            Bytes block = block("a block to erase");
            traces.put("block", Bytes.utf8("a block to erase"));
            traces.put("block's hash", Relay.blobHash(block).value());
            at.blobs().put(log.id(), block);
            at.blobs().put(other.id(), othersBlock);
            for (int member = 1; member < MEMBERS; member++) {
                at.logs().commit(List.of(release(member, MEMBERS)));
                traces.put("release " + member, token(member).value());
            }
            PostgresServer.administrator(database, "analyze", "checkpoint");
            assertThat(left().keySet()).as("this test finds them").isEqualTo(traces.keySet());

            at.logs().commit(List.of(release(MEMBERS, MEMBERS)));
            at.sweep().run();
            server.script(database, toldToRun("### Erasure over PostgreSQL"));

            assertThat(left()).isEmpty();
            assertThat(at.logs()
                            .read(other.id(), 0, Relay.MOST_PAGE_ENTRIES, Integer.MAX_VALUE, bytes -> true)
                            .entries())
                    .isEqualTo(others);
            assertThat(at.blobs().get(other.id(), Relay.blobHash(othersBlock))).contains(othersBlock);
        }
    }

    /** One of each, by turns, so that no page of a table is of one log alone. */
    private void entries(Stores at, int number) {
        Bytes words = Bytes.utf8("words to erase, number " + number + ";");
        Bytes entry = TestLog.entry(words.asUtf8());
        Hash head = placed(at, Change.Append.of(log.id(), entry, OptionalLong.empty()))
                .hash();
        if (number % 10 == 0) {
            traces.put("words " + number, words);
            traces.put("entry's hash " + number, Relay.entryHash(entry).value());
            traces.put("head " + number, head.value());
        }
        others.add(TestLog.entry("the other's " + number));
        placed(at, Change.Append.of(other.id(), others.getLast(), OptionalLong.empty()));
    }

    private static Bytes block(String words) {
        return Bytes.utf8(words + ".".repeat(BLOCK_BYTES - words.length()));
    }

    private Map<String, Set<Path>> left() throws IOException {
        Map<String, Set<Path>> left = new LinkedHashMap<>();
        for (Map.Entry<String, Bytes> trace : traces.entrySet()) {
            Set<Path> holding = server.holding(trace.getValue());
            if (!holding.isEmpty()) {
                left.put(trace.getKey(), holding);
            }
        }
        return left;
    }
}
