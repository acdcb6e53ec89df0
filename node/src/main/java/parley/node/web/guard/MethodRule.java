package parley.node.web.guard;

import java.util.Optional;
import java.util.Set;

/** Refuses methods that no page uses, {@code OPTIONS} among them: there is no cross-origin permission to ask for. */
public final class MethodRule implements Rule {
    private static final Set<String> USED = Set.of("GET", "HEAD", "POST", "PUT", "DELETE");

    @Override
    public Optional<Denial> check(Inbound request) {
        return USED.contains(request.method()) ? Optional.empty() : Optional.of(new Denial(405, "method"));
    }
}
