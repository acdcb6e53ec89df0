package parley.relay.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import parley.base.Bytes;
import parley.base.Head;
import parley.relay.TestLog;

/** Reads an inbox as its owner's node does: again where nothing came, on behind what is said to be lost, and always along the chain. */
public final class Owner {
    /** Within so many readings a relay must bring something, or say how far nothing can be given. */
    private static final int MOST_IN_VAIN = 3;

    private final Logs logs;
    private final TestLog inbox;
    private final int most;
    private final List<Bytes> letters = new ArrayList<>();
    private Head read;
    private long lost;

    public Owner(Logs logs, TestLog inbox, Head read, int most) {
        this.logs = logs;
        this.inbox = inbox;
        this.read = read;
        this.most = most;
    }

    /** What there is to be read. */
    public List<Bytes> readAll() {
        int inVain = 0;
        while (read.position() < logs.current(inbox.id()).position()) {
            if (reads()) {
                inVain = 0;
            } else {
                inVain++;
                assertThat(inVain).as("in vain behind %s", read).isLessThanOrEqualTo(MOST_IN_VAIN);
            }
        }
        return letters;
    }

    public long lost() {
        return lost;
    }

    public Head read() {
        return read;
    }

    private boolean reads() {
        Logs.Slice slice;
        try {
            slice = logs.read(inbox.id(), read.position(), most, Integer.MAX_VALUE, _ -> true);
        } catch (UncheckedIOException e) {
            return false; // Its owner is told to come later.
        }
        if (slice.after() > read.position()) {
            assertThat(slice.entries()).isEmpty();
            assertThat(slice.upTo().position()).isEqualTo(slice.after());
            lost += slice.after() - read.position();
            read = slice.upTo();
            return true;
        }
        Head head = TestLog.chain(read, slice.entries());
        assertThat(slice.upTo()).isEqualTo(head);
        letters.addAll(slice.entries());
        read = head;
        return !slice.entries().isEmpty();
    }
}
