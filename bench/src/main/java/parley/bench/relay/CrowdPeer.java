package parley.bench.relay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import parley.base.Bytes;
import parley.base.Malformed;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.SignedHead;
import parley.relay.client.HttpRelay;
import parley.relay.wire.Answers;
import parley.relay.wire.Call;

/** Parley's relay, asked over one connection for each caller, by turns in several logs. */
final class CrowdPeer implements Peer {
    private final RunningRelay relay;
    private final List<BenchLog> logs;
    private final int callers;
    private final SSLContext tls = RawCaller.tls();
    private final List<RawCaller> open = new ArrayList<>();

    private CrowdPeer(RunningRelay relay, List<BenchLog> logs, int callers) {
        this.relay = relay;
        this.logs = logs;
        this.callers = callers;
    }

    static CrowdPeer of(RunningRelay relay, int logs, int callers) throws IOException {
        try (HttpRelay client = HttpRelay.to(relay.address(), Optional.empty())) {
            return new CrowdPeer(relay, BenchLog.create(client, logs, 0), callers);
        }
    }

    BenchLog log(int number) {
        return logs.get(number % logs.size());
    }

    @Override
    public String name() {
        return "parley relay";
    }

    @Override
    public String what() {
        return logs.size() + " logs, " + callers + " connections, one append a request, TLS 1.3, ack after fdatasync";
    }

    /** Its one load goes on: nothing is given up. */
    @Override
    public void empty() {}

    @Override
    public synchronized Appender appender(int caller) throws IOException {
        while (open.size() <= caller) {
            open.add(RawCaller.open(tls, relay.address(), "127.0.0.1"));
        }
        RawCaller line = open.get(caller);
        AtomicInteger turn = new AtomicInteger();
        return message -> {
            BenchLog log = log(caller + callers * turn.getAndIncrement());
            Call call = new Call.Append(List.of(
                    new Call.Append.Item(log.id(), log.capability(), Optional.empty(), message, Optional.empty())));
            if (!placed(line.post(call))) {
                throw new IOException("the relay placed nothing");
            }
        };
    }

    private static boolean placed(Bytes answer) throws IOException {
        try {
            return Answers.heads(answer).getFirst() instanceof Answer.Given<SignedHead>;
        } catch (Malformed e) {
            throw new IOException("an answer that can't be read", e);
        }
    }

    @Override
    public List<Long> processes() {
        return List.of(relay.process().pid());
    }

    @Override
    public void close() throws IOException {
        for (RawCaller line : open) {
            line.close();
        }
        relay.close();
    }
}
