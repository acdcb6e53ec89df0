package parley.node.engine;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.node.desk.Keeping.Proxy;
import parley.node.desk.Tables.Connection;
import parley.protocol.port.Relay;
import parley.protocol.port.RelayAddress;

/** The relays that this node speaks to, and when each was last heard. Thread-safe. */
final class Relays implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Relays.class);

    private final RelayFactory factory;
    private final InstantSource clock;
    private final Map<RelayAddress, Relay> clients = new HashMap<>();
    private final Map<RelayAddress, Health> health = new HashMap<>();
    private Optional<Proxy> proxy = Optional.empty();

    Relays(RelayFactory factory, InstantSource clock) {
        this.factory = factory;
        this.clock = clock;
    }

    private record Health(Optional<Instant> heard, boolean silent) {
        private static final Health UNKNOWN = new Health(Optional.empty(), false);
    }

    synchronized Relay at(RelayAddress address) {
        return clients.computeIfAbsent(address, one -> factory.at(one, proxy));
    }

    /** All later connections go through this proxy. */
    synchronized void use(Optional<Proxy> next) {
        if (!next.equals(proxy)) {
            proxy = next;
            closeClients();
        }
    }

    /** Notes what a relay answered; true when that changed whether it counts as reached. */
    synchronized boolean heard(RelayAddress address, Relay.Answer<?> answer) {
        Health before = health.getOrDefault(address, Health.UNKNOWN);
        Health after = switch (answer) {
            case Relay.Answer.Silent<?> _ -> new Health(before.heard(), true);
            case Relay.Answer.Given<?> _, Relay.Answer.Declined<?> _ -> new Health(Optional.of(clock.instant()), false);
        };
        health.put(address, after);
        return before.silent() != after.silent()
                || before.heard().isEmpty() != after.heard().isEmpty();
    }

    synchronized Connection connection(RelayAddress address, int waiting) {
        Health now = health.getOrDefault(address, Health.UNKNOWN);
        return new Connection(!now.silent(), now.heard(), waiting);
    }

    /** Since when a relay has been silent; empty while it answers. */
    synchronized Optional<Instant> silentSince(RelayAddress address) {
        Health now = health.getOrDefault(address, Health.UNKNOWN);
        return now.silent() ? now.heard().or(() -> Optional.of(Instant.EPOCH)) : Optional.empty();
    }

    private void closeClients() {
        for (Relay client : clients.values()) {
            if (client instanceof AutoCloseable open) {
                try {
                    open.close();
                } catch (Exception e) {
                    LOG.debug("a connection that can't be closed is one that is gone: {}", e.toString());
                }
            }
        }
        clients.clear();
    }

    @Override
    public synchronized void close() {
        closeClients();
    }
}
