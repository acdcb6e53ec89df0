package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Result;
import parley.base.Until;
import parley.node.desk.Attachments.Fetch;
import parley.node.desk.Line;
import parley.node.desk.RoomRef;
import parley.node.engine.FileCells.HereRecord;

/** What of fetched attachments lies on the disk: nothing that the vault doesn't name, for nothing else would be erased. */
final class FetchedFilesTest {
    private static final byte[] LETTER = "A letter.".getBytes(StandardCharsets.UTF_8);
    private static final Hash EARLIER = Hash.of("an earlier fetch");

    @TempDir
    private Path folder;

    private TestTable talks;
    private TestNode oman;
    private RoomRef room;
    private Line.Message line;

    @BeforeEach
    void sent() throws Exception {
        talks = new TestTable(folder);
        oman = talks.node("oman");
        TestNode iran = talks.node("iran");
        room = talks.caucus(oman, iran);
        String upload = iran.gives(room, "letter.txt", LETTER);
        iran.says(room, "Our letter", upload).orThrow();
        line = oman.awaitText(room, "Our letter");
    }

    @AfterEach
    void rise() throws IOException {
        talks.close();
    }

    @Test
    void a_file_that_was_damaged_is_fetched_again_in_its_own_place() throws Exception {
        oman.modified(work -> {
                    FileCells.put(work.tx, room, manifest(work), new HereRecord(EARLIER, 0, HereRecord.State.DAMAGED));
                    return Ok.done();
                })
                .orThrow();
        lay(EARLIER);

        fetch();
        await(Fetch.HERE);

        assertThat(files()).containsExactly(EARLIER.toHex());
    }

    @Test
    void a_fetch_whose_message_is_erased_meanwhile_leaves_nothing_behind() throws Exception {
        int port = talks.relay().port();
        talks.stopRelay();
        fetch();
        await(Fetch.FETCHING);
        oman.await(
                "its beginning",
                _ -> oman.modified(work -> Result.done(FileCells.here(work.tx, room, manifest(work))))
                        .orThrow());
        oman.modified(work -> {
                    FileCells.forgetHere(work.tx, room, manifest(work));
                    return Ok.done();
                })
                .orThrow();

        talks.startRelayAgain(port);
        oman.await("its end", _ -> Optional.of(state()).filter(state -> state != Fetch.FETCHING));

        assertThat(state()).isEqualTo(Fetch.NOT_FETCHED);
        assertThat(files()).isEmpty();
    }

    @Test
    void a_fetch_ends_when_its_file_is_erased_though_the_relay_is_silent() throws Exception {
        talks.stopRelay();
        fetch();
        HereRecord here = oman.await(
                "its beginning",
                _ -> oman.modified(work -> Result.done(FileCells.here(work.tx, room, manifest(work))))
                        .orThrow());
        oman.engine().listeners().erased(List.of(here.file()));
        oman.await("its end", _ -> Optional.of(state()).filter(state -> state != Fetch.FETCHING));
        assertThat(files()).isEmpty();
    }

    @Test
    void a_file_that_nothing_names_goes_at_the_next_unlock_and_the_others_stay() throws Exception {
        fetch();
        await(Fetch.HERE);
        List<String> named = files();
        oman.stop();
        lay(Hash.of("a copy that came into no message"));

        oman.restart();

        Until.holds("the file that nothing names to go", () -> files().equals(named));
        await(Fetch.HERE);
    }

    private void fetch() {
        oman.desk().attachments().fetch(room, line.index(), 0).orThrow();
    }

    private void await(Fetch wanted) {
        var unused =
                oman.await("the file to be " + wanted, _ -> Optional.of(state()).filter(wanted::equals));
    }

    private Fetch state() {
        return oman.awaitText(room, "Our letter")
                .content()
                .attachments()
                .getFirst()
                .state();
    }

    private Hash manifest(Work work) {
        LineRecord record =
                Ledger.line(work.tx, room, line.index()).orElseThrow().line();
        return record instanceof LineRecord.Said said
                ? FileCells.nameOf(Told.attachments(said.event()).getFirst().manifest())
                : Hash.of("no message");
    }

    private void lay(Hash file) throws IOException {
        Path files = Files.createDirectories(folder.resolve("oman").resolve("files"));
        Files.write(files.resolve(file.toHex()), LETTER);
    }

    private List<String> files() throws IOException {
        Path files = folder.resolve("oman").resolve("files");
        if (!Files.isDirectory(files)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(files)) {
            return all.map(one -> one.getFileName().toString()).toList();
        }
    }
}
