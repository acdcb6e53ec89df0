package parley.node.engine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import parley.base.Bytes;
import parley.base.LogId;
import parley.node.desk.Keeping;
import parley.protocol.port.Relay;
import parley.protocol.port.RelayAddress;

/** Real relays, and what one node asks of them: what each of them and the network see. */
final class WatchedRelays implements RelayFactory {
    /** @param what name of the call; {@code log} and {@code bytes} of an entry where it is one */
    record Seen(Instant at, String what, Optional<LogId> log, int bytes) {}

    /** Where the wait of a read stands among what it is given. */
    private static final int WAIT = 4;

    private final HttpRelays relays = new HttpRelays();
    private final Optional<Duration> longestWait;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();

    WatchedRelays() {
        this.longestWait = Optional.empty();
    }

    /** @param longestWait after which somebody on the way cuts who waits for news */
    WatchedRelays(Duration longestWait) {
        this.longestWait = Optional.of(longestWait);
    }

    /** All since the last {@link #forget}, in the order of time. */
    List<Seen> seen() {
        return List.copyOf(seen);
    }

    void forget() {
        seen.clear();
    }

    @Override
    public Relay at(RelayAddress address, Optional<Keeping.Proxy> proxy) {
        Relay real = relays.at(address, proxy);
        return (Relay) Proxy.newProxyInstance(
                Relay.class.getClassLoader(),
                new Class<?>[] {Relay.class},
                (_, method, given) -> ask(real, method, given));
    }

    private Object ask(Relay real, Method method, Object[] given) throws Throwable {
        Optional<LogId> log =
                Optional.of(given[0]).filter(LogId.class::isInstance).map(LogId.class::cast);
        int bytes = method.getName().equals("append") ? ((Bytes) given[3]).size() : 0;
        seen.add(new Seen(Instant.now(), method.getName(), log, bytes));
        if (method.getName().equals("read")) {
            longestWait
                    .filter(most -> most.compareTo((Duration) given[WAIT]) < 0)
                    .ifPresent(most -> given[WAIT] = most);
        }
        try {
            return method.invoke(real, given);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
