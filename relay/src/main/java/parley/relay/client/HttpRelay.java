package parley.relay.client;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.base.Malformed;
import parley.base.Secret;
import parley.protocol.port.Relay;
import parley.protocol.port.RelayAddress;
import parley.protocol.port.SignedHead;
import parley.relay.wire.Answers;
import parley.relay.wire.Call;

/**
 * A relay somewhere else, over HTTP and pinned TLS 1.3.
 *
 * <p>Guarantees that what it returns came from who holds the pinned key, was well formed, and was bounded in size; blobs
 * have the hash that was asked for. Doesn't check signed heads and chains: its callers do. Doesn't hide from the relay that
 * the logs of one connection are used by one node. Interrupting a waiting thread ends its call as {@link Answer.Silent}.
 */
public final class HttpRelay implements Relay, AutoCloseable {
    private final Line line;
    private final AppendQueue appends = new AppendQueue(this::send);

    private HttpRelay(Line line) {
        this.line = line;
    }

    /** A line to this relay; connects when it is first used. */
    public static HttpRelay to(RelayAddress address, Optional<Proxy> proxy) {
        return new HttpRelay(new Line(address, proxy));
    }

    @Override
    public Answer<SignedHead> create(Hash readHash, Hash appendHash) {
        return ask(new Call.Create(readHash, appendHash), Duration.ZERO, Answers::head);
    }

    @Override
    public Answer<SignedHead> append(
            LogId log, Secret capability, Optional<Head> base, Bytes entry, Optional<Head> at) {
        if (entry.size() > MOST_ENTRY_BYTES) {
            return new Answer.Declined<>(Why.TOO_LARGE);
        }
        CompletableFuture<Answer<SignedHead>> answer =
                appends.add(new Call.Append.Item(log, capability, base, entry, at));
        try {
            return answer.get();
        } catch (InterruptedException e) {
            answer.cancel(false);
            Thread.currentThread().interrupt();
            return new Answer.Silent<>("interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException("an append failed in a way it can't", e);
        }
    }

    private List<Answer<SignedHead>> send(List<Call.Append.Item> items) {
        Answer<List<Answer<SignedHead>>> answer =
                ask(new Call.Append(items), Duration.ZERO, body -> new Answer.Given<>(Answers.heads(body)));
        return switch (answer) {
            case Answer.Given<List<Answer<SignedHead>>>(List<Answer<SignedHead>> heads)
            when heads.size() == items.size() -> heads;
            case Answer.Given<List<Answer<SignedHead>>> other ->
                Collections.nCopies(items.size(), new Answer.Silent<>("answers to other questions"));
            case Answer.Declined<List<Answer<SignedHead>>>(Why why) ->
                Collections.nCopies(items.size(), new Answer.Declined<>(why));
            case Answer.Silent<List<Answer<SignedHead>>>(String what, boolean otherKey) ->
                Collections.nCopies(items.size(), new Answer.Silent<>(what, otherKey));
        };
    }

    @Override
    public Answer<Page> read(LogId log, Secret capability, long after, int most, Duration wait) {
        Duration asked = wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
        int waitMillis = (int) Math.max(0, asked.toMillis());
        return ask(new Call.Read(log, capability, after, most, waitMillis), asked, Answers::page);
    }

    @Override
    public Answer<SignedHead> release(LogId log, Secret capability, Hash token, int members) {
        Call.Release call = new Call.Release(log, capability, token, members);
        Line.Reply reply = line.post(call, Duration.ZERO);
        return reply instanceof Line.Reply.NoSuchCall
                ? new Answer.Declined<>(Why.MALFORMED)
                : read(reply, Answers::head);
    }

    @Override
    public Answer<Hash> putBlob(LogId log, Secret capability, Bytes blob) {
        if (blob.size() > MOST_BLOB_BYTES) {
            return new Answer.Declined<>(Why.TOO_LARGE);
        }
        return ask(new Call.PutBlob(log, capability, blob), Duration.ZERO, Answers::hash);
    }

    @Override
    public Answer<Bytes> getBlob(LogId log, Secret capability, Hash blob) {
        Answer<Bytes> answer = ask(
                new Call.GetBlob(log, capability, blob), Duration.ZERO, body -> Answers.bytes(body, MOST_BLOB_BYTES));
        return answer instanceof Answer.Given<Bytes>(Bytes given)
                        && !Relay.blobHash(given).equals(blob)
                ? new Answer.Silent<>("another blob than was asked for")
                : answer;
    }

    @Override
    public Answer<Hash> park(Hash locator, Bytes sealed) {
        if (sealed.size() > MOST_PARKED_BYTES) {
            return new Answer.Declined<>(Why.TOO_LARGE);
        }
        return ask(new Call.Park(locator, sealed), Duration.ZERO, Answers::hash);
    }

    @Override
    public Answer<Bytes> collect(Hash locator) {
        return ask(new Call.Collect(locator), Duration.ZERO, body -> Answers.bytes(body, MOST_PARKED_BYTES));
    }

    /** Reads a body as an answer. */
    @FunctionalInterface
    private interface Parser<T> {
        Answer<T> read(Bytes body) throws Malformed;
    }

    private <T> Answer<T> ask(Call call, Duration wait, Parser<T> parser) {
        return read(line.post(call, wait), parser);
    }

    private static <T> Answer<T> read(Line.Reply reply, Parser<T> parser) {
        return switch (reply) {
            case Line.Reply.Body(Bytes body) -> {
                try {
                    yield parser.read(body);
                } catch (Malformed e) {
                    yield new Answer.Silent<>("an answer that can't be read");
                }
            }
            case Line.Reply.Refused(Why why) -> new Answer.Declined<>(why);
            case Line.Reply.NoSuchCall() -> new Answer.Silent<>("no such call");
            case Line.Reply.Nothing(String what) -> new Answer.Silent<>(what);
            case Line.Reply.OtherKey() -> new Answer.Silent<>("another key than the pinned one", true);
        };
    }

    /** Ends all connections; calls under way end as silent. */
    @Override
    public void close() {
        line.close();
    }
}
