package parley.node.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import parley.base.Bytes;
import parley.node.web.ask.Reply;

/** The node's own style sheets, script, fonts and their licences. Nothing is fetched from anywhere else. Thread-safe. */
final class Assets {
    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "woff2", "font/woff2",
            "txt", "text/plain; charset=utf-8",
            "md", "text/plain; charset=utf-8");

    private static final Map<String, byte[]> READ = new ConcurrentHashMap<>();

    private Assets() {}

    static Reply get(String path) {
        String name = path.substring("/assets/".length());
        Optional<String> type = name.matches("(fonts/)?[A-Za-z0-9-]{1,80}\\.[a-z0-9]{2,5}")
                ? Optional.ofNullable(TYPES.get(name.substring(name.lastIndexOf('.') + 1)))
                : Optional.empty();
        if (type.isEmpty()) {
            return new Reply.Bare(404);
        }
        byte[] known = READ.get(name);
        Optional<byte[]> content = known == null ? read(name) : Optional.of(known);
        content.ifPresent(bytes -> READ.put(name, bytes));
        return content.<Reply>map(bytes -> new Reply.Asset(type.get(), Bytes.copyOf(bytes)))
                .orElseGet(() -> new Reply.Bare(404));
    }

    private static Optional<byte[]> read(String name) {
        try (InputStream in = Assets.class.getResourceAsStream("assets/" + name)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
