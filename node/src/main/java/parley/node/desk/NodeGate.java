package parley.node.desk;

import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import parley.base.Ok;
import parley.base.Result;
import parley.base.Secret;

/**
 * The door of a node: makes its vault, unlocks it with a passphrase, locks it again.
 *
 * <p>Guarantees that nothing of the vault can be read while locked, that the wrong passphrase and a damaged key slot
 * get one and the same answer, and that after {@link #WRONG_BEFORE_PAUSE} wrong ones each further try has to wait. Doesn't
 * guarantee that a passphrase can be recovered: there is no way back into a vault without one. Thread-safe; {@link #create},
 * {@link #unlock} and {@link #changePassphrase} take about a second each on purpose (Argon2id).
 */
public interface NodeGate {
    /** Enough for slips of the hand; a machine that guesses is slowed from here on. */
    int WRONG_BEFORE_PAUSE = 5;

    /** Shorter ones are refused: below this, guessing is cheap even with 256 MiB a guess. Characters, not bytes. */
    int LEAST_PASSPHRASE = 10;

    /** Why making a vault is refused where it was made, and only can't be opened now. */
    String MADE_NOT_OPEN = "gate.made-not-open";

    /** Where the door stands. */
    sealed interface State {
        /** No vault yet: {@link NodeGate#create}. */
        record Fresh() implements State {}

        /** @param pausedUntil when present, no passphrase is tried before then */
        record Locked(Optional<Instant> pausedUntil) implements State {}

        /** The passphrase is being tried or the vault loaded. */
        record Opening() implements State {}

        record Unlocked(Instant since) implements State {}

        /** The vault can't be used: {@code what} names a notice of the catalogue. Nothing was changed. */
        record Unusable(Notice what) implements State {}
    }

    State state();

    /** Makes a vault under this passphrase and unlocks it; refused when there is one. The caller erases the passphrase. */
    Result<Desk> create(Secret passphrase);

    Result<Desk> unlock(Secret passphrase);

    /**
     * Makes a vault from a backup, in a data folder without one. All its seats are frozen until renewed.
     *
     * @param of the backup's own passphrase
     */
    Result<Desk> restore(InputStream backup, Secret of, Secret passphrase);

    /** The desk while unlocked. Every method of a desk that was locked meanwhile answers with the refusal {@code gate.locked}. */
    Optional<Desk> desk();

    /** Erases all keys in memory and ends every connection; harmless when locked. */
    void lock();

    /** Runs it after every lock from now on, whoever locks or whatever does: for what others keep only while the node is open. */
    void whenLocked(Runnable then);

    /** A person acted: the idle clock starts again. Not to be called for requests that a page makes by itself. */
    void touch();

    /** Wraps the vault's key under a new passphrase; backups made before still need the old one. */
    Result<Ok> changePassphrase(Secret present, Secret next);
}
