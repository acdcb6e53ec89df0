package parley.node.web.guard;

import java.util.Optional;

/** Refuses connections that don't come from this machine, should the socket ever be bound wider than loopback. */
public final class PeerRule implements Rule {
    @Override
    public Optional<Denial> check(Inbound request) {
        return request.peer().isLoopbackAddress() ? Optional.empty() : Optional.of(new Denial(403, "peer"));
    }
}
