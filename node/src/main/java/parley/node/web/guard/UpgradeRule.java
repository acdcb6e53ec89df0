package parley.node.web.guard;

import java.util.Optional;

/** Refuses protocol upgrades: this node speaks no WebSocket, which browsers let any page open. */
public final class UpgradeRule implements Rule {
    @Override
    public Optional<Denial> check(Inbound request) {
        return request.has("Upgrade") || request.has("Sec-WebSocket-Key")
                ? Optional.of(new Denial(400, "upgrade"))
                : Optional.empty();
    }
}
