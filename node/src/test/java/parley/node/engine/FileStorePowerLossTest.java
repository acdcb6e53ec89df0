package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Secret;
import parley.node.crashdisk.CrashFiles;

/**
 * Attachments' chunks against power losses, kills and forces that fail. What must hold each time the node starts again: every chunk that
 * the vault was told to count opens to what was written, and whatever else opens was once written at that place.
 */
class FileStorePowerLossTest {
    private static final int SEEDS = 40;
    private static final int LIVES = 4;
    private static final int ACTS = 8;
    private static final int MOST_CHUNKS = 3;

    /** One short and one long enough to fill many sectors of its place. */
    private static final List<Integer> SIZES = List.of(100, FileStore.CHUNK);

    private static final List<Hash> FILES = List.of(Hash.of("map"), Hash.of("list"), Hash.of("letter"));

    private final Map<Hash, List<Bytes>> counted = new HashMap<>();
    private final Map<Hash, Set<Bytes>> written = new HashMap<>();

    static LongStream seeds() {
        return LongStream.range(0, SEEDS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void chunks_that_count_survive_and_no_others_open(long seed) throws IOException {
        Random random = new Random(seed);
        CrashFiles disk = new CrashFiles();
        for (int life = 0; life < LIVES; life++) {
            FileStore store = open(disk, random);
            check(store, "seed " + seed + ", life " + life);
            for (int act = random.nextInt(ACTS); act > 0; act--) {
                act(disk, store, random);
            }
            disk = random.nextInt(3) == 0 ? disk.kill() : disk.crash(random);
        }
        check(open(disk, random), "seed " + seed + ", last");
    }

    private static FileStore open(CrashFiles disk, Random random) {
        return new FileStore(
                disk.data().resolve("files"), Secret.of(Hash.of("files").value()), random::nextBytes);
    }

    private void act(CrashFiles disk, FileStore store, Random random) throws IOException {
        Hash file = FILES.get(random.nextInt(FILES.size()));
        if (random.nextInt(6) == 0) {
            counted.remove(file); // First: a file that goes is named by no cell.
            store.delete(file);
            return;
        }
        List<Bytes> before = counted.getOrDefault(file, List.of());
        List<Bytes> chunks = new ArrayList<>();
        for (int i = random.nextInt(MOST_CHUNKS); i >= 0; i--) {
            byte[] chunk = new byte[SIZES.get(random.nextInt(SIZES.size()))];
            random.nextBytes(chunk);
            chunks.add(Bytes.wrap(chunk));
        }
        for (int i = 0; i < chunks.size(); i++) {
            written.computeIfAbsent(place(file, before.size() + i), place -> new HashSet<>())
                    .add(padded(chunks.get(i)));
        }
        if (random.nextInt(4) == 0) {
            disk.nextForceFails();
        }
        try {
            store.write(file, before.size(), chunks);
            List<Bytes> all = new ArrayList<>(before);
            all.addAll(chunks);
            counted.put(file, all);
        } catch (IOException e) {
            assertThat(e).as("the disk's word").hasMessage("input/output error");
        }
    }

    private void check(FileStore store, String when) throws IOException {
        for (Map.Entry<Hash, List<Bytes>> file : counted.entrySet()) {
            for (int i = 0; i < file.getValue().size(); i++) {
                Bytes chunk = file.getValue().get(i);
                assertThat(store.read(file.getKey(), i, chunk.size())).as(when).contains(chunk);
            }
        }
        for (Hash file : FILES) {
            for (int i = 0; i < ACTS * MOST_CHUNKS; i++) {
                Optional<Bytes> opened = store.read(file, i, FileStore.CHUNK);
                Set<Bytes> once = written.getOrDefault(place(file, i), Set.of());
                assertThat(opened.isEmpty() || once.contains(opened.get()))
                        .as(when)
                        .isTrue();
            }
        }
    }

    /** A chunk fills its place whatever its size. */
    private static Bytes padded(Bytes chunk) {
        return Bytes.concat(chunk, Bytes.wrap(new byte[FileStore.CHUNK - chunk.size()]));
    }

    private static Hash place(Hash file, int index) {
        return Hash.of("place", file.value(), Hash.number(index));
    }
}
