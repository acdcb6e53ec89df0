package parley.protocol.crypto;

import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import parley.base.Bytes;

/**
 * Remembers within one call which signatures hold, for a simulation in which many nodes of one process verify the same ones.
 *
 * <p>A verdict depends on key, text and signature alone, so what was found of these very bytes is what would be found again; whatever
 * differs in one bit is verified. What this process signs is taken to hold, but for a sample that is verified when it is asked for like
 * a stranger's. Nothing that fails is remembered. Outside {@link #within} nothing is remembered at all; that no node calls it,
 * {@code ArchitectureTest} holds.
 */
public final class HeldSignatures {
    private static final ScopedValue<HeldSignatures> HELD = ScopedValue.newInstance();

    /** One signature of ours in so many is not taken on trust, so that signing and verifying are held to each other. */
    private static final int SAMPLE = 8;

    private final Set<Signed> held = new HashSet<>();

    private record Signed(Bytes key, Bytes text, Bytes signature) {}

    private HeldSignatures() {}

    /** Remembers what {@code act} verifies and signs on this thread, until it ends. */
    public static <T> T within(Supplier<T> act) {
        return ScopedValue.where(HELD, new HeldSignatures()).call(act::get);
    }

    static void made(Bytes key, Bytes text, Bytes signature) {
        if (HELD.isBound() && Math.floorMod(signature.at(0), SAMPLE) != 0) {
            HELD.get().held.add(new Signed(key, text, signature));
        }
    }

    static boolean holds(Bytes key, Bytes text, Bytes signature, BooleanSupplier verified) {
        if (!HELD.isBound()) {
            return verified.getAsBoolean();
        }
        Set<Signed> held = HELD.get().held;
        Signed signed = new Signed(key, text, signature);
        if (held.contains(signed)) {
            return true;
        }
        boolean holds = verified.getAsBoolean();
        if (holds) {
            held.add(signed);
        }
        return holds;
    }
}
