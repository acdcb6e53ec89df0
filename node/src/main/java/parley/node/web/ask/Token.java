package parley.node.web.ask;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import parley.base.Randomness;

/**
 * A random value that whoever shows it is believed: a cookie, a form's token, a sign-in code.
 *
 * <p>Guarantees that it prints nothing of itself and compares in constant time. 256 bits, so that no guessing over loopback,
 * however fast, comes near.
 */
public final class Token {
    private static final int BYTES = 32;

    private final String text;

    private Token(String text) {
        this.text = text;
    }

    public static Token draw(Randomness randomness) {
        return new Token(Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(randomness.bytes(BYTES).toArray()));
    }

    /** Whether {@code shown} is this token; takes the same time wherever they differ. */
    public boolean is(String shown) {
        return MessageDigest.isEqual(text.getBytes(StandardCharsets.US_ASCII), shown.getBytes(StandardCharsets.UTF_8));
    }

    /** The token itself. Whoever calls this answers for where it goes. */
    public String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return "Token";
    }
}
