package parley.base;

import java.util.List;

/**
 * Why something was not done, in words that a person understands.
 *
 * @param key names a sentence of the message catalogues, for instance {@code "room.not-a-member"}
 * @param parts what the sentence inserts, in order; never a secret
 */
public record Refusal(String key, List<String> parts) {
    public Refusal {
        parts = List.copyOf(parts);
    }

    public static Refusal of(String key, Object... parts) {
        return new Refusal(
                key, java.util.Arrays.stream(parts).map(String::valueOf).toList());
    }
}
