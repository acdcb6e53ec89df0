package parley.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.base.Bytes;
import parley.cli.process.RelayRun;
import parley.cli.process.Wait;
import parley.protocol.port.Relay;
import parley.protocol.port.Relay.Answer;
import parley.relay.TestLog;
import parley.relay.client.HttpRelay;

/**
 * {@code parley relay} on a disk that fails: it acknowledges nothing that may not be on the disk, says in words what happened, and
 * ends where only a start that reads the files again can know what is in them. Everything acknowledged before stands.
 */
@Tag("wide")
final class RelayOnAFailingDiskTest {
    private static final String ALL = "1+";
    private static final TestLog ROOM = TestLog.of("room");
    private static final TestLog OTHER = TestLog.of("other room");

    @TempDir
    static Path root;

    @TempDir
    private Path folder;

    private final Kept kept = new Kept();
    private RelayRun run;
    private HttpRelay relay;

    @BeforeAll
    static void prepare() throws IOException {
        Strace.needed(root);
        Home.in(root.resolve("home"));
    }

    @BeforeEach
    void start() throws IOException {
        run = RelayRun.start(folder.resolve("data"), 0, folder.resolve("said"));
        relay = HttpRelay.to(run.ready(), Optional.empty());
        kept.create(relay, ROOM);
        kept.append(relay, ROOM, TestLog.entry("before"));
    }

    @AfterEach
    void stop() throws IOException {
        relay.close();
        run.close();
    }

    @ParameterizedTest
    @CsvSource({
        "fdatasync, EIO, Input/output error",
        "fdatasync, ENOSPC, No space left on device",
        "pwrite64, EIO, Input/output error",
        "pwrite64, EROFS, Read-only file system"
    })
    void a_log_that_can_not_be_written_ends_it_with_a_word_and_nothing_was_promised(
            String call, String error, String words) throws IOException {
        try (Strace strace = Strace.at(run.pid(), Fault.error(call, error, "1"), root.resolve("calls"))) {
            assertThat(kept.append(relay, ROOM, TestLog.entry("during"))).isNotInstanceOf(Answer.Given.class);
            Wait.until("the relay has ended", () -> !run.running());
            strace.end();
        }
        assertThat(folder.resolve("said")).content().contains("the relay's disk failed: " + words);

        stop();
        start();
        kept.standsAndGoesOn(relay, call + " " + error);
    }

    @Test
    void a_full_disk_puts_off_what_comes_and_all_goes_on_when_there_is_room() throws IOException {
        try (Strace strace = Strace.at(run.pid(), Fault.error("pwrite64", "ENOSPC", ALL), root.resolve("calls"))) {
            assertThat(kept.append(relay, ROOM, TestLog.entry("during")))
                    .isEqualTo(new Answer.Declined<>(Relay.Why.LATER));
            kept.stands(relay, "while the disk is full");
            strace.end();
        }
        kept.standsAndGoesOn(relay, "when there is room");
        assertThat(run.running()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"pwrite64, EIO", "fdatasync, EIO", "rename, EIO", "fsync, EIO", "pwrite64, ENOSPC"})
    void an_attachment_that_can_not_be_kept_is_not_promised_and_nothing_else_suffers(String call, String error)
            throws IOException {
        try (Strace strace = Strace.at(run.pid(), Fault.error(call, error, "1"), root.resolve("calls"))) {
            assertThat(kept.blob(relay, ROOM, Bytes.utf8("block"))).isNotInstanceOf(Answer.Given.class);
            strace.end();
        }
        assertThat(run.running()).isTrue();
        kept.append(relay, ROOM, TestLog.entry("after"));
        kept.standsAndGoesOn(relay, call + " " + error);
    }

    @ParameterizedTest
    @CsvSource({"EMFILE", "EROFS"})
    void while_no_more_files_can_be_opened_attachments_are_put_off_and_entries_are_taken_as_before(String error)
            throws IOException {
        Bytes before = Bytes.utf8("block before");
        kept.blob(relay, ROOM, before);
        kept.stands(relay, "before");
        try (Strace strace = Strace.at(run.pid(), Fault.error("openat", error, ALL), root.resolve("calls"))) {
            assertThat(putOff(kept.blob(relay, ROOM, Bytes.utf8("block during"))))
                    .isTrue();
            assertThat(putOff(relay.getBlob(ROOM.id(), ROOM.capability(), Relay.blobHash(before))))
                    .as("nobody is told that it is lost")
                    .isTrue();
            assertThat(kept.append(relay, ROOM, TestLog.entry("during"))).isInstanceOf(Answer.Given.class);
            strace.end();
        }
        kept.standsAndGoesOn(relay, "openat " + error);
        assertThat(run.running()).isTrue();
    }

    /** Whoever asked asks again later. */
    private static boolean putOff(Answer<?> answer) {
        return answer instanceof Answer.Silent<?> || answer.equals(new Answer.Declined<>(Relay.Why.LATER));
    }

    @Test
    void bytes_that_flipped_are_named_at_the_start_and_all_else_is_served() throws IOException {
        kept.append(relay, ROOM, TestLog.entry("flipped"));
        Kept others = new Kept();
        others.create(relay, OTHER);
        others.append(relay, OTHER, TestLog.entry("in another room"));
        run.kill();
        Path segment = folder.resolve("data/log/0000000000.segment");
        byte[] bytes = Files.readAllBytes(segment);
        bytes[at(bytes, "flipped")] ^= 1;
        Files.write(segment, bytes);

        stop();
        start();

        assertThat(folder.resolve("said"))
                .content()
                .contains("Damaged: segment 0")
                .contains("an entry's bytes");
        others.stands(relay, "in another room");
        assertThat(ROOM.read(relay, 0).entries()).containsExactly(TestLog.entry("before"));
        kept.append(relay, ROOM, TestLog.entry("flipped"));
        kept.stands(relay, "mended by who had it");
    }

    private static int at(byte[] bytes, String words) {
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(words);
        assertThat(at).isPositive();
        return at;
    }
}
