package parley.cli.link;

import java.io.IOException;
import java.io.InputStream;

/** Carries calls of the JSON API to one node. */
public interface Transport extends AutoCloseable {
    /** @param target path and query, percent-encoded */
    Reply call(String method, String target, byte[] body) throws IOException;

    @Override
    void close();

    /** @param body to be read and closed by the caller */
    record Reply(int status, InputStream body) {}
}
