package parley.node.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Secret;
import parley.node.crashdisk.CrashFiles;

/**
 * The mark beside a vault against power losses, kills and forces that fail, written when a vault writes it: no loss of power makes
 * a vault look like one that was put back, and after a kill one that really was is noticed.
 */
class GenerationMarkPowerLossTest {
    private static final int SEEDS = 300;
    private static final int LIVES = 8;
    private static final int COMMITS = 6;

    private static final Bytes VAULT = Hash.of("a vault").value();

    private long generation;
    private long boots;

    static LongStream seeds() {
        return LongStream.range(0, SEEDS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void only_a_vault_that_was_put_back_looks_like_one(long seed) throws IOException {
        Random random = new Random(seed);
        CrashFiles disk = new CrashFiles();
        boolean restored = false;
        for (int life = 0; life < LIVES; life++) {
            try (GenerationMark mark = open(disk)) {
                assertThat(looksPutBack(mark.read()))
                        .as("seed %d, life %d", seed, life)
                        .isEqualTo(restored);
                live(disk, mark, random);
            }
            boolean killed = random.nextBoolean();
            disk = killed ? disk.kill() : disk.crash(random);
            // Of what the mark itself has lost nothing can be noticed, so a vault is put back where it has lost
            // nothing.
            restored = killed && generation > 1 && random.nextInt(4) == 0;
            generation -= restored ? 1 : 0;
        }
    }

    private static GenerationMark open(CrashFiles disk) throws IOException {
        Path at = disk.data().resolve("vault.mark");
        return GenerationMark.open(at, Secret.of(Hash.of("master").value()), VAULT);
    }

    /** As a vault asks when it is unlocked. */
    private boolean looksPutBack(Optional<GenerationMark.Mark> last) {
        return generation > 0
                && last.map(mark -> mark.generation() > generation || mark.boots() > boots)
                        .orElse(true);
    }

    /** A vault's commit is on the disk before its mark is written, and the first one's mark is forced, with its name. */
    private void live(CrashFiles disk, GenerationMark mark, Random random) throws IOException {
        boots++;
        generation++;
        mark.write(new GenerationMark.Mark(generation, boots));
        mark.force();
        ForcedFolder.force(disk.data().resolve("vault.mark"));
        for (int commit = random.nextInt(COMMITS); commit > 0; commit--) {
            generation++;
            mark.write(new GenerationMark.Mark(generation, boots));
        }
    }
}
