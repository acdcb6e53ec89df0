package parley.node.words;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * All sentences of one language, by key.
 *
 * <p>A catalogue is a few UTF-8 {@code .properties} files, one an area of the product, so that translators get a screen and
 * not a heap. Patterns are ICU message formats with named parts; {@code <b>} is the only markup. Immutable, thread-safe.
 */
public final class Catalogue {
    /** The files of a catalogue; a key stands in one of them only. */
    static final List<String> AREAS = List.of(
            "frame",
            "gate",
            "tables",
            "people",
            "room",
            "write",
            "changes",
            "check",
            "convey",
            "courier",
            "phases",
            "mandates",
            "nonpaper",
            "sheet",
            "wants",
            "gallery",
            "suspension",
            "bargain",
            "soundings",
            "keeping",
            "refusals",
            "notices");

    private static final Map<Language, Catalogue> LOADED = loadAll();

    private final Map<String, String> patterns;

    private Catalogue(Map<String, String> patterns) {
        this.patterns = Map.copyOf(patterns);
    }

    public static Catalogue of(Language language) {
        return java.util.Objects.requireNonNull(LOADED.get(language));
    }

    public Optional<String> pattern(String key) {
        return Optional.ofNullable(patterns.get(key));
    }

    public Set<String> keys() {
        return new TreeSet<>(patterns.keySet());
    }

    private static Map<Language, Catalogue> loadAll() {
        Map<Language, Catalogue> loaded = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            loaded.put(language, load(language));
        }
        return loaded;
    }

    private static Catalogue load(Language language) {
        Map<String, String> patterns = new HashMap<>();
        List<String> twice = new ArrayList<>();
        for (String area : AREAS) {
            read(area + "." + language.tag() + ".properties").forEach((key, text) -> {
                if (patterns.put((String) key, (String) text) != null) {
                    twice.add((String) key);
                }
            });
        }
        if (!twice.isEmpty()) {
            throw new IllegalStateException("keys in two files of catalogue " + language.tag() + ": " + twice);
        }
        return new Catalogue(patterns);
    }

    private static Properties read(String file) {
        Properties sentences = new Properties();
        try (InputStream in = Catalogue.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("no catalogue " + file);
            }
            sentences.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sentences;
    }
}
