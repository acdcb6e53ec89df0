package parley.bench.relay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import parley.base.Bytes;
import parley.bench.RelayCrowd.Options;
import parley.protocol.port.RelayAddress;
import parley.relay.wire.Call;

/** Callers from one other address who ask for full pages and take nothing, or send a byte a second; they come again when cut off. */
final class Siege implements AutoCloseable {
    private static final String FROM = "127.0.0.2";
    private static final int ANNOUNCED = 1_000_000;
    private static final long PAUSE_MILLIS = 1_000;

    private final RelayAddress relay;
    private final SSLContext tls = RawCaller.tls();
    private final List<Thread> callers = new ArrayList<>();

    private Siege(RelayAddress relay) {
        this.relay = relay;
    }

    static Siege of(RelayAddress relay, BenchLog full, Options options) {
        Siege siege = new Siege(relay);
        Call page = new Call.Read(full.id(), full.capability(), 0, 1_000, 0);
        Call append = new Call.Append(List.of(
                new Call.Append.Item(full.id(), full.capability(), Optional.empty(), Bytes.EMPTY, Optional.empty())));
        for (int i = 0; i < options.slowReaders(); i++) {
            siege.start(caller -> caller.send(page), caller -> {});
        }
        for (int i = 0; i < options.drippers(); i++) {
            siege.start(caller -> caller.begin(append, ANNOUNCED), RawCaller::drip);
        }
        return siege;
    }

    /** One thing to do to a relay. */
    @FunctionalInterface
    private interface Step {
        void take(RawCaller caller) throws IOException;
    }

    private void start(Step first, Step then) {
        callers.add(Thread.ofVirtual().name("siege").start(() -> besiege(first, then)));
    }

    private void besiege(Step first, Step then) {
        while (besieges(first, then)) {
            assert !relay.host().isEmpty();
        }
    }

    /** Until it is cut off; false when it is told to end. */
    private boolean besieges(Step first, Step then) {
        try (RawCaller caller = RawCaller.open(tls, relay, FROM)) {
            first.take(caller);
            while (true) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                then.take(caller);
            }
        } catch (InterruptedException e) {
            return false;
        } catch (IOException e) {
            return !Thread.currentThread().isInterrupted();
        }
    }

    @Override
    public void close() throws IOException {
        callers.forEach(Thread::interrupt);
        for (Thread caller : callers) {
            try {
                caller.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }
}
