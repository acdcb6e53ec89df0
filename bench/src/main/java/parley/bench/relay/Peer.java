package parley.bench.relay;

import java.io.IOException;
import java.util.List;
import parley.base.Bytes;

/**
 * A server that keeps messages durably, in a process of its own.
 *
 * <p>Everyone is asked for the same: {@link Appender#append} returns when the message would survive power loss.
 */
interface Peer extends AutoCloseable {
    String name();

    /** What exactly is measured, in a sentence for the table. */
    String what();

    /** Gives up all that was appended; an {@link #appender} of before is not to be used any more. */
    void empty() throws IOException;

    /** Way for one of {@code inFlight} callers, who each have one append under way at any time. */
    Appender appender(int caller) throws IOException;

    /** The server's processes, whose fsyncs are counted. */
    List<Long> processes() throws IOException;

    @Override
    void close() throws IOException;

    /** One caller's way. */
    @FunctionalInterface
    interface Appender {
        /** @throws IOException when it was not acknowledged */
        void append(Bytes message) throws IOException, InterruptedException;
    }
}
