package parley.bench.relay;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Processor time that a peer and this process used: unlike a rate it hardly depends on what else the machine does. */
final class Cpu {
    private static final double NANOS_PER_MICRO = 1e3;

    private Cpu() {}

    /** Of this process and of the peer's, so far; zero where the platform does not tell. */
    static Duration used(Peer peer) throws IOException {
        Duration own = used(ProcessHandle.current());
        return peer.processes().stream()
                .map(ProcessHandle::of)
                .flatMap(Optional::stream)
                .map(Cpu::used)
                .reduce(own, Duration::plus);
    }

    private static Duration used(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    static double microsEach(Duration used, long appends) {
        return appends == 0 ? 0 : used.toNanos() / NANOS_PER_MICRO / appends;
    }
}
