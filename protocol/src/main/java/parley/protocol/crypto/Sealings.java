package parley.protocol.crypto;

import java.util.function.Supplier;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Secret;

/**
 * Lets a simulation hear of every text that {@link Aead} seals within one call, so that it can hold all nodes to "one key and
 * IV, one text".
 *
 * <p>What is heard says nothing of a key or a text: a hash of key and IV, and the sealed bytes. Outside {@link #watched} nobody
 * hears anything, and nothing lets one thread watch another; that no node calls it, {@code ArchitectureTest} holds.
 */
public final class Sealings {
    private static final ScopedValue<Watcher> WATCHER = ScopedValue.newInstance();

    private Sealings() {}

    /** Hears of one sealing. */
    @FunctionalInterface
    public interface Watcher {
        /**
         * @param once stands for key and IV: the same for the same, another for others
         * @param sealed the same for the same text and additional data under these, another for others
         */
        void sealed(Hash once, Bytes sealed);
    }

    /** Lets {@code watcher} hear of what {@code act} seals on this thread. */
    public static <T> T watched(Watcher watcher, Supplier<T> act) {
        return ScopedValue.where(WATCHER, watcher).call(act::get);
    }

    static void tell(Secret material, Bytes sealed) {
        if (WATCHER.isBound()) {
            WATCHER.get().sealed(Hash.of("watched", material.revealBytes()), sealed);
        }
    }
}
