package parley.node.web.ask;

import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import parley.base.Hash;

/**
 * One request that passed every rule, as pages see it.
 *
 * @param segments what the route's braces caught, by name
 * @param body what follows the headers, not yet read for uploads, empty for forms
 * @param parts the rest of a multipart form whose token was right
 * @param byScript whether a script of ours asked, which wants a short answer instead of a page
 */
public record Ask(
        String path,
        Map<String, String> segments,
        Form query,
        Form form,
        BrowserSession session,
        InputStream body,
        Optional<Multipart> parts,
        boolean byScript) {

    /** What 64 hexadecimal digits name; any other text names nothing. */
    public static Optional<Hash> named(String text) {
        return text.matches("[0-9a-f]{64}") ? Optional.of(Hash.hex(text)) : Optional.empty();
    }

    /** What a segment names. */
    public Optional<Hash> hash(String name) {
        return named(segment(name));
    }

    public Optional<Long> number(String name) {
        String text = segments.getOrDefault(name, "");
        return text.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    public String segment(String name) {
        return segments.getOrDefault(name, "");
    }

    @Override
    public String toString() {
        return "Ask";
    }
}
