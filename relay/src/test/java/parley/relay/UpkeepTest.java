package parley.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
        ParkedStore parked = new ParkedStore(new FileDisk(folder), now::get);
        parked.park(Hash.of("words"), Bytes.utf8("sealed"));
        try (Upkeep upkeep = Upkeep.of(parked, Duration.ofMillis(10))) {
            Thread.sleep(100);
            assertThat(parked.count()).as("while %s runs", upkeep).isEqualTo(1);
            now.set(Instant.EPOCH.plus(Invitations.KEPT));
            while (parked.count() > 0) {
                Thread.sleep(10);
            }
        }
        assertThat(folder.resolve("parked")).isEmptyDirectory();
    }
}
