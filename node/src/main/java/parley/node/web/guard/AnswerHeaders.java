package parley.node.web.guard;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What every answer carries, whatever it is: pages, assets, refusals, errors, streams.
 *
 * <p>Guarantees that a browser runs no script but ours, loads nothing from elsewhere, shows no page of ours in a frame, keeps
 * nothing on disk and tells nobody where it came from.
 */
public final class AnswerHeaders {
    private static final String POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; "
            + "img-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private static final Map<String, String> ALL = all();

    private AnswerHeaders() {}

    public static Map<String, String> everywhere() {
        return ALL;
    }

    private static Map<String, String> all() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Security-Policy", POLICY);
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Cross-Origin-Embedder-Policy", "require-corp");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("X-Frame-Options", "DENY");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cache-Control", "no-store");
        headers.put("X-DNS-Prefetch-Control", "off");
        headers.put("Origin-Agent-Cluster", "?1");
        headers.put(
                "Permissions-Policy",
                "camera=(), microphone=(), geolocation=(), clipboard-read=(), display-capture=(), usb=(), serial=()");
        return java.util.Collections.unmodifiableMap(headers);
    }
}
