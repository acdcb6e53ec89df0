package parley.node.vault;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Ok;
import parley.base.Randomness;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.Secret;
import parley.protocol.port.Store.StoreFailed;

/**
 * Makes vaults, opens them with a passphrase, and changes passphrases.
 *
 * <p>Guarantees that a wrong passphrase and a damaged key slot get the same answer, and that a passphrase change either
 * stands whole or not at all. {@code docs/vault.md}, "Keys". Not thread-safe; each call that takes a passphrase lasts about
 * half a second for each slot.
 */
public final class VaultDoor {
    private final DataFolder folder;
    private final Randomness randomness;
    private final Optional<Stretching> fixedCost;

    /** A door whose new slots cost what {@link Stretching#calibrated} finds. */
    public VaultDoor(DataFolder folder, Randomness randomness) {
        this(folder, randomness, Optional.empty());
    }

    /** A door whose new slots cost exactly this; for tests, where half a second a slot is too long. */
    public VaultDoor(DataFolder folder, Randomness randomness, Stretching cost) {
        this(folder, randomness, Optional.of(cost));
    }

    private VaultDoor(DataFolder folder, Randomness randomness, Optional<Stretching> fixedCost) {
        this.folder = folder;
        this.randomness = randomness;
        this.fixedCost = fixedCost;
    }

    public boolean hasVault() {
        return folder.hasVault();
    }

    /** Makes an empty vault. */
    public Result<Vault> create(Secret passphrase) {
        return create(passphrase, vault -> Ok.done());
    }

    /**
     * Makes a vault that holds something from the first.
     *
     * <p>Guarantees that there is either a whole vault afterwards or none, whatever ends the process meanwhile: it is made in a
     * folder of its own, which the next attempt empties, and moved to its place when it is filled.
     *
     * @param fill what goes into it; when it refuses there is no vault
     */
    public Result<Vault> create(Secret passphrase, Function<Vault, Result<Ok>> fill) {
        if (folder.hasVault()) {
            return Result.refused("gate.vault-exists");
        }
        Secret master = randomness.secret(KeySlot.MASTER);
        try {
            DataFolder making = folder.making();
            VaultFile file = VaultFile.create(making.vault());
            KeySlot slot = KeySlot.wrap(master, passphrase, cost(), randomness);
            file.putSlot(slot.id(), slot.encoded());
            file.commit();
            Result<Ok> filled;
            try (Vault made = Vault.made(making, file, Secret.of(master.revealBytes()), idOf(master), randomness)) {
                filled = fill.apply(made);
                made.scrub(); // All of it into the one file that is moved.
            }
            if (filled instanceof Result.Refused<Ok>(Refusal why)) {
                making.discard();
                return Result.refused(why);
            }
            folder.adopt(making);
            return Result.done(Vault.opened(folder, VaultFile.open(folder.vault()), master, idOf(master), randomness));
        } catch (StoreFailed e) {
            return Result.refused(keyOf(e));
        } catch (IOException e) {
            return Result.refused("vault.unwritable");
        }
    }

    public Result<Vault> open(Secret passphrase) {
        if (!folder.hasVault()) {
            return Result.refused("gate.no-vault");
        }
        try {
            VaultFile file = VaultFile.open(folder.vault());
            try {
                // What an earlier process left in the system's memory alone: once a force has failed, the next one may
                // say
                // that all is well though nothing was written.
                file.emptyLog();
                Optional<Secret> master = unwrap(file, passphrase);
                if (master.isEmpty()) {
                    file.close();
                    return Result.refused("gate.wrong-passphrase");
                }
                return Result.done(Vault.opened(folder, file, master.get(), idOf(master.get()), randomness));
            } catch (StoreFailed | IOException e) {
                file.close();
                throw e;
            }
        } catch (StoreFailed e) {
            return Result.refused(keyOf(e));
        } catch (IOException e) {
            return Result.refused("vault.failed");
        }
    }

    /** What became of the slot of a passphrase in whose place another stands. */
    public enum Former {
        OVERWRITTEN,
        /** It still lies in the log beside the file, until the vault is opened again. */
        IN_THE_LOG
    }

    /** Puts a slot under {@code next} in place of the one that {@code present} opens. When it is done, only {@code next} opens. */
    public Result<Former> changePassphrase(Vault vault, Secret present, Secret next) {
        try (Secret master = vault.master()) {
            Optional<KeySlot> old =
                    vault.withFile(file -> slotOf(file, present, master)).result();
            if (old.isEmpty()) {
                return Result.refused("gate.wrong-passphrase");
            }
            KeySlot slot = KeySlot.wrap(master, next, cost(), randomness);
            boolean overwritten = vault.withFile(file -> {
                        file.putSlot(slot.id(), slot.encoded());
                        file.deleteSlot(old.get().id());
                        return Ok.OK;
                    })
                    .logEmptied();
            return Result.done(overwritten ? Former.OVERWRITTEN : Former.IN_THE_LOG);
        } catch (StoreFailed e) {
            return Result.refused(keyOf(e));
        }
    }

    /** Lets one more passphrase open the vault: one slot for each person. */
    public Result<Ok> addPassphrase(Vault vault, Secret another) {
        try (Secret master = vault.master()) {
            KeySlot slot = KeySlot.wrap(master, another, cost(), randomness);
            return vault.withFile(file -> {
                        file.putSlot(slot.id(), slot.encoded());
                        return Ok.done();
                    })
                    .result();
        } catch (StoreFailed e) {
            return Result.refused(keyOf(e));
        }
    }

    /** The key of the sentence that says what failed. */
    public static String keyOf(StoreFailed failed) {
        String what = failed.getMessage();
        return what == null ? "vault.failed" : what;
    }

    /** Whether something can't be read, as against written. */
    public static boolean isDamage(StoreFailed failed) {
        return keyOf(failed).startsWith("vault.damaged");
    }

    /** Whether the disk failed: it may read or write again later. */
    public static boolean isOfTheDisk(StoreFailed failed) {
        return VaultFile.isOfTheDisk(failed);
    }

    private Stretching cost() {
        return fixedCost.orElseGet(Stretching::calibrated);
    }

    private static Optional<Secret> unwrap(VaultFile file, Secret passphrase) {
        for (Bytes encoded : file.slots()) {
            Optional<Secret> master = decode(encoded).flatMap(slot -> slot.unwrap(passphrase));
            if (master.isPresent()) {
                file.rollback();
                return master;
            }
        }
        file.rollback();
        return Optional.empty();
    }

    private static Optional<KeySlot> slotOf(VaultFile file, Secret passphrase, Secret master) {
        for (Bytes encoded : file.slots()) {
            Optional<KeySlot> slot = decode(encoded);
            if (slot.flatMap(s -> s.unwrap(passphrase)).filter(master::equals).isPresent()) {
                return slot;
            }
        }
        return Optional.empty();
    }

    private static Optional<KeySlot> decode(Bytes encoded) {
        try {
            return Optional.of(KeySlot.decode(encoded));
        } catch (Malformed e) {
            // One opaque answer for damaged slots and wrong passphrases: see the class comment.
            return Optional.empty();
        }
    }

    private static Bytes idOf(Secret master) {
        return parley.protocol.crypto.Kdf.derive(master, "vault/id", Hash.SIZE)
                .revealBytes()
                .slice(0, 16);
    }
}
