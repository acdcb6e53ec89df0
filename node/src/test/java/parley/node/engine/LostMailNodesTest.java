package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Bytes;
import parley.base.Role;
import parley.base.TableId;
import parley.node.desk.Desk;
import parley.node.desk.Notice;
import parley.node.desk.Tables;

/** A relay's disk spoils mail that nobody had read yet: its owner is told, and what comes later is read. */
final class LostMailNodesTest {
    private static final String KEY = "table.mail-lost";

    @TempDir
    private Path folder;

    @Test
    void an_answer_that_rotted_before_it_was_read_is_told_of_and_a_new_invitation_pairs() throws Exception {
        try (TestTable talks = new TestTable(folder)) {
            TestNode oman = talks.node("oman");
            TableId table = talks.open(oman, "Oman", Role.MEDIATOR);
            Bytes invitation = invite(oman, table);
            sentAll(oman, table);
            oman.stop();
            long before = written();
            TestNode iran = talks.node("iran");
            iran.desk().tables().accept(invitation, "Quay").orThrow();
            sentAll(iran, table);
            int port = talks.relay().port();
            talks.stopRelay();
            spoil((before + written()) / 2);
            talks.startRelayAgain(port);

            oman.restart();

            Notice notice = oman.await("the notice", now -> notice(now, table));
            assertThat(notice.parts()).isEqualTo(List.of(talks.relay().authority(), "1"));
            assertThat(oman.desk().people().list(table)).isEmpty();
            iran.desk().keeping().takeRenewal(table, invite(oman, table)).orThrow();
            var unused = oman.person(table, "Iran");
            var ignored = iran.person(table, "Oman");
            assertThat(notice(oman.desk(), table)).as("told once").contains(notice);
        }
    }

    private static Optional<Notice> notice(Desk desk, TableId table) {
        return desk.tables().table(table).orElseThrow().notices().stream()
                .filter(one -> one.key().equals(KEY))
                .findFirst();
    }

    private static Bytes invite(TestNode by, TableId table) {
        return by.desk()
                .tables()
                .invite(table, "Iran", Role.PARTY, Tables.INVITATION_VALID)
                .orThrow()
                .file();
    }

    private static void sentAll(TestNode node, TableId table) {
        node.awaitTrue(
                "all to have gone",
                now -> now.tables().table(table).orElseThrow().connection().waiting() == 0);
    }

    private Path segment() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("relay/log"))) {
            return files.filter(file -> file.toString().endsWith(".segment"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Behind it a segment has room made ahead: zeros. */
    private long written() throws IOException {
        byte[] bytes = Files.readAllBytes(segment());
        int end = bytes.length;
        while (bytes[end - 1] == 0) {
            end--;
        }
        return end;
    }

    private void spoil(long at) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(segment().toFile(), "rw")) {
            file.seek(at);
            int was = file.read();
            file.seek(at);
            file.write(~was);
        }
    }
}
