package parley.node.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.node.vault.Vault.Look;
import parley.protocol.port.Store.StoreFailed;

/** One bit of a vault's file flips: either somebody is told, or nothing is read that wasn't written. */
final class RottenBitTest extends FilledVault {
    private static final int FLIPS = 80;

    /** The seed and the bit are in what fails; the disk goes on being written on after it rotted. */
    @Test
    void one_bit_that_flips_anywhere_is_named_or_does_no_harm() throws Exception {
        filled();
        lock();
        byte[] whole = Files.readAllBytes(root.resolve("vault.db"));
        byte[] mark = Files.readAllBytes(root.resolve("vault.mark"));
        long seed = Long.getLong("parley.seed", System.nanoTime());
        Random choice = new Random(seed);
        int named = 0;
        for (int i = 0; i < Integer.getInteger("parley.flips", FLIPS); i++) {
            int bit = choice.nextInt(whole.length * Byte.SIZE);
            byte[] rotten = whole.clone();
            rotten[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            Files.write(root.resolve("vault.db"), rotten);
            Files.write(root.resolve("vault.mark"), mark);
            String which = "seed " + seed + ", bit " + bit;
            TreeMap<Integer, Bytes> expected = new TreeMap<>(expected());
            if (isNamed(expected, which)) {
                named++;
            } else {
                for (int more = CELLS + 1; more < CELLS + 30; more++) {
                    expected.put(more, text(more));
                }
                put(expected.tailMap(CELLS + 1));
                lock();
                named += isNamed(expected, which + ", written on") ? 1 : 0;
            }
            lock();
            Files.deleteIfExists(root.resolve("vault.db-wal"));
            Files.deleteIfExists(root.resolve("vault.db-shm"));
        }
        assertThat(named).as("of those that did harm, seed %d", seed).isPositive();
    }

    /** Whether opening, reading or the look names damage; when none does, every cell must be right. */
    private boolean isNamed(Map<Integer, Bytes> expected, String which) {
        try {
            if (!unlock(PASSPHRASE).isDone()) {
                return true;
            }
            Vault vault = open.orElseThrow();
            if (look(vault) == Look.LOST) {
                return true;
            }
            expected.forEach((number, value) -> assertThat(vault.<Optional<Bytes>>read(tx -> tx.get(NAME.with(number))))
                    .as(which)
                    .contains(value));
            return false;
        } catch (StoreFailed e) {
            return true;
        }
    }
}
