package parley.relay;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import parley.base.Refusal;
import parley.base.Result;

/**
 * What the command {@code parley relay} does: runs a relay until it is told to end or its disk fails.
 *
 * <p>Prints one line, {@code listening HOST:PORT#KEY}: the whole is the address that people copy, its last part the key's
 * fingerprint that they may compare.
 */
public final class RelayMain {
    /** Done: ended as it was told. */
    public static final int DONE = 0;

    /** Ended by itself: the disk failed. */
    public static final int FAILED = 1;

    /** Never started. */
    public static final int REFUSED = 2;

    private RelayMain() {}

    /**
     * Blocks until {@code end} completes or the relay's disk fails.
     *
     * @param end completes when the relay should end; the caller's matter, for instance a shutdown hook
     * @param refusal says why it did not start, in the caller's language
     * @return an exit code
     */
    public static int run(RelayConfig config, CompletableFuture<?> end, PrintStream out, Sentence refusal)
            throws IOException, InterruptedException {
        return switch (RelayServer.start(config)) {
            case Result.Refused<RelayServer>(Refusal why) -> {
                refusal.say(why);
                yield REFUSED;
            }
            case Result.Done<RelayServer>(RelayServer server) -> {
                Optional<OldSpace> oldSpace = OldSpace.watched();
                try (server) {
                    out.println("listening " + server.address().text());
                    out.flush();
                    CompletableFuture.anyOf(end, server.broken()).get();
                } catch (ExecutionException e) {
                    throw new IllegalStateException("waiting for the end failed", e);
                } finally {
                    oldSpace.ifPresent(OldSpace::close);
                }
                yield server.broken().isDone() ? FAILED : DONE;
            }
        };
    }

    /** Says a refusal to a person. */
    @FunctionalInterface
    public interface Sentence {
        void say(Refusal why);
    }
}
