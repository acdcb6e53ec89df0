package parley.node.api;

import java.io.IOException;
import java.io.OutputStream;

/** Writes one JSON value per line, each at once. */
final class JsonLines {
    private JsonLines() {}

    static void write(OutputStream out, Object value) throws IOException {
        out.write(ApiJson.write(value));
        out.write('\n');
        out.flush();
    }
}
