package parley.node.api;

import java.io.IOException;
import java.io.OutputStream;

/** Writes one JSON value per line, each at once. */
final class JsonLines {
    private JsonLines() {}

    /** An empty line: nothing to say yet, and whoever hung up is noticed. */
    static void goesOn(OutputStream out) throws IOException {
        out.write('\n');
        out.flush();
    }

    static void write(OutputStream out, Object value) throws IOException {
        out.write(ApiJson.write(value));
        out.write('\n');
        out.flush();
    }
}
