package parley.relay.status;

import java.net.BindException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.base.Bytes;
import parley.base.Result;
import parley.relay.server.IdleConnections;

/**
 * A port of this machine at which a relay's operator reads how it is: HTTP, plain, apart from the relay's own port.
 *
 * <p>Guarantees: what is told is looked at once a minute, whoever asks how often (how it is in one word, every few seconds),
 * so asking costs the relay nothing and says nothing about the seconds between; a look that does not end is told as a stall;
 * callers hold a bounded number of connections for a bounded time. Thread-safe.
 */
public final class StatusFace implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StatusFace.class);

    /** A dashboard, a balancer, a person. */
    private static final int MOST_CONNECTIONS = 32;

    private static final int THREADS = 8;
    private static final int MOST_HEADER_BYTES = 4096;
    private static final int IDLE_SECONDS = 5;
    private static final long STOP_MILLIS = 500;

    private static final Duration TURN = Duration.ofSeconds(5);

    /** After so many turns the figures are looked at again. */
    private static final int TURNS_A_MINUTE = 12;

    /** A look that has not come by then is stuck at the disk or the database. */
    private static final Duration STUCK = Duration.ofSeconds(45);

    private final Server server;
    private final ServerConnector connector;
    private final IdleConnections idle;
    private final Watch watch;
    private final StatusText text;
    private final StatusAddress at;
    private final Thread looking =
            Thread.ofPlatform().daemon().name("relay-status").unstarted(this::turn);
    private Figures figures;
    private volatile Look look;

    private record Look(StatusHandler.Said said, Figures figures, long nanos) {}

    private StatusFace(StatusAddress at, Watch watch, StatusText text) {
        this.at = at;
        this.watch = watch;
        this.text = text;
        this.figures = watch.figures();
        this.look = look(watch, text, figures);
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        threads.setName("relay-status-http");
        threads.setDaemon(true);
        this.server = new Server(threads);
        server.setStopTimeout(STOP_MILLIS);
        server.setErrorHandler((request, response, callback) -> {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, 0);
            response.write(true, ByteBuffer.allocate(0), callback);
            return true;
        });
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.setRequestHeaderSize(MOST_HEADER_BYTES);
        this.connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(at.socket().getHostString());
        connector.setPort(at.port());
        connector.setIdleTimeout(TimeUnit.SECONDS.toMillis(IDLE_SECONDS));
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, connector));
        server.setHandler(new StatusHandler(this::authority, this::said));
        this.idle = new IdleConnections(connector, MOST_CONNECTIONS, IDLE_SECONDS, System::nanoTime);
    }

    /**
     * Listens.
     *
     * <p>Refused as {@code relay.address-in-use} or {@code relay.cannot-start} with what the machine said.
     *
     * @param version of the program
     */
    public static Result<StatusFace> open(StatusAddress at, Watch watch, String version) {
        StatusFace face = new StatusFace(at, watch, new StatusText(version));
        try {
            face.server.start();
        } catch (Exception e) {
            face.close();
            return e instanceof BindException || e.getCause() instanceof BindException
                    ? Result.refused("relay.address-in-use", at.authority(at.port()))
                    : Result.refused("relay.cannot-start", String.valueOf(e.getMessage()));
        }
        face.looking.start();
        return Result.done(face);
    }

    /** What must stand in {@code Host}: where it listens, with the port that it really got. */
    public String authority() {
        return at.authority(connector.getLocalPort());
    }

    /** Until interrupted; one failure doesn't end the watch. */
    private void turn() {
        for (int turn = 1; ; turn++) {
            try {
                TimeUnit.NANOSECONDS.sleep(TURN.toNanos());
                idle.sweep();
                if (turn % TURNS_A_MINUTE == 0) {
                    figures = watch.figures();
                }
                look = look(watch, text, figures);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("The relay's status could not be looked at.", e);
            }
        }
    }

    private static Look look(Watch watch, StatusText text, Figures figures) {
        return new Look(said(text, watch.health(), figures), figures, System.nanoTime());
    }

    private static StatusHandler.Said said(StatusText text, Health health, Figures figures) {
        return new StatusHandler.Said(
                health, Bytes.utf8(text.json(health, figures)), Bytes.utf8(text.prometheus(health, figures)));
    }

    /** Who asks for figures hears of a look that is stuck as who asks for health does. */
    private StatusHandler.Said said() {
        Look last = look;
        return System.nanoTime() - last.nanos() > STUCK.toNanos()
                ? said(text, Health.STALLED, last.figures())
                : last.said();
    }

    @Override
    public void close() {
        looking.interrupt();
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn("The status's port did not close.", e);
        }
    }
}
