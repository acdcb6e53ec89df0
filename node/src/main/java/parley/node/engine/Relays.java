package parley.node.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.TableId;
import parley.node.desk.Keeping.Proxy;
import parley.node.desk.Tables.Connection;
import parley.protocol.port.LogRef;
import parley.protocol.port.Relay;
import parley.protocol.port.RelayAddress;
import parley.protocol.seat.Sending;

/** The relays that this node speaks to, when each was last heard, and whether it takes what is sent. Thread-safe. */
final class Relays implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Relays.class);

    private final RelayFactory factory;
    private final InstantSource clock;
    private final Map<RelayAddress, Relay> clients = new HashMap<>();
    private final Map<RelayAddress, Health> health = new HashMap<>();
    private final Declines declines = new Declines();
    private Optional<Proxy> proxy = Optional.empty();

    Relays(RelayFactory factory, InstantSource clock) {
        this.factory = factory;
        this.clock = clock;
    }

    private record Health(Optional<Instant> heard, boolean silent, boolean otherKey) {
        private static final Health UNKNOWN = new Health(Optional.empty(), false, false);
    }

    synchronized Relay at(RelayAddress address) {
        return clients.computeIfAbsent(address, one -> factory.at(one, proxy));
    }

    /**
     * Asks a relay for something that nobody can have parked: who declines is there, and holds the key of its address. Blocks;
     * after {@code patience} it counts as silent.
     */
    Relay.Answer<Bytes> probe(RelayAddress address, Hash unheardOf, Duration patience) {
        CompletableFuture<Relay.Answer<Bytes>> answer = new CompletableFuture<>();
        Thread asking = Thread.ofVirtual().name("parley-probe").start(() -> {
            try {
                answer.complete(at(address).collect(unheardOf));
            } catch (RuntimeException e) {
                answer.complete(new Relay.Answer.Silent<>(e.getClass().getSimpleName()));
            }
        });
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return new Relay.Answer.Silent<>("no answer in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Relay.Answer.Silent<>("interrupted");
        } finally {
            asking.interrupt();
        }
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
            case Relay.Answer.Silent<?> silence -> new Health(before.heard(), true, silence.otherKey());
            case Relay.Answer.Given<?> _, Relay.Answer.Declined<?> _ ->
                new Health(Optional.of(clock.instant()), false, false);
        };
        health.put(address, after);
        return before.silent() != after.silent()
                || before.otherKey() != after.otherKey()
                || before.heard().isEmpty() != after.heard().isEmpty();
    }

    /** Notes what a relay answered to something that was sent there; true when that changed what people are to see of it. */
    synchronized boolean answered(Wire.Place place, Sending sending, Relay.Answer<?> answer) {
        boolean heard = heard(place.relay(), answer);
        return declines.answered(place, sending, answer, clock.instant()) || heard;
    }

    synchronized Connection connection(TableId table, RelayAddress address, int waiting) {
        Health now = health.getOrDefault(address, Health.UNKNOWN);
        return new Connection(
                !now.silent(),
                now.heard(),
                waiting,
                now.otherKey(),
                declines.since(table, address, clock.instant()).filter(_ -> !now.silent()));
    }

    /** Since when a relay that answers has taken nothing for this log; empty while it takes, or is silent. */
    synchronized Optional<Instant> takesNothingSince(TableId table, LogRef log) {
        Wire.Place place = new Wire.Place(table, log.relay(), log.id().hash());
        return declines.since(place, clock.instant())
                .filter(_ -> silentSince(log.relay()).isEmpty());
    }

    /** Whether who answered last at this address held another key than the address names. */
    synchronized boolean otherKey(RelayAddress address) {
        return health.getOrDefault(address, Health.UNKNOWN).otherKey();
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
