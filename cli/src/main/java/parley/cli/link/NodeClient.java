package parley.cli.link;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.util.List;
import java.util.Set;
import parley.cli.Stop;
import parley.node.api.ApiJson;
import parley.node.api.Problem;

/**
 * Asks a node through its JSON API, and turns what it refuses into the command's one line and exit code. Thread-safe.
 */
public final class NodeClient implements AutoCloseable {
    private static final int FIRST_PROBLEM_STATUS = 400;
    /** The node was handed something else than the call takes: bad input, and no answer to what was asked. */
    private static final Set<String> WRONG_FILES =
            Set.of("pairing.not-an-invitation", "pouch.broken", "verify.unknown-file");

    private static final byte[] NO_BODY = {};

    private final Transport transport;

    public NodeClient(Transport transport) {
        this.transport = transport;
    }

    /** The answer as it came, JSON on one line. */
    public byte[] raw(String path) throws IOException {
        return bytes("GET", path, NO_BODY);
    }

    public <T> T get(String path, Class<T> type) throws IOException {
        return ask("GET", path, NO_BODY, type);
    }

    /** @param body a record of {@code Inputs} */
    public <T> T post(String path, Object body, Class<T> type) throws IOException {
        return ask("POST", path, ApiJson.write(body), type);
    }

    public void post(String path, Object body) throws IOException {
        bytes("POST", path, ApiJson.write(body));
    }

    public void post(String path) throws IOException {
        bytes("POST", path, NO_BODY);
    }

    public void put(String path, Object body) throws IOException {
        bytes("PUT", path, ApiJson.write(body));
    }

    public void delete(String path) throws IOException {
        bytes("DELETE", path, NO_BODY);
    }

    public <T> T ask(String method, String path, byte[] body, Class<T> type) throws IOException {
        try (InputStream in = open(method, path, body)) {
            return ApiJson.readAnswer(in, type);
        }
    }

    public byte[] bytes(String method, String path, byte[] body) throws IOException {
        try (InputStream in = open(method, path, body)) {
            return in.readAllBytes();
        }
    }

    /** The body of a good answer, which the caller closes. */
    public InputStream open(String method, String path, byte[] body) throws IOException {
        Transport.Reply reply;
        try {
            reply = transport.call(method, path, body);
        } catch (ConnectException e) {
            throw Stop.bad("the node doesn't answer; is it still running?");
        }
        if (reply.status() >= FIRST_PROBLEM_STATUS) {
            try (InputStream in = reply.body()) {
                throw stop(problem(in, reply.status()));
            }
        }
        return reply.body();
    }

    private static Problem problem(InputStream body, int status) {
        try {
            return ApiJson.readAnswer(body, Problem.class);
        } catch (IOException e) {
            // The server's rules refuse without a word of the API's.
            String sentence = "the node's server refused the call with status " + status;
            return new Problem(Problem.Kind.FORBIDDEN, "api.forbidden", List.of(), sentence);
        }
    }

    private static Stop stop(Problem problem) {
        return switch (problem.problem()) {
            case REFUSED, LOCKED ->
                WRONG_FILES.contains(problem.key()) ? Stop.bad(problem.sentence()) : Stop.no(problem.sentence());
            case MALFORMED, NOT_FOUND, METHOD, TOO_LARGE, TOKEN, FORBIDDEN -> Stop.bad(problem.sentence());
            case FAULT -> Stop.fault(problem.sentence());
        };
    }

    @Override
    public void close() {
        transport.close();
    }
}
