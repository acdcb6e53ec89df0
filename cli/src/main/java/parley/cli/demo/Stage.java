package parley.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.base.Role;
import parley.base.Secret;
import parley.cli.process.RelayRun;
import parley.protocol.port.RelayAddress;

/** All processes of a demo: one relay, and the nodes of Israel, Iran and Oman. Not thread-safe. */
final class Stage implements AutoCloseable {
    static final String RELAY = "relay";

    private final DemoFolder folder;
    private final int portBase;
    private final Path relayData;
    private final Secret passphrase;
    private final List<Seat> seats;

    private Optional<RelayRun> relay = Optional.empty();

    Stage(DemoFolder folder, int portBase) throws IOException {
        this.folder = folder;
        this.portBase = portBase;
        this.relayData = folder.of(RELAY);
        this.passphrase = folder.passphrase();
        this.seats = new ArrayList<>(List.of(
                new Seat("Israel", Role.PARTY, portBase + 1, folder),
                new Seat("Iran", Role.PARTY, portBase + 2, folder),
                new Seat("Oman", Role.MEDIATOR, portBase + 3, folder)));
    }

    Seat israel() {
        return seats.get(0);
    }

    Seat iran() {
        return seats.get(1);
    }

    Seat oman() {
        return seats.get(2);
    }

    List<Seat> seats() {
        return List.copyOf(seats);
    }

    Path relayData() {
        return relayData;
    }

    /** One more node, not started. */
    Seat another(String name, Role role) throws IOException {
        Seat seat = new Seat(name, role, portBase + 1 + seats.size(), folder);
        seats.add(seat);
        return seat;
    }

    void startRelay() throws IOException {
        relay = Optional.of(RelayRun.start(relayData, portBase, folder.log(RELAY)));
    }

    RelayAddress relayReady() throws IOException {
        return relay.orElseThrow().ready();
    }

    void killRelay() throws IOException {
        if (relay.isPresent()) {
            relay.get().kill();
        }
    }

    void start(Seat seat) throws IOException {
        seat.start(passphrase);
    }

    /** Waits until one of the processes has ended by itself. */
    Optional<String> ended() {
        if (relay.isPresent() && !relay.get().running()) {
            return Optional.of(RELAY);
        }
        return seats.stream().filter(seat -> !seat.running()).map(Seat::name).findFirst();
    }

    /** Stops all of them; the nodes first, so that they can say what is left to say. */
    @Override
    public void close() {
        List<Thread> stopping = seats.stream()
                .map(seat -> Thread.ofVirtual().start(seat::close))
                .toList();
        for (Thread each : stopping) {
            try {
                each.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        relay.ifPresent(RelayRun::close);
    }
}
