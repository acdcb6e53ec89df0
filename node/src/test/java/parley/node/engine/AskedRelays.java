package parley.node.engine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import parley.base.Bytes;
import parley.base.LogId;
import parley.node.desk.Keeping;
import parley.protocol.port.Relay;
import parley.protocol.port.RelayAddress;

/** Stands between one node and its real relays: what the node asks of them, and what a test makes of it on the way. */
final class AskedRelays implements RelayFactory {
    /** @param what name of the call; {@code log} and {@code bytes} of an entry where it is one */
    record Seen(Instant at, String what, Optional<LogId> log, int bytes) {}

    /** What becomes of a call. */
    interface OnTheWay {
        Object ask(Call call) throws Throwable;
    }

    /** What a node asks, and the relay that can answer it. */
    record Call(Relay real, Method method, List<Object> given) {
        private static final String READ = "read";
        private static final String APPEND = "append";

        /** Where the wait of a read stands among what it is given. */
        private static final int WAIT = 4;

        /** Where the entry of an append stands. */
        private static final int ENTRY = 3;

        String what() {
            return method.getName();
        }

        /** How long it waits at the relay for news. */
        Duration waits() {
            return what().equals(READ) ? (Duration) given.get(WAIT) : Duration.ZERO;
        }

        /** The same read, waiting so long. */
        Call waiting(Duration wait) {
            List<Object> changed = new ArrayList<>(given);
            changed.set(WAIT, wait);
            return new Call(real, method, changed);
        }

        Object answer() throws Throwable {
            try {
                return method.invoke(real, given.toArray());
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }

        private Seen seen() {
            int bytes = what().equals(APPEND) ? ((Bytes) given.get(ENTRY)).size() : 0;
            return new Seen(
                    Instant.now(),
                    what(),
                    Optional.of(given.getFirst())
                            .filter(LogId.class::isInstance)
                            .map(LogId.class::cast),
                    bytes);
        }
    }

    private final HttpRelays relays = new HttpRelays();
    private final OnTheWay onTheWay;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();

    /** Only looks. */
    AskedRelays() {
        this(Call::answer);
    }

    AskedRelays(OnTheWay onTheWay) {
        this.onTheWay = onTheWay;
    }

    /** Somebody on the way cuts who waits for news longer than this. */
    static AskedRelays waitingAtMost(Duration longest) {
        return new AskedRelays(call ->
                call.waits().compareTo(longest) > 0 ? call.waiting(longest).answer() : call.answer());
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
                Relay.class.getClassLoader(), new Class<?>[] {Relay.class}, (_, method, given) -> {
                    Call call = new Call(real, method, List.of(given));
                    seen.add(call.seen());
                    return onTheWay.ask(call);
                });
    }
}
