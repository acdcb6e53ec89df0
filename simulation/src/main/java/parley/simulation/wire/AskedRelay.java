package parley.simulation.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.base.Secret;
import parley.protocol.port.Relay;
import parley.protocol.port.SignedHead;
import parley.relay.client.HttpRelay;

/** What the relay sees of one node inside of TLS: which calls, and how far behind the log they are. Thread-safe. */
final class AskedRelay implements Relay, AutoCloseable {
    private final HttpRelay relay;
    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();

    AskedRelay(HttpRelay relay) {
        this.relay = relay;
    }

    /**
     * One call.
     *
     * @param at when it was answered
     * @param entries of an append, how many lie between its base and it; of a read, how many it brought; 0 else
     */
    record Asked(Instant at, Call call, long entries) {}

    enum Call {
        APPEND,
        READ,
        /** A read that waits at the relay for news. */
        POLL,
        OTHER
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    private <T> Answer<T> note(Call call, Answer<T> answer, long entries) {
        asked.add(new Asked(Instant.now(), call, entries));
        return answer;
    }

    private <T> Answer<T> other(Answer<T> answer) {
        return note(Call.OTHER, answer, 0);
    }

    @Override
    public Answer<SignedHead> append(
            LogId log, Secret capability, Optional<Head> base, Bytes entry, Optional<Head> at) {
        Answer<SignedHead> answer = relay.append(log, capability, base, entry, at);
        long after = base.map(Head::position).orElse(0L);
        return note(
                Call.APPEND,
                answer,
                answer instanceof Answer.Given<SignedHead>(SignedHead placed)
                        ? placed.head().position() - after
                        : 0);
    }

    @Override
    public Answer<Page> read(LogId log, Secret capability, long after, int most, Duration wait) {
        Answer<Page> answer = relay.read(log, capability, after, most, wait);
        return note(
                wait.isZero() ? Call.READ : Call.POLL,
                answer,
                answer instanceof Answer.Given<Page>(Page page) ? page.entries().size() : 0);
    }

    @Override
    public Answer<SignedHead> create(Hash readHash, Hash appendHash) {
        return other(relay.create(readHash, appendHash));
    }

    @Override
    public Answer<SignedHead> release(LogId log, Secret capability, Hash token, int members) {
        return other(relay.release(log, capability, token, members));
    }

    @Override
    public Answer<Hash> putBlob(LogId log, Secret capability, Bytes blob) {
        return other(relay.putBlob(log, capability, blob));
    }

    @Override
    public Answer<Bytes> getBlob(LogId log, Secret capability, Hash blob) {
        return other(relay.getBlob(log, capability, blob));
    }

    @Override
    public Answer<Hash> park(Hash locator, Bytes sealed) {
        return other(relay.park(locator, sealed));
    }

    @Override
    public Answer<Bytes> collect(Hash locator) {
        return other(relay.collect(locator));
    }

    @Override
    public void close() {
        relay.close();
    }
}
