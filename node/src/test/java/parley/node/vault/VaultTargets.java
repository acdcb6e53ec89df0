package parley.node.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Ok;
import parley.base.Result;
import parley.base.Secret;
import parley.base.fuzz.Bombs;
import parley.base.fuzz.Budget;
import parley.base.fuzz.Canonical;
import parley.base.fuzz.Target;
import parley.protocol.crypto.Aead;
import parley.protocol.testing.SeededRandomness;

/** What a disk or a carried file gives a vault to read before anything of it is trusted. */
public final class VaultTargets {
    private static final Stretching CHEAP = new Stretching(Stretching.LEAST_MEMORY_KIB, 1);

    private VaultTargets() {}

    /** A key slot, from the head of a vault or a backup. */
    public static Target keySlot() {
        SeededRandomness randomness = new SeededRandomness(1);
        Bytes valid = KeySlot.wrap(
                        randomness.secret(KeySlot.MASTER), Secret.of(Bytes.utf8("passphrase")), CHEAP, randomness)
                .encoded();
        return Canonical.of("key-slot", Map.of("valid", valid), VaultTargets::slot);
    }

    private static Optional<Bytes> slot(Bytes input) {
        try {
            return Optional.of(KeySlot.decode(input).encoded());
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    public static Target backup() {
        return new Backup();
    }

    /**
     * The cells of a backup, sealed as whoever knows its passphrase could have; and the input as a whole file. Either all cells are
     * put, or none.
     */
    private static final class Backup implements Target {
        private static final Bytes HEADING = Bytes.utf8("parley backup, version 1\n");

        private final SeededRandomness randomness = new SeededRandomness(2);
        private final Secret passphrase = Secret.of(Bytes.utf8("passphrase"));
        private final Secret key = randomness.secret(KeySlot.MASTER);
        private final Bytes slot =
                KeySlot.wrap(key, passphrase, CHEAP, randomness).encoded();
        private final Vault vault;
        private final Map<String, Bytes> seeds = new LinkedHashMap<>();

        Backup() {
            try {
                DataFolder folder = DataFolder.take(
                                Files.createTempDirectory(Files.createDirectories(Path.of("target/fuzz")), "vault"))
                        .orThrow();
                vault = new VaultDoor(folder, randomness, CHEAP)
                        .create(passphrase)
                        .orThrow();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            seeds.put("two cells", cells(List.of(Bytes.utf8("a"), Bytes.utf8("b"))));
            seeds.put("no cell", cells(List.of()));
            seeds.put("a cell without a name", cells(List.of(Bytes.EMPTY)));
            seeds.put("a whole file", file(cells(List.of(Bytes.utf8("a")))));
            seeds.putAll(Bombs.of(List.of(cells(List.of(Bytes.utf8("a"))), file(Bytes.EMPTY))));
        }

        private static Bytes cells(List<Bytes> names) {
            return new CanonicalWriter()
                    .list(names, (out, name) -> out.field(name).field(Bytes.utf8("value")))
                    .bytes();
        }

        private Bytes file(Bytes plain) {
            Bytes last = Bytes.wrap(new byte[] {1});
            Bytes sealed = Aead.once(key, "vault/backup", Hash.number(0), last).seal(Bytes.EMPTY, plain);
            return new CanonicalWriter()
                    .raw(HEADING)
                    .field(slot)
                    .raw(last)
                    .field(sealed)
                    .bytes();
        }

        @Override
        public String name() {
            return "backup";
        }

        @Override
        public Map<String, Bytes> seeds() {
            return seeds;
        }

        /** The database's own buffers. */
        @Override
        public Budget budget() {
            return new Budget(16 << 20, 64, Budget.USUAL.processor());
        }

        @Override
        public Verdict read(Bytes input) throws IOException {
            boolean whole = input.startsWith(HEADING) && asked(input) <= CHEAP.memoryKiB();
            return put(whole ? input : file(input)) ? Verdict.READ : Verdict.REFUSED;
        }

        /** What the slot of a whole file asks for: one that asks for much is within its bounds, and takes its time. */
        private static int asked(Bytes file) {
            CanonicalReader in = new CanonicalReader(file.slice(HEADING.size(), file.size()));
            try {
                return KeySlot.decode(in.field(file.size())).cost().memoryKiB();
            } catch (Malformed e) {
                return 0;
            }
        }

        private boolean put(Bytes file) throws IOException {
            try {
                Result<Ok> read = VaultBackup.read(new ByteArrayInputStream(file.toArray()), passphrase, vault, _ -> {
                    throw new Undone();
                });
                assertThat(read.isDone()).isFalse();
                return false;
            } catch (Undone e) {
                return true;
            }
        }

        /** Ends a restore in its last transaction; what it put before is one and the same for all whole files. */
        private static final class Undone extends RuntimeException {
            private static final long serialVersionUID = 1L;
        }
    }
}
