package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Bytes;
import parley.base.CanonicalWriter;
import parley.base.Randomness;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.Role;
import parley.base.TableId;
import parley.base.Until;
import parley.node.desk.Attachments;
import parley.node.desk.RoomRef;
import parley.node.desk.Tables;
import parley.node.vault.DataFolder;
import parley.node.vault.Vault;
import parley.node.vault.VaultDoor;
import parley.protocol.port.Key;

@Tag("wide")
@DisplayName("Removing a table")
final class TableRemovalTest {
    /** Longer than a log's name and the place behind it: the names of gone logs stay at the relay. */
    private static final int PIECE = 64;

    private static final int PIECE_EVERY = 512;

    @TempDir
    private Path folder;

    private TestTable talks;
    private TestNode oman;
    private TestNode iran;
    private TableId table;
    private RoomRef room;

    @BeforeEach
    void talk() throws Exception {
        talks = new TestTable(folder);
        oman = talks.node("oman");
        iran = talks.node("iran");
        room = talks.caucus(oman, iran);
        table = room.table();
        byte[] letter = "A letter.".getBytes(StandardCharsets.UTF_8);
        Attachments files = iran.desk().attachments();
        files.piece(files.begin(room, "letter.txt", letter.length).orThrow().id(), 0, letter)
                .orThrow();
        iran.say(room, "We are listening.");
        oman.awaitText(room, "We are listening.");
    }

    @AfterEach
    void rise() throws IOException {
        talks.close();
    }

    @Test
    @DisplayName("leaves nothing of it in the vault and no file, and leaves other tables alone")
    void erases() throws Exception {
        TableId other = talks.open(iran, "Iran", Role.PARTY);

        iran.desk().tables().remove(table).orThrow();

        assertThat(iran.desk().tables().list())
                .extracting(Tables.TableView::table)
                .containsExactly(other);
        assertThat(iran.desk().rooms().room(room)).isEmpty();
        assertThat(files()).as("files, before a start looks for forgotten ones").isEmpty();
        iran.restart();
        assertThat(iran.desk().tables().list())
                .extracting(Tables.TableView::table)
                .containsExactly(other);
        iran.close();
        assertThat(cellsOf(room)).isEmpty();
        assertThat(cellsNaming(table.toHex())).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    @DisplayName(
            "leaves the relay what others still need, and nothing once all have removed it, whoever was locked or cut off meanwhile")
    void erasedAtTheRelay() throws Exception {
        Set<Bytes> pieces = piecesAtTheRelay();
        assertThat(pieces).hasSizeGreaterThan(50);

        oman.desk().tables().remove(table).orThrow();
        iran.say(room, "Are you there?");
        iran.awaitText(room, "Are you there?");
        assertThat(iran.desk().rooms().room(room).orElseThrow().notices()).isEmpty();
        assertThat(stillThere(pieces)).as("the log that Iran reads").isNotEmpty();

        int port = talks.relay().port();
        talks.stopRelay();
        iran.desk().tables().remove(table).orThrow();
        iran.restart();
        talks.startRelayAgain(port);
        Until.holds("the relay to keep no piece", () -> stillThere(pieces).isEmpty());
        iran.awaitTrue(
                "nothing to be left to tell",
                _ -> iran.modified(work -> Result.done(
                                work.tx.get(Key.of("desk/releasing")).isEmpty()))
                        .orThrow());
    }

    /** Pieces of all that the relay keeps of entries: nothing in them is there twice by chance. */
    private Set<Bytes> piecesAtTheRelay() throws IOException {
        Set<Bytes> pieces = new HashSet<>();
        for (Bytes file : relayFiles()) {
            for (int at = PIECE; at + PIECE <= file.size(); at += PIECE_EVERY) {
                Bytes piece = file.slice(at, at + PIECE);
                if (!piece.equals(Bytes.wrap(new byte[PIECE]))) {
                    pieces.add(piece);
                }
            }
        }
        return pieces;
    }

    private List<Bytes> stillThere(Set<Bytes> pieces) throws IOException {
        List<String> files = new ArrayList<>();
        for (Bytes file : relayFiles()) {
            files.add(new String(file.toArray(), StandardCharsets.ISO_8859_1));
        }
        return pieces.stream()
                .filter(piece -> {
                    String words = new String(piece.toArray(), StandardCharsets.ISO_8859_1);
                    return files.stream().anyMatch(file -> file.contains(words));
                })
                .toList();
    }

    private List<Bytes> relayFiles() throws IOException {
        List<Bytes> files = new ArrayList<>();
        for (String kind : List.of("log", "blobs")) {
            Path there = folder.resolve("relay").resolve(kind);
            if (Files.isDirectory(there)) {
                try (Stream<Path> all = Files.walk(there)) {
                    for (Path file : all.filter(Files::isRegularFile).toList()) {
                        try {
                            files.add(Bytes.wrap(Files.readAllBytes(file)));
                        } catch (NoSuchFileException e) {
                            assertThat(e).as("it went just now").isNotNull();
                        }
                    }
                } catch (UncheckedIOException e) {
                    assertThat(e).as("a folder went just now").hasCauseInstanceOf(NoSuchFileException.class);
                }
            }
        }
        return files;
    }

    @Test
    @DisplayName("lets one sit down there again, as somebody new")
    void again() {
        iran.desk().tables().remove(table).orThrow();

        talks.pair(oman, table, "Oman", iran, "Iran, anew", Role.PARTY);

        assertThat(iran.desk().rooms().list(table)).isEmpty();
        oman.say(room, "Is anybody there?");
        oman.awaitText(room, "Is anybody there?");
    }

    @Test
    @DisplayName("goes on at the next unlock where it was broken off")
    void resumes() throws Exception {
        iran.close();
        var unused = withVault(vault -> vault.transact(tx -> {
            tx.put(
                    Key.of("desk/erasing"),
                    new CanonicalWriter()
                            .list(
                                    List.of(table),
                                    (to, id) -> to.hash(id.hash())
                                            .list(List.of(room.room()), (in, one) -> in.hash(one.hash())))
                            .bytes());
            tx.delete(Key.of("desk/tables"));
            return true;
        }));

        iran.restart();

        Bytes invitation = oman.desk()
                .tables()
                .invite(table, "Iran, anew", Role.PARTY, Tables.INVITATION_VALID)
                .orThrow()
                .file();
        iran.awaitTrue(
                "the erasure", now -> now.tables().accept(invitation, "Quay").isDone());
        iran.close();
        assertThat(cellsOf(room)).isEmpty();
    }

    @Test
    @DisplayName("of one that this node doesn't know is refused")
    void unknown() {
        Result<?> removed = iran.desk().tables().remove(new TableId(parley.base.Hash.of("no table")));
        assertThat(removed instanceof Result.Refused<?>(Refusal why) ? why.key() : "done")
                .isEqualTo("table.unknown");
    }

    private List<String> cellsOf(RoomRef gone) throws Exception {
        return cellsNaming(gone.room().toHex());
    }

    private List<String> cellsNaming(String id) throws Exception {
        List<String> found = new ArrayList<>();
        var unused = withVault(vault -> vault.cells(cell -> {
            String name = cell.key().name().toHex();
            if (name.contains(id)) {
                found.add(name);
            }
        }));
        return found;
    }

    private <T> T withVault(java.util.function.Function<Vault, T> work) throws Exception {
        try (DataFolder held = DataFolder.take(folder.resolve("iran")).orThrow();
                Vault vault = new VaultDoor(held, Randomness.system())
                        .open(TestNode.passphrase())
                        .orThrow()) {
            return work.apply(vault);
        }
    }

    private List<Path> files() throws IOException {
        Path files = folder.resolve("iran").resolve("files");
        if (!Files.isDirectory(files)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(files)) {
            return all.toList();
        }
    }
}
