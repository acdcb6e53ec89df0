package parley.node.web.guard;

import java.util.Optional;
import java.util.Set;

/** Refuses to be loaded into frames, plug-ins, workers and service workers: a page of this node stands alone or not at all. */
public final class FrameRule implements Rule {
    private static final Set<String> NEVER =
            Set.of("iframe", "frame", "object", "embed", "worker", "sharedworker", "serviceworker", "fencedframe");

    @Override
    public Optional<Denial> check(Inbound request) {
        boolean framed = request.headers().values("Sec-Fetch-Dest").stream().anyMatch(NEVER::contains);
        return framed || request.has("Service-Worker") ? Optional.of(new Denial(403, "frame")) : Optional.empty();
    }
}
