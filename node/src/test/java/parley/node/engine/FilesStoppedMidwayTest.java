package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Hash;
import parley.base.Result;
import parley.node.desk.Attachments;
import parley.node.desk.Notice;
import parley.node.desk.RoomRef;
import parley.talks.rules.QuietSlots;

/** A file of three parts whose room changes while the second of them is on its way to the relay. */
final class FilesStoppedMidwayTest {
    private static final byte[] MAP = new byte[3 * FileStore.CHUNK];

    @TempDir
    private Path folder;

    private final AtomicInteger puts = new AtomicInteger();
    private final CountDownLatch onItsWay = new CountDownLatch(1);
    private final CountDownLatch changed = new CountDownLatch(1);
    private TestTable talks;
    private TestNode oman;
    private TestNode iran;
    private RoomRef room;
    private String upload;

    @BeforeEach
    void give() throws Exception {
        talks = new TestTable(folder);
        oman = talks.node("oman", new AskedRelays(call -> {
            if (call.what().equals("putBlob") && puts.incrementAndGet() == 2) {
                onItsWay.countDown();
                changed.await();
            }
            return call.answer();
        }));
        iran = talks.node("iran");
        room = talks.caucus(TestTable.ANSWERED, oman, iran);
        upload = oman.gives(room, "map.pdf", MAP);
        onItsWay.await();
    }

    @AfterEach
    void rise() throws IOException {
        changed.countDown();
        talks.close();
    }

    @Test
    void it_stops_when_its_room_freezes() {
        oman.desk().keeping().askForRenewal(room.table(), false).orThrow();
        changed.countDown();
        oman.awaitTrue("to be noted how far it came", _ -> noted() > 0);
        assertThat(noted()).isEqualTo(2);
        assertThat(puts).hasValue(2);
        assertThat(oman.desk().attachments().underWay()).isZero();
    }

    @Test
    void it_stops_when_its_room_becomes_quiet() {
        oman.says(room, "The map", upload).orThrow();
        iran.awaitText(room, "The map");
        TestTable.agree(room, TestTable.ANSWERED.next().withQuiet(QuietSlots.MINUTE), oman, iran);
        oman.awaitTrue(
                "the room to be quiet",
                now -> now.rooms().room(room).orElseThrow().rules().quiet() == QuietSlots.MINUTE);
        changed.countDown();
        oman.awaitTrue(
                "to be told",
                now -> now.rooms().room(room).orElseThrow().notices().stream()
                        .map(Notice::key)
                        .anyMatch("room.file-waits"::equals));
        assertThat(puts).hasValue(2);
        assertThat(map(oman).sent()).hasValue(2L * FileStore.CHUNK);
        assertThat(map(oman).held()).as("its line says so too").isTrue();
        assertThat(map(iran).held()).as("who only reads sends nothing").isFalse();
    }

    private Attachments.Attachment map(TestNode node) {
        return node.awaitText(room, "The map").content().attachments().getFirst();
    }

    private int noted() {
        return oman.engine()
                .<Integer>read(tx -> Result.done(
                        FileCells.upload(tx, Hash.hex(upload)).orElseThrow().sentChunks()))
                .orThrow();
    }
}
