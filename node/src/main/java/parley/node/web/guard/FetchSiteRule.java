package parley.node.web.guard;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses whatever the browser itself says comes from another site, or from another port of this machine.
 *
 * <p>Images, scripts, frames and links of a foreign page reach no page of this node, so that it can neither read nor time nor
 * count anything. Browsers always send {@code Sec-Fetch-Site} to loopback; clients that send none are held by the other rules.
 */
public final class FetchSiteRule implements Rule {
    static final String HEADER = "Sec-Fetch-Site";

    private static final Set<String> READING = Set.of("same-origin", "none");

    @Override
    public Optional<Denial> check(Inbound request) {
        List<String> sites = request.headers().values(HEADER);
        if (sites.isEmpty()) {
            return Optional.empty();
        }
        boolean allowed = sites.size() == 1
                && (request.changes() ? sites.getFirst().equals("same-origin") : READING.contains(sites.getFirst()));
        return allowed ? Optional.empty() : Optional.of(new Denial(403, "fetch-site"));
    }
}
