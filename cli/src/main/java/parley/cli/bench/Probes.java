package parley.cli.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import parley.base.Hash;
import parley.protocol.port.RelayAddress;
import parley.relay.client.HttpRelay;

/** What the machine itself takes for the two things that no software avoids: forcing to disk, and a round trip. */
final class Probes {
    private static final int PROBES = 200;
    private static final int BLOCK = 4096;

    private Probes() {}

    /** Appends and forces 4 KiB, again and again. */
    static Samples forces(Path file) throws IOException {
        Samples samples = new Samples();
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            for (int i = 0; i < PROBES; i++) {
                long begun = System.nanoTime();
                channel.write(ByteBuffer.allocate(BLOCK));
                channel.force(false);
                samples.add(System.nanoTime() - begun);
            }
        }
        Files.delete(file);
        return samples;
    }

    /** Asks for an invitation that isn't there: the relay answers from memory, over the TLS that nodes use. */
    static Samples roundTrips(RelayAddress address) {
        Samples samples = new Samples();
        try (HttpRelay relay = HttpRelay.to(address, Optional.empty())) {
            for (int i = -PROBES; i < PROBES; i++) {
                Hash absent = Hash.of("bench", Hash.number(Math.abs(i)));
                long begun = System.nanoTime();
                relay.collect(absent);
                if (i >= 0) {
                    samples.add(System.nanoTime() - begun);
                }
            }
        }
        return samples;
    }
}
