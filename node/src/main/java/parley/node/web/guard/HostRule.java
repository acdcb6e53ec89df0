package parley.node.web.guard;

import java.util.Optional;

/**
 * Refuses every name for this node but the one address that it gave out: DNS rebinding ends here.
 *
 * <p>A page at {@code evil.example} whose name now points to 127.0.0.1 is same-origin with itself, so that no cookie or origin
 * rule would see anything wrong; but its requests carry {@code Host: evil.example}. {@code localhost}, {@code [::1]},
 * {@code 0.0.0.0} and other spellings are refused too: one origin only.
 */
public final class HostRule implements Rule {
    private final String authority;

    /** @param authority {@code 127.0.0.1:port}, exactly */
    public HostRule(String authority) {
        this.authority = authority;
    }

    @Override
    public Optional<Denial> check(Inbound request) {
        boolean hostIsOurs = request.only("Host").filter(authority::equals).isPresent();
        boolean targetIsOurs =
                request.authority().isEmpty() || request.authority().equals(authority);
        return hostIsOurs && targetIsOurs ? Optional.empty() : Optional.of(new Denial(421, "host"));
    }
}
