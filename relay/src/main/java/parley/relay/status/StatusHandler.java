package parley.relay.status;

import java.util.List;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import parley.base.Bytes;

/**
 * Answers {@code /status}, {@code /metrics} and {@code /health}, and nobody's web page.
 *
 * <p>Guarantees: a browser's page of another origin reads nothing, neither under a name of its own that it led here (the name
 * asked for must be the one address) nor under ours (browsers say where a request comes from, and what is answered may be
 * used by no other origin); no body is read; one answer a connection.
 */
final class StatusHandler extends Handler.Abstract {
    private static final List<HttpField> ALWAYS = List.of(
            new PreEncodedHttpField(HttpHeader.CONNECTION, "close"),
            new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store"),
            new PreEncodedHttpField("X-Content-Type-Options", "nosniff"),
            new PreEncodedHttpField("Cross-Origin-Resource-Policy", "same-origin"),
            new PreEncodedHttpField("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox"));
    private static final String FETCH_SITE = "Sec-Fetch-Site";

    private final Supplier<String> authority;
    private final Supplier<Said> said;

    /** What is answered until the next look. */
    record Said(Health health, Bytes json, Bytes prometheus) {}

    /** @param authority the one {@code Host} that is answered */
    StatusHandler(Supplier<String> authority, Supplier<Said> said) {
        this.authority = authority;
        this.said = said;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        HttpFields headers = request.getHeaders();
        if (!headers.getValuesList(HttpHeader.HOST).equals(List.of(authority.get()))) {
            return refuse(response, callback, HttpStatus.MISDIRECTED_REQUEST_421);
        }
        if (headers.contains(FETCH_SITE) && !headers.getValuesList(FETCH_SITE).equals(List.of("none"))) {
            return refuse(response, callback, HttpStatus.FORBIDDEN_403);
        }
        if (!HttpMethod.GET.is(request.getMethod())) {
            return refuse(response, callback, HttpStatus.METHOD_NOT_ALLOWED_405);
        }
        Said now = said.get();
        return switch (Request.getPathInContext(request)) {
            case "/status" -> answer(response, callback, HttpStatus.OK_200, "application/json", now.json());
            case "/metrics" ->
                answer(response, callback, HttpStatus.OK_200, "text/plain; version=0.0.4", now.prometheus());
            case "/health" ->
                answer(
                        response,
                        callback,
                        now.health().serves() ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503,
                        "text/plain",
                        Bytes.utf8(now.health().word() + "\n"));
            default -> refuse(response, callback, HttpStatus.NOT_FOUND_404);
        };
    }

    private static boolean refuse(Response response, Callback callback, int status) {
        return answer(response, callback, status, "text/plain", Bytes.EMPTY);
    }

    private static boolean answer(Response response, Callback callback, int status, String type, Bytes body) {
        response.setStatus(status);
        HttpFields.Mutable headers = response.getHeaders();
        ALWAYS.forEach(headers::put);
        headers.put(HttpHeader.CONTENT_TYPE, type);
        headers.put(HttpHeader.CONTENT_LENGTH, body.size());
        response.write(true, body.asBuffer(), callback);
        return true;
    }
}
