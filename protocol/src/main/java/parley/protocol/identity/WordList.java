package parley.protocol.identity;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import parley.base.Bytes;

/**
 * 2,048 plain English words, eleven bits each: how bits are said aloud and typed.
 *
 * <p>The list is BIP-39's; no two words share their first four letters, so that four letters are enough to type. Bits run
 * from the highest bit of the first byte. Immutable and thread-safe.
 */
final class WordList {
    /** 2^{@link #BITS}. */
    static final int SIZE = 2_048;

    static final int BITS = 11;
    /** Letters that tell any two words apart. */
    static final int PREFIX = 4;

    private static final List<String> WORDS = load();
    private static final Map<String, Integer> BY_PREFIX = byPrefix();

    private WordList() {}

    /** The first {@code count} words of these bits; needs {@code 11 × count} of them. */
    static List<String> words(Bytes bits, int count) {
        List<String> words = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int index = 0;
            for (int bit = i * BITS; bit < (i + 1) * BITS; bit++) {
                index = (index << 1) | ((bits.at(bit / 8) >>> (7 - bit % 8)) & 1);
            }
            words.add(WORDS.get(index));
        }
        return List.copyOf(words);
    }

    /** The bits of these words, zeros up to a whole byte; empty when one isn't in the list. Case doesn't count. */
    static Optional<Bytes> bits(List<String> words) {
        byte[] bits = new byte[Math.ceilDiv(words.size() * BITS, 8)];
        for (int i = 0; i < words.size(); i++) {
            Integer index = indexOf(words.get(i));
            if (index == null) {
                return Optional.empty();
            }
            for (int j = 0; j < BITS; j++) {
                int bit = i * BITS + j;
                bits[bit / 8] |= (byte) (((index >>> (BITS - 1 - j)) & 1) << (7 - bit % 8));
            }
        }
        return Optional.of(Bytes.wrap(bits));
    }

    static List<String> all() {
        return WORDS;
    }

    /** A word, or at least its first four letters; what is typed beyond them must be the word's. */
    private static @org.jspecify.annotations.Nullable Integer indexOf(String typed) {
        String word = typed.strip().toLowerCase(Locale.ROOT);
        Integer index = BY_PREFIX.get(word.substring(0, Math.min(PREFIX, word.length())));
        return index != null && WORDS.get(index).startsWith(word) ? index : null;
    }

    private static Map<String, Integer> byPrefix() {
        Map<String, Integer> index = new HashMap<>();
        for (int i = 0; i < SIZE; i++) {
            String word = WORDS.get(i);
            index.put(word.substring(0, Math.min(PREFIX, word.length())), i);
        }
        return Map.copyOf(index);
    }

    private static List<String> load() {
        try (InputStream in = Objects.requireNonNull(WordList.class.getResourceAsStream("words.txt"))) {
            List<String> words = new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
            if (words.size() != SIZE) {
                throw new IllegalStateException("the word list has " + words.size() + " words, not " + SIZE);
            }
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException("the word list can't be read", e);
        }
    }
}
