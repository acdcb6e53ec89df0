package parley.node.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
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
        OnDisk whole = onDisk();
        long seed = Long.getLong("parley.seed", System.nanoTime());
        Random choice = new Random(seed);
        int named = 0;
        for (int i = 0; i < Integer.getInteger("parley.flips", FLIPS); i++) {
            int bit = choice.nextInt(whole.file().size() * Byte.SIZE);
            byte[] rotten = whole.file().toArray();
            rotten[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            lay(rotten, whole);
            String which = "seed " + seed + ", bit " + bit;
            TreeMap<Integer, Bytes> expected = new TreeMap<>(expected());
            if (isNamed(expected, which) || isNamedByWritingOn(expected)) {
                named++;
            } else {
                lock();
                named += isNamed(expected, which + ", written on") ? 1 : 0;
            }
            lock();
            assertThat(root.resolve("vault.db-wal"))
                    .as(which + ": nobody has it open")
                    .doesNotExist();
        }
        assertThat(named).as("of those that did harm, seed %d", seed).isPositive();
    }

    /** The bit by which SQLite tells a row's name, a blob, from a text of the same bytes, which it orders and compares otherwise. */
    @Test
    void a_name_that_rots_into_text_is_named_whichever_row_it_is() throws Exception {
        filled();
        lock();
        OnDisk whole = onDisk();
        List<Integer> kinds = kindsOfNames(ByteBuffer.wrap(whole.file().toArray()));
        assertThat(kinds).hasSizeGreaterThan(CELLS);
        for (int at : kinds) {
            byte[] rotten = whole.file().toArray();
            rotten[at] ^= 1;
            lay(rotten, whole);
            assertThat(isNamed(expected(), "byte " + at)).as("byte %d", at).isTrue();
            open.ifPresent(vault ->
                    assertThat(lost(vault).unordered()).as("byte %d", at).isTrue());
            lock();
        }
    }

    /** Where the kinds of all names stand: https://www.sqlite.org/fileformat2.html, "B-tree Pages" and "Record Format". */
    private static List<Integer> kindsOfNames(ByteBuffer file) {
        int blobOf32Bytes = 12 + 2 * CellSeal.INDEX;
        int size = file.getShort(16);
        List<Integer> kinds = new ArrayList<>();
        for (int page = size; page < file.capacity(); page += size) {
            boolean interior = file.get(page) == 0x02;
            if (!interior && file.get(page) != 0x0A) {
                continue;
            }
            for (int cell = 0; cell < file.getShort(page + 3); cell++) {
                int record = page + file.getShort(page + (interior ? 12 : 8) + 2 * cell) + (interior ? 4 : 0);
                while (file.get(record++) < 0) {} // The record's size.
                if (file.get(record + 1) == blobOf32Bytes) {
                    kinds.add(record + 1);
                }
            }
        }
        return kinds;
    }

    /** Else each try would leave a file open, whose log the next one then waits to empty. */
    @Test
    void an_unlocking_that_cant_be_written_leaves_nothing_open() throws Exception {
        filled();
        lock();
        damage("CREATE TRIGGER refuses BEFORE INSERT ON cell BEGIN SELECT RAISE(ABORT, 'refused'); END");
        assertThat(unlock(PASSPHRASE).isDone()).isFalse();
        assertThat(root.resolve("vault.db-wal")).doesNotExist();
    }

    /** What only a page's writing reads of it (the room that is free there) is found no sooner. */
    private boolean isNamedByWritingOn(Map<Integer, Bytes> expected) {
        Map<Integer, Bytes> more = new TreeMap<>();
        for (int number = CELLS + 1; number < CELLS + 30; number++) {
            more.put(number, text(number));
        }
        expected.putAll(more);
        try {
            put(more);
            return false;
        } catch (StoreFailed e) {
            return true;
        }
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
