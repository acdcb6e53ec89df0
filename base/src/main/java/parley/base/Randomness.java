package parley.base;

/** The port for unpredictable bytes, so that a simulation can replay them. Implementations are thread-safe. */
@FunctionalInterface
public interface Randomness {
    /** Fills the whole array. */
    void fill(byte[] target);

    default Bytes bytes(int count) {
        byte[] out = new byte[count];
        fill(out);
        return Bytes.wrap(out);
    }

    default Secret secret(int count) {
        byte[] out = new byte[count];
        fill(out);
        return Secret.wrap(out);
    }

    /** The operating system's generator. */
    static Randomness system() {
        java.security.SecureRandom random = new java.security.SecureRandom();
        return random::nextBytes;
    }
}
