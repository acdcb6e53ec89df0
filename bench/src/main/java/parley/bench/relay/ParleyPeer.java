package parley.bench.relay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.SignedHead;
import parley.relay.client.HttpRelay;

/** Parley's relay in a JVM of its own, by its own client: TLS 1.3, signed heads, many logs. */
final class ParleyPeer implements Peer {
    private final RunningRelay running;
    private final HttpRelay relay;
    private List<BenchLog> logs;
    private int set;

    private ParleyPeer(RunningRelay running, HttpRelay relay, List<BenchLog> logs) {
        this.running = running;
        this.relay = relay;
        this.logs = logs;
    }

    static ParleyPeer start(Path data, int logs) throws IOException {
        RunningRelay running = RunningRelay.start(data);
        HttpRelay relay = HttpRelay.to(running.address(), Optional.empty());
        return new ParleyPeer(running, relay, BenchLog.create(relay, logs, 0));
    }

    @Override
    public String name() {
        return "parley relay";
    }

    @Override
    public String what() {
        return logs.size() + " logs, TLS 1.3, signed heads, ack after fdatasync";
    }

    @Override
    public void empty() throws IOException {
        for (BenchLog log : logs) {
            log.release(relay);
        }
        logs = BenchLog.create(relay, logs.size(), ++set);
    }

    @Override
    public Appender appender(int caller) {
        BenchLog log = logs.get(caller % logs.size());
        return message -> {
            Answer<SignedHead> answer =
                    relay.append(log.id(), log.capability(), Optional.empty(), message, Optional.empty());
            if (!(answer instanceof Answer.Given<SignedHead>)) {
                throw new IOException("the relay answered " + answer);
            }
        };
    }

    @Override
    public List<Long> processes() {
        return List.of(running.process().pid());
    }

    @Override
    public void close() throws IOException {
        relay.close();
        running.close();
    }
}
