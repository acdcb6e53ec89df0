package parley.node.vault;

import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Malformed;
import parley.base.Secret;
import parley.protocol.crypto.Argon2id;

/**
 * What one guess of a passphrase costs: Argon2id with this memory and number of passes (RFC 9106).
 *
 * @param memoryKiB {@link #LEAST_MEMORY_KIB} to {@link #MOST_MEMORY_KIB}
 * @param passes 1 to {@link #MOST_PASSES}
 */
public record Stretching(int memoryKiB, int passes) {
    /** 256 MiB: what an attacker's graphics card must set aside for each guess, and a ten-year-old laptop still has. */
    public static final int MEMORY_KIB = 256 * 1024;

    /** Least passes over that memory, whatever the calibration says; libsodium's "moderate". */
    public static final int LEAST_CALIBRATED_PASSES = 3;

    /** A guess shall cost the owner's own machine at least this long. */
    public static final long LEAST_NANOS = 500_000_000;

    /** A slot that asks for less isn't one of ours, but for tests. 8 KiB is Argon2's own least. */
    public static final int LEAST_MEMORY_KIB = 8;

    /** A slot that asks for more was made to exhaust this machine. */
    public static final int MOST_MEMORY_KIB = 1024 * 1024;

    /** Likewise for time: about 40 s on the machine that {@link #LEAST_NANOS} was set on. */
    public static final int MOST_PASSES = 64;

    public Stretching {
        if (memoryKiB < LEAST_MEMORY_KIB || memoryKiB > MOST_MEMORY_KIB || passes < 1 || passes > MOST_PASSES) {
            throw new IllegalArgumentException("stretching out of range");
        }
    }

    /** The cost for new slots on this machine: measured once, about a second. */
    public static Stretching calibrated() {
        Stretching least = new Stretching(MEMORY_KIB, LEAST_CALIBRATED_PASSES);
        try (Secret probe = Secret.wrap(new byte[16])) {
            long begun = System.nanoTime();
            least.stretch(probe, Bytes.wrap(new byte[Argon2id.SALT])).close();
            long took = Math.max(1, System.nanoTime() - begun);
            long passes = Math.ceilDiv(LEAST_NANOS * LEAST_CALIBRATED_PASSES, took);
            return new Stretching(MEMORY_KIB, Math.clamp(passes, LEAST_CALIBRATED_PASSES, MOST_PASSES));
        }
    }

    Secret stretch(Secret passphrase, Bytes salt) {
        return Argon2id.stretch(passphrase, salt, memoryKiB, passes);
    }

    void write(CanonicalWriter out) {
        out.u32(memoryKiB).u32(passes);
    }

    static Stretching read(CanonicalReader in) throws Malformed {
        int memory = in.u32();
        int passes = in.u32();
        if (memory < LEAST_MEMORY_KIB || memory > MOST_MEMORY_KIB || passes < 1 || passes > MOST_PASSES) {
            throw new Malformed("stretching out of range");
        }
        return new Stretching(memory, passes);
    }
}
