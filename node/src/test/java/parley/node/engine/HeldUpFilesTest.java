package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Hash;
import parley.base.LogId;
import parley.base.Result;
import parley.base.TableId;
import parley.node.desk.Notice;
import parley.node.desk.RoomRef;
import parley.node.engine.FileCells.UploadRecord;
import parley.node.engine.UploadNotices.Held;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.Relay.Why;
import parley.talks.rules.QuietSlots;
import parley.talks.rules.RoomKind;

/** A file that doesn't get to the relay: its person sees how far it is, and is told what holds it up until it goes on. */
final class HeldUpFilesTest {
    private static final byte[] LETTER = "A letter.".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private volatile boolean declining = true;
    private final AskedRelays watched = new AskedRelays(
            call -> declining && call.what().equals("putBlob") ? new Answer.Declined<>(Why.LATER) : call.answer());
    private TestTable talks;
    private TestNode oman;
    private TestNode iran;
    private RoomRef room;
    private String upload;

    @BeforeEach
    void heldUp() {
        talks = new TestTable(folder);
        oman = new TestNode(folder.resolve("oman"), watched, () -> Instant.now().plus(ahead.get()));
        iran = talks.node("iran");
        TableId table = talks.two(oman, iran);
        room = TestTable.found(table, "Caucus", RoomKind.CAUCUS, TestTable.ANSWERED, oman, iran);
        upload = oman.gives(room, "letter.txt", LETTER);
    }

    @AfterEach
    void end() throws Exception {
        oman.close();
        talks.close();
    }

    @Test
    void how_far_it_is_stands_under_the_line_of_its_author_until_all_of_it_is_there() {
        say();
        assertThat(sent(oman)).isEqualTo(OptionalLong.of(0));
        assertThat(oman.desk().attachments().underWay()).isEqualTo(1);
        assertThat(sent(iran)).as("who only reads sends nothing").isEmpty();

        declining = false;
        oman.awaitTrue("all of it to be there", now -> now.attachments().underWay() == 0);
        assertThat(sent(oman)).isEmpty();
    }

    private void say() {
        oman.says(room, "Our letter", upload).orThrow();
    }

    private OptionalLong sent(TestNode node) {
        return node.awaitText(room, "Our letter")
                .content()
                .attachments()
                .getFirst()
                .sent();
    }

    @Test
    void a_relay_that_goes_on_declining_it_is_named_until_it_takes_it() {
        oman.awaitTrue("the relay to be asked again, as it is once the first no was noted", _ -> puts() > 1);
        assertThat(notices()).as("it may only be holding back").isEmpty();
        ahead.set(Declines.PATIENCE);
        oman.awaitTrue("to be told", _ -> notices().equals(List.of("room.file-declined")));
        declining = false;
        oman.awaitTrue("to be told no more", _ -> notices().isEmpty());
    }

    @Test
    void rules_that_make_the_room_quiet_keep_it_here_and_its_person_is_told() {
        oman.awaitTrue("the relay to be asked again, as it is once the first no was noted", _ -> puts() > 1);
        ahead.set(Declines.PATIENCE);
        oman.awaitTrue("to be told of the relay", _ -> notices().equals(List.of("room.file-declined")));
        TestTable.agree(room, TestTable.ANSWERED.next().withQuiet(QuietSlots.MINUTE), oman, iran);
        oman.awaitTrue(
                "to be told that instead of what was told before",
                _ -> notices().equals(List.of("room.file-waits")));
        assertThat(oman.desk().attachments().underWay())
                .as("what doesn't go asks nobody to keep the device unlocked")
                .isZero();
        oman.desk().attachments().cancel(upload).orThrow();
        oman.awaitTrue("to be told no more, once it is removed", _ -> notices().isEmpty());
    }

    /** Its message has no place yet, so nobody waits for it there. All that was left is tried at once after an unlock. */
    @Test
    void out_of_a_frozen_room_it_goes_no_further() throws IOException {
        RoomRef elsewhere = talks.caucus(TestTable.ANSWERED, oman, iran);
        oman.desk().keeping().askForRenewal(room.table(), false).orThrow();
        String other = oman.gives(elsewhere, "letter.txt", LETTER);
        long before = puts(room);
        oman.restart();
        long beforeOther = puts(elsewhere);
        oman.awaitTrue("the other file to be tried again", _ -> puts(elsewhere) > beforeOther + 1);
        assertThat(puts(room)).as("but for a try that was under way").isLessThanOrEqualTo(before + 1);
        oman.desk().attachments().cancel(other).orThrow();
        assertThat(oman.desk().attachments().underWay()).isZero();
    }

    @Test
    void a_file_that_the_disk_lost_is_named_until_its_person_removes_it() throws Exception {
        lose();
        oman.awaitTrue("to be told", _ -> notices().equals(List.of("room.file-unreadable")));
        assertThat(oman.desk().attachments().underWay()).isZero();
        assertThat(oman.says(room, "Our letter", upload))
                .as("whoever reads it would wait for ever")
                .isEqualTo(Result.refused("attachment.lost", "letter.txt"));
        oman.desk().attachments().cancel(upload).orThrow();
        assertThat(notices()).isEmpty();
    }

    @Test
    void a_file_of_a_message_that_the_disk_lost_is_named_once_and_not_at_every_unlock() throws Exception {
        say();
        lose();
        oman.awaitTrue("to be told", _ -> notices().equals(List.of("room.file-unreadable")));
        assertThat(sent(oman)).as("nothing of it goes any more").isEmpty();
        oman.restart();
        assertThat(oman.engine().<List<Hash>>read(tx -> Result.done(FileCells.uploads(tx))))
                .as("nothing is left that would be tried at the next unlock")
                .isEqualTo(Result.done(List.of()));
        assertThat(oman.desk().attachments().underWay()).isZero();
        assertThat(notices()).containsExactly("room.file-unreadable");
    }

    @Test
    void of_two_files_of_one_name_the_other_is_still_named_when_one_gets_through() {
        UploadRecord first = record(upload);
        UploadRecord second = record(oman.desk()
                .attachments()
                .begin(room, "letter.txt", LETTER.length)
                .orThrow()
                .id());
        UploadNotices told = new UploadNotices(oman.engine());
        told.tell(first, Held.DECLINED);
        told.tell(second, Held.DECLINED);
        told.over(first);
        assertThat(notices()).containsExactly("room.file-declined");
        told.over(second);
        assertThat(notices()).isEmpty();
    }

    private UploadRecord record(String id) {
        return oman.engine()
                .<UploadRecord>read(
                        tx -> Result.done(FileCells.upload(tx, Hash.hex(id)).orElseThrow()))
                .orThrow();
    }

    private void lose() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("oman"))) {
            Files.delete(all.filter(file -> file.endsWith(upload)).findFirst().orElseThrow());
        }
    }

    private long puts() {
        return puts(room);
    }

    private long puts(RoomRef of) {
        Optional<LogId> log = oman.engine()
                .snapshot()
                .room(of)
                .flatMap(Snapshot.RoomShot::view)
                .map(view -> view.log().id());
        return watched.seen().stream()
                .filter(one -> one.what().equals("putBlob") && one.log().equals(log))
                .count();
    }

    private List<String> notices() {
        return oman.desk().rooms().room(room).orElseThrow().notices().stream()
                .map(Notice::key)
                .filter(key -> key.startsWith("room.file-"))
                .toList();
    }
}
