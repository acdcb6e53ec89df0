package parley.protocol.crypto;

import com.goterl.lazysodium.SodiumJava;

/** The one loaded libsodium of this process. Thread-safe: the functions used here hold no state. */
final class Sodium {
    private static final SodiumJava LIBRARY = load();

    private Sodium() {}

    static SodiumJava library() {
        return LIBRARY;
    }

    private static SodiumJava load() {
        SodiumJava library = new SodiumJava();
        if (library.sodium_init() < 0) {
            throw new IllegalStateException("libsodium doesn't start");
        }
        return library;
    }
}
