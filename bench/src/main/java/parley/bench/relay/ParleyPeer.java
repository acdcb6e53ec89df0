package parley.bench.relay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.LogId;
import parley.base.Secret;
import parley.protocol.port.LogRef;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.RelayAddress;
import parley.protocol.port.SignedHead;
import parley.relay.client.HttpRelay;

/** Parley's relay in a JVM of its own, by its own client: TLS 1.3, signed heads, many logs. */
final class ParleyPeer implements Peer {
    private static final String LISTENING = "listening ";
    private static final int CLOSING_SECONDS = 30;

    private final Process process;
    private final HttpRelay relay;
    private final List<Log> logs;

    private record Log(LogId id, Secret capability) {}

    private ParleyPeer(Process process, HttpRelay relay, List<Log> logs) {
        this.process = process;
        this.relay = relay;
        this.logs = logs;
    }

    static ParleyPeer start(Path data, int logs) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RelayProcess.class.getName(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        if (line == null || !line.startsWith(LISTENING)) {
            process.destroyForcibly();
            throw new IOException("the relay did not start");
        }
        RelayAddress address =
                RelayAddress.parse(line.substring(LISTENING.length())).orThrow();
        HttpRelay relay = HttpRelay.to(address, Optional.empty());
        List<Log> created = new ArrayList<>();
        for (int i = 0; i < logs; i++) {
            Bytes capability = Hash.of("bench-capability", Hash.number(i)).value();
            Hash hash = LogRef.capabilityHash(capability);
            if (!(relay.create(hash, hash) instanceof Answer.Given<SignedHead>)) {
                throw new IOException("the relay created no log");
            }
            created.add(new Log(LogRef.idOf(hash, hash), Secret.of(capability)));
        }
        return new ParleyPeer(process, relay, created);
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
    public Appender appender(int caller) {
        Log log = logs.get(caller % logs.size());
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
        return List.of(process.pid());
    }

    @Override
    public void close() throws IOException {
        relay.close();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(CLOSING_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("the relay did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
