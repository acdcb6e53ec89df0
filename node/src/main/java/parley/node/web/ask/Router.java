package parley.node.web.ask;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the page that an address names. Patterns are exact segments or {@code {names}}; the first that fits answers. */
public final class Router {
    /** Answers a request. */
    @FunctionalInterface
    public interface Page {
        Reply answer(Ask ask);
    }

    /** What kind of body a page takes. */
    public enum Body {
        /** A form of at most {@link Form#MOST_BYTES}, read and its token checked before the page is asked. */
        FORM,
        /** Read by the page itself, which checks the token where the body carries it. */
        STREAM
    }

    /** A page found, with what its address says. */
    public record Found(Page page, Map<String, String> segments, Body body) {}

    private record Route(String method, List<String> pattern, Page page, Body body) {}

    private final List<Route> routes = new ArrayList<>();

    public Router get(String pattern, Page page) {
        routes.add(new Route("GET", split(pattern), page, Body.FORM));
        return this;
    }

    public Router post(String pattern, Page page) {
        routes.add(new Route("POST", split(pattern), page, Body.FORM));
        return this;
    }

    /** A request whose body is a stream of bytes. */
    public Router take(String method, String pattern, Page page) {
        routes.add(new Route(method, split(pattern), page, Body.STREAM));
        return this;
    }

    public Optional<Found> find(String method, String path) {
        List<String> asked = split(path);
        String wanted = method.equals("HEAD") ? "GET" : method;
        for (Route route : routes) {
            if (route.method().equals(wanted)) {
                Optional<Map<String, String>> caught = fit(route.pattern(), asked);
                if (caught.isPresent()) {
                    return Optional.of(new Found(route.page(), caught.get(), route.body()));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Map<String, String>> fit(List<String> pattern, List<String> asked) {
        if (pattern.size() != asked.size()) {
            return Optional.empty();
        }
        Map<String, String> caught = new HashMap<>();
        for (int i = 0; i < pattern.size(); i++) {
            String want = pattern.get(i);
            String is = asked.get(i);
            if (want.startsWith("{") && !is.isEmpty()) {
                caught.put(want.substring(1, want.length() - 1), is);
            } else if (!want.equals(is)) {
                return Optional.empty();
            }
        }
        return Optional.of(caught);
    }

    private static List<String> split(String path) {
        return List.of((path.startsWith("/") ? path.substring(1) : path).split("/", -1));
    }
}
