package parley.relay.store;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.protocol.port.Relay;

/** How a store in files is. */
final class FilesCondition implements Condition {
    private static final Logger LOG = LoggerFactory.getLogger(FilesCondition.class);

    /**
     * A write that found no room counts as long as there is less than this: as much as the next segment and its index make
     * room for at once, many times over.
     */
    private static final long LITTLE = 64 << 20;

    /** With less than this nothing large finds room, even if the last small thing did: twice the largest entry. */
    private static final long LEAST = 2L * Relay.MOST_ENTRY_BYTES;

    private final LogStore logs;
    private final BlobStore blobs;
    private final ParkedStore parked;
    private final MeteredDisk disk;

    FilesCondition(LogStore logs, BlobStore blobs, ParkedStore parked, MeteredDisk disk) {
        this.logs = logs;
        this.blobs = blobs;
        this.parked = parked;
        this.disk = disk;
    }

    @Override
    public State state() {
        long room = Math.min(free().orElse(Long.MAX_VALUE), disk.room());
        boolean noRoom = room < LEAST || (disk.refused() && room < LITTLE);
        return noRoom || logs.filled().full() ? State.FULL : State.GOING;
    }

    @Override
    public Optional<Amounts> amounts() {
        Quota.Filled filled = logs.filled();
        try {
            return Optional.of(new Amounts(
                    filled.logs(),
                    filled.entries(),
                    OptionalInt.of(filled.indexTenths()),
                    disk.used(),
                    free(),
                    parked.count(),
                    logs.damages().size() + blobs.damages() + parked.damages()));
        } catch (IOException e) {
            LOG.debug("The disk does not say how many invitations there are.", e);
            return Optional.empty();
        }
    }

    private OptionalLong free() {
        try {
            return OptionalLong.of(disk.freeBytes());
        } catch (IOException e) {
            LOG.debug("The system does not say how much room there is.", e);
            return OptionalLong.empty();
        }
    }
}
