package parley.node.web.ask;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import parley.base.Randomness;
import parley.node.words.Language;

/**
 * One browser that signed in with a one-time link.
 *
 * <p>Three random values hold it: the path under which its pages stand and to which alone its cookie is sent, the cookie, and
 * the token that every form and script call repeats. Browsers send cookies to every port of a host; since this cookie is
 * bound to a path that only this browser knows, another server on the same address never gets it. What a page keeps here
 * between two requests lives in memory only and goes when the node is locked. Thread-safe.
 */
public final class BrowserSession {
    /** The field by which forms repeat their session's token. */
    public static final String FIELD = "token";

    /** More held things mean a page that never lets go; the oldest kind of defence against filling memory. */
    private static final int MOST_HELD = 32;

    private final String path;
    private final Token cookie;
    private final Token form;
    private final SequencedMap<String, Object> held = new LinkedHashMap<>();
    private volatile Optional<Language> language = Optional.empty();
    private volatile boolean languageChosen;
    private volatile Optional<String> theme = Optional.empty();

    BrowserSession(Randomness randomness) {
        path = java.util.Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(randomness.bytes(PATH_BYTES).toArray());
        cookie = Token.draw(randomness);
        form = Token.draw(randomness);
    }

    /** 128 bits: the path isn't what lets one in, only what keeps the cookie at home. */
    private static final int PATH_BYTES = 16;

    public String path() {
        return path;
    }

    public Token cookie() {
        return cookie;
    }

    /** What forms and script calls must repeat. */
    public Token form() {
        return form;
    }

    /** Of the door: the browser's, until somebody chooses another or a vault that is opened says its own. */
    public Optional<Language> language() {
        return language;
    }

    public void language(Language spoken) {
        language = Optional.of(spoken);
    }

    /** Somebody chose it at the door: the vault shall speak it if it is opened from here next, and not after it was open meanwhile. */
    public void choose(Language chosen) {
        language = Optional.of(chosen);
        languageChosen = true;
    }

    /** What was chosen since a vault was last opened from here; asked once. */
    public Optional<Language> takeChosen() {
        boolean chosen = languageChosen;
        languageChosen = false;
        return chosen ? language : Optional.empty();
    }

    /** {@code light} or {@code dark}; empty follows the machine. */
    public Optional<String> theme() {
        return theme;
    }

    public void theme(Optional<String> chosen) {
        theme = chosen;
    }

    /** Keeps something for the next page of this browser, in memory; one thing too many takes the place of the oldest of its kind. */
    public void hold(String name, Object thing) {
        synchronized (held) {
            held.remove(name);
            if (held.size() >= MOST_HELD) {
                var unused = held.remove(oldestLike(thing));
            }
            held.put(name, thing);
        }
    }

    /** Of its own kind, if there is one: whoever looks at many changes doesn't lose the words of an invitation by that. */
    private String oldestLike(Object thing) {
        return held.entrySet().stream()
                .filter(one -> one.getValue().getClass().equals(thing.getClass()))
                .map(java.util.Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> held.firstEntry().getKey());
    }

    public <T> Optional<T> held(String name, Class<T> type) {
        synchronized (held) {
            return Optional.ofNullable(held.get(name)).filter(type::isInstance).map(type::cast);
        }
    }

    /** Hands out what was held and forgets it. */
    public <T> Optional<T> take(String name, Class<T> type) {
        synchronized (held) {
            return Optional.ofNullable(held.remove(name))
                    .filter(type::isInstance)
                    .map(type::cast);
        }
    }

    /** What belonged to one opening of the vault ends with it, whoever opened it. */
    public void forget() {
        languageChosen = false;
        synchronized (held) {
            held.clear();
        }
    }

    @Override
    public String toString() {
        return "BrowserSession";
    }
}
