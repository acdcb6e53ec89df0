package parley.node.web.guard;

import java.util.List;
import java.util.Optional;

/**
 * Refuses requests that another origin caused: forged forms, cross-origin fetches, sandboxed frames.
 *
 * <p>A request that changes something needs our own {@code Origin}. Under our {@code no-referrer} policy browsers write
 * {@code Origin: null} on our own forms; that counts only with {@code Sec-Fetch-Site: same-origin}, which no page can
 * write and which a sandboxed frame doesn't get. Requests without {@code Origin} change nothing unless they carry the token
 * in a header ({@link TokenHeader}), which no form can write: so command-line clients work.
 */
public final class OriginRule implements Rule {
    private final String origin;

    /** @param origin {@code http://127.0.0.1:port}, exactly */
    public OriginRule(String origin) {
        this.origin = origin;
    }

    @Override
    public Optional<Denial> check(Inbound request) {
        List<String> origins = request.headers().values("Origin");
        if (origins.isEmpty()) {
            return !request.changes() || request.has(TokenHeader.NAME) ? Optional.empty() : denied();
        }
        if (origins.size() == 1 && origins.getFirst().equals(origin)) {
            return Optional.empty();
        }
        boolean ownForm = origins.equals(List.of("null"))
                && request.only(FetchSiteRule.HEADER)
                        .filter("same-origin"::equals)
                        .isPresent();
        return ownForm ? Optional.empty() : denied();
    }

    private static Optional<Denial> denied() {
        return Optional.of(new Denial(403, "origin"));
    }
}
