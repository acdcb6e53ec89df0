package parley.node.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import parley.base.Randomness;
import parley.base.Secret;

/**
 * The bearer token of one run of a node: who shows it may do at the desk whatever a person may.
 *
 * <p>Guarantees 256 random bits, new at each start, compared in constant time and never printed. Doesn't protect against
 * a program that runs as the same user and reads {@link ApiAccess}'s file. Thread-safe.
 */
public final class ApiToken {
    /** A header that no form can write and no foreign script without a permission that is never given. */
    public static final String HEADER = "X-Parley-Token";

    private static final int BYTES = 32;

    private final Secret hex;

    private ApiToken(Secret hex) {
        this.hex = hex;
    }

    public static ApiToken fresh(Randomness randomness) {
        try (Secret random = randomness.secret(BYTES)) {
            return new ApiToken(
                    Secret.wrap(HexFormat.of().formatHex(random.reveal()).getBytes(StandardCharsets.US_ASCII)));
        }
    }

    /** Whether the value of a {@link #HEADER} is this token. */
    boolean shownBy(String header) {
        byte[] shown = header.getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(shown, hex.reveal());
    }

    /** The token in hexadecimal digits, for the file that only its owner reads. */
    Secret reveal() {
        return hex;
    }
}
