package parley.node.api;

import java.io.InputStream;
import java.util.Map;

/**
 * One call of the JSON API, whatever carried it: the node's server or a command that opened the vault itself.
 *
 * @param path decoded, beginning with {@code /api/}
 * @param query parameters, each at most once
 * @param body empty when there is none; read at most once, and never beyond what the route takes
 */
public record Call(String method, String path, Map<String, String> query, InputStream body) {
    public Call {
        query = Map.copyOf(query);
    }

    /** A call without query and body. */
    public static Call get(String path) {
        return new Call("GET", path, Map.of(), InputStream.nullInputStream());
    }
}
