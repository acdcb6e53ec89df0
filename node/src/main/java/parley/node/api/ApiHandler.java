package parley.node.api;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.base.Refusal;

/**
 * Carries the JSON API over the node's own server: everything below {@code /api/}.
 *
 * <p>Purpose: nobody without the token gets an answer to anything but the API's description. Guarantees a constant-time
 * look at the token before any of the body is read, no cookie, no cross-origin permission, and {@code no-store} on every
 * answer. Host, Origin and place of the caller are checked by the server's rules before this handler is asked; it must be
 * mounted behind them. Follows {@code docs/api.md}. Thread-safe.
 */
public final class ApiHandler extends Handler.Abstract {
    /** What this handler answers begins so. */
    public static final String PREFIX = "/api/";

    /** What is refused before so much was made is refused with its reason; afterwards the answer is cut. */
    private static final int EXPORT_BUFFER = 64 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(ApiHandler.class);

    private final Api api;
    private final ApiToken token;

    public ApiHandler(Api api, ApiToken token) {
        this.api = api;
        this.token = token;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = Request.getPathInContext(request);
        if (!path.startsWith(PREFIX)) {
            return false;
        }
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        try {
            write(answer(request, path), response);
            callback.succeeded();
        } catch (IOException e) {
            if (!(e instanceof EofException)) {
                LOG.debug("An answer was cut: {}", e.getClass().getName());
            }
            callback.failed(e);
        }
        return true;
    }

    private Answer answer(Request request, String path) {
        String shown = request.getHeaders().get(ApiToken.HEADER);
        if (!path.equals(Api.DESCRIPTION) && (shown == null || !token.shownBy(shown))) {
            return new Answer.Value(
                    Problem.Kind.TOKEN.status(),
                    new Problem(
                            Problem.Kind.TOKEN, "api.token", List.of(), "The token is missing or not this node's."));
        }
        Map<String, String> query = new HashMap<>();
        for (Fields.Field field : Request.extractQueryParameters(request)) {
            if (field.hasMultipleValues()) {
                return new Answer.Value(
                        Problem.Kind.MALFORMED.status(),
                        new Problem(
                                Problem.Kind.MALFORMED,
                                "api.malformed",
                                List.of(),
                                "A parameter is given more than once."));
            }
            query.put(field.getName(), field.getValue());
        }
        return api.answer(new Call(request.getMethod(), path, query, Content.Source.asInputStream(request)));
    }

    private static void write(Answer answer, Response response) throws IOException {
        response.setStatus(answer.status());
        switch (answer) {
            case Answer.Nothing _ -> {}
            case Answer.Value value -> {
                byte[] json = ApiJson.write(value.value());
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
                response.getHeaders().put(HttpHeader.CONTENT_LENGTH, json.length);
                try (OutputStream out = Content.Sink.asOutputStream(response)) {
                    out.write(json);
                }
            }
            case Answer.Export export -> {
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, export.type());
                OutputStream out = new BufferedOutputStream(Content.Sink.asOutputStream(response), EXPORT_BUFFER);
                Optional<Refusal> refusal = export.exporting().to(out);
                if (refusal.isEmpty()) {
                    out.close();
                } else if (response.isCommitted()) {
                    throw new IOException("broken off");
                } else {
                    write(export.refused().apply(refusal.get()), response);
                }
            }
            case Answer.Stream stream -> {
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, stream.type());
                if (stream.size().isPresent()) {
                    response.getHeaders()
                            .put(HttpHeader.CONTENT_LENGTH, stream.size().getAsLong());
                }
                // Closed only when whole: closing a cut answer would end it as if it were complete.
                OutputStream out = Content.Sink.asOutputStream(response);
                stream.body().writeTo(out);
                out.close();
            }
        }
    }
}
