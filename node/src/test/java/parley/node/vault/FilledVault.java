package parley.node.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import parley.base.Bytes;
import parley.node.vault.Vault.Look;

/** A vault of some sixty cells, one of which was written twice, and the look at its rows. */
abstract class FilledVault extends OneVault {
    static final int CELLS = 60;
    static final String PASSPHRASE = "correct horse";

    Vault filled() {
        Vault vault = create(PASSPHRASE);
        put(expected());
        vault.transact(tx -> {
            tx.put(NAME.with(0), text(0));
            return true;
        });
        return vault;
    }

    static Map<Integer, Bytes> expected() {
        Map<Integer, Bytes> expected = new TreeMap<>();
        for (int i = 0; i < CELLS; i++) {
            expected.put(i, text(i));
        }
        expected.put(CELLS, Bytes.utf8(TEXT.repeat(200)));
        return expected;
    }

    /** The file and the mark beside it, as they lie on the disk of a locked vault. */
    record OnDisk(Bytes file, Bytes mark) {}

    OnDisk onDisk() throws IOException {
        return new OnDisk(
                Bytes.wrap(Files.readAllBytes(root.resolve("vault.db"))),
                Bytes.wrap(Files.readAllBytes(root.resolve("vault.mark"))));
    }

    /** Puts them back, but for what a disk, or somebody, made of the file. */
    void lay(byte[] file, OnDisk as) throws IOException {
        Files.write(root.resolve("vault.db"), file);
        Files.write(root.resolve("vault.mark"), as.mark().toArray());
    }

    void put(Map<Integer, Bytes> cells) {
        open.orElseThrow().transact(tx -> {
            cells.forEach((number, value) -> tx.put(NAME.with(number), value));
            return true;
        });
    }

    static Bytes text(int number) {
        return Bytes.utf8((TEXT + number).repeat(1 + number % 9));
    }

    Vault unlocked() {
        return unlock(PASSPHRASE).orThrow();
    }

    static Look look(Vault vault) {
        Look look = vault.look();
        while (look == Look.UNDER_WAY) {
            look = vault.look();
        }
        return look;
    }

    static Losses lost(Vault vault) {
        return vault.cells(_ -> {});
    }

    static void accept(Vault vault) {
        vault.transact(tx -> {
            vault.accept(lost(vault));
            return true;
        });
    }
}
