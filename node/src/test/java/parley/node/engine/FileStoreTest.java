package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Randomness;
import parley.base.Secret;

/** Attachments on disk open at their place in their file, and nowhere else. */
final class FileStoreTest {
    private static final Hash MAP = Hash.of("map");
    private static final Hash LIST = Hash.of("list");

    @TempDir
    private Path folder;

    private final Secret key = Randomness.system().secret(32);
    private FileStore store;

    @BeforeEach
    void twoFiles() throws IOException {
        store = new FileStore(folder, key, Randomness.system());
        store.write(MAP, 0, List.of(filled('a'), filled('b')));
        store.write(LIST, 0, List.of(filled('c')));
    }

    @Test
    void what_was_written_is_read() throws IOException {
        assertThat(store.read(MAP, 1, FileStore.CHUNK)).contains(filled('b'));
        assertThat(store.read(MAP, 2, FileStore.CHUNK)).isEmpty();
    }

    @Test
    void chunks_that_changed_places_do_not_open() throws IOException {
        Path file = folder.resolve(MAP.toHex());
        byte[] bytes = Files.readAllBytes(file);
        int half = bytes.length / 2;
        byte[] turned = new byte[bytes.length];
        System.arraycopy(bytes, half, turned, 0, half);
        System.arraycopy(bytes, 0, turned, half, half);
        Files.write(file, turned);
        assertThat(store.read(MAP, 0, FileStore.CHUNK)).isEmpty();
        assertThat(store.read(MAP, 1, FileStore.CHUNK)).isEmpty();
    }

    @Test
    void one_file_does_not_open_under_the_name_of_another() throws IOException {
        Files.write(folder.resolve(MAP.toHex()), Files.readAllBytes(folder.resolve(LIST.toHex())));
        assertThat(store.read(MAP, 0, FileStore.CHUNK)).isEmpty();
    }

    /** The folder is forced after the file, so that what the vault then says of it holds after power loss. */
    @Test
    void a_new_file_is_named_by_its_folder_for_good_before_its_chunks_count() throws IOException {
        List<Path> forced = new ArrayList<>();
        Path files = folder.resolve("new");
        FileStore careful = new FileStore(files, key, Randomness.system(), file -> {
            assertThat(files.resolve(MAP.toHex())).exists();
            forced.add(file);
        });
        careful.write(MAP, 0, List.of(filled('a')));
        assertThat(forced).containsExactly(files.resolve(MAP.toHex()), files);
        forced.clear();
        careful.write(MAP, 1, List.of(filled('b')));
        assertThat(forced).isEmpty();
    }

    @Test
    void a_file_cut_by_locking_is_no_full_disk() {
        store.close();
        assertThatThrownBy(() -> store.write(MAP, 2, List.of(filled('d'))))
                .isInstanceOfSatisfying(
                        IOException.class,
                        why -> assertThat(store.refusal(why).key()).isEqualTo("gate.locked"));
    }

    @Test
    void a_file_that_cannot_be_written_though_there_is_room_is_a_failure_of_the_store() throws IOException {
        Files.createDirectory(folder.resolve(Hash.of("a folder").toHex()));
        assertThatThrownBy(() -> store.write(Hash.of("a folder"), 0, List.of(filled('d'))))
                .isInstanceOfSatisfying(
                        IOException.class,
                        why -> assertThat(store.refusal(why).key()).isEqualTo("vault.failed"));
    }

    @Test
    void once_closed_it_has_no_key_and_neither_reads_nor_writes() throws IOException {
        store.close();
        assertThat(key.reveal()).containsOnly(0);
        assertThatThrownBy(() -> store.write(LIST, 1, List.of(filled('d')))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> store.read(MAP, 0, FileStore.CHUNK)).isInstanceOf(IOException.class);
    }

    private static Bytes filled(char with) {
        byte[] chunk = new byte[FileStore.CHUNK];
        Arrays.fill(chunk, (byte) with);
        return Bytes.wrap(chunk);
    }
}
