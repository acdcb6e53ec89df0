package parley.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Bytes;
import parley.base.Hash;
import parley.relay.store.FileDisk;
import parley.relay.store.Invitations;
import parley.relay.store.ParkedStore;

class UpkeepTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

    @TempDir
    Path folder;

    @Test
    @Timeout(60)
    void an_expired_invitation_goes_by_itself() throws Exception {
        Turns parked = new Turns(new ParkedStore(new FileDisk(folder), now::get));
        parked.park(Hash.of("words"), Bytes.utf8("sealed"));
        try (Upkeep upkeep = Upkeep.of(parked, Duration.ofMillis(1))) {
            parked.awaitWholeTurn();
            assertThat(parked.count()).as("while %s runs", upkeep).isEqualTo(1);
            now.set(Instant.EPOCH.plus(Invitations.KEPT));
            parked.awaitWholeTurn();
            assertThat(parked.count()).isZero();
        }
        assertThat(folder.resolve("parked")).isEmptyDirectory();
    }

    /** Tells when somebody has looked for what is expired. */
    private record Turns(Invitations invitations, Semaphore ended) implements Invitations {
        Turns(Invitations invitations) {
            this(invitations, new Semaphore(0));
        }

        /** Returns after a turn that began after this call: the first to end may have begun before. */
        void awaitWholeTurn() throws InterruptedException {
            ended.drainPermits();
            ended.acquire(2);
        }

        @Override
        public void dropExpired() throws IOException {
            invitations.dropExpired();
            ended.release();
        }

        @Override
        public Parked park(Hash locator, Bytes sealed) throws IOException {
            return invitations.park(locator, sealed);
        }

        @Override
        public int count() throws IOException {
            return invitations.count();
        }

        @Override
        public Optional<Bytes> collect(Hash locator) throws IOException {
            return invitations.collect(locator);
        }
    }
}
