package parley.relay;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.relay.store.Invitations;
import parley.relay.store.StoreAway;

/**
 * Deletes invitations whose time is over, within the hour, whether or not anybody asks for them: the people who parked them
 * were told that they lie there so long and no longer.
 */
final class Upkeep implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMinutes(30);
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

    private final Invitations invitations;
    private final Thread thread;

    private Upkeep(Invitations invitations, Duration every) {
        this.invitations = invitations;
        this.thread = Thread.ofPlatform().daemon().name("relay-upkeep").unstarted(() -> run(every));
    }

    /** From now on, and at once. */
    static Upkeep of(Invitations invitations) {
        return of(invitations, EVERY);
    }

    static Upkeep of(Invitations invitations, Duration every) {
        Upkeep upkeep = new Upkeep(invitations, every);
        upkeep.thread.start();
        return upkeep;
    }

    /** Until interrupted; one failure doesn't end it. */
    private void run(Duration every) {
        while (true) {
            try {
                invitations.dropExpired();
            } catch (StoreAway e) {
                LOG.debug("Expired invitations can't be deleted just now.", e); // The store tells the operator.
            } catch (IOException | RuntimeException e) {
                LOG.warn("Expired invitations could not be deleted; it is tried again.", e);
            }
            try {
                TimeUnit.NANOSECONDS.sleep(every.toNanos());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
