package parley.relay.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.base.Bytes;
import parley.protocol.port.Relay;

/**
 * The relay's one port: HTTP/1.1 over TLS 1.3, and nothing else.
 *
 * <p>Guarantees: no older TLS; no access log; no word of which software answers. Jetty's threads only move bytes; calls,
 * which wait for disk and for news, run on virtual threads.
 */
public final class HttpFace implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpFace.class);

    /** Selectors and their few helpers. */
    private static final int PLATFORM_THREADS = 16;

    /** Requests have a path and a handful of headers. */
    private static final int MOST_HEADER_BYTES = 4096;

    /** Longer than the longest wait for news, so that a reader that waits is not taken for dead. */
    private static final long IDLE_MILLIS = Relay.LONGEST_WAIT.toMillis() + 20_000;

    /** An answer is written in pieces of about a TLS record. */
    private static final int OUTPUT_BYTES = 32 << 10;

    /** What the system keeps of an answer for a caller who does not take it; without it some megabytes each. */
    private static final int SEND_BUFFER_BYTES = 128 << 10;

    private static final int ACCEPT_QUEUE = 1024;
    private static final long SWEEP_SECONDS = 2;
    private static final long STOP_MILLIS = 2_000;

    private final Server server;
    private final ServerConnector connector;
    private final Thread sweeper;

    private HttpFace(Server server, ServerConnector connector, Thread sweeper) {
        this.server = server;
        this.connector = connector;
        this.sweeper = sweeper;
    }

    /**
     * Listens.
     *
     * @throws IOException when the address can't be had
     */
    public static HttpFace open(
            Desk desk,
            RelayLimits limits,
            Tally tally,
            KeyStore keys,
            String password,
            Bytes publicKey,
            InetSocketAddress listen)
            throws IOException {
        QueuedThreadPool threads = new QueuedThreadPool(PLATFORM_THREADS);
        threads.setName("relay-http");
        threads.setDaemon(true);
        VirtualThreadPool virtual = new VirtualThreadPool();
        virtual.setMaxConcurrentTasks(0);
        threads.setVirtualThreadsExecutor(virtual);
        Server server = new Server(threads);
        server.setStopTimeout(STOP_MILLIS);
        server.setErrorHandler((request, response, callback) -> {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, 0);
            response.write(true, ByteBuffer.allocate(0), callback);
            return true;
        });
        ServerConnector connector = new ServerConnector(server, 1, 1, tls(keys, password), http());
        connector.setHost(listen.getHostString());
        connector.setPort(listen.getPort());
        connector.setIdleTimeout(IDLE_MILLIS);
        connector.setAcceptQueueSize(ACCEPT_QUEUE);
        connector.setAcceptedSendBufferSize(SEND_BUFFER_BYTES);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(limits.connections(), connector));
        server.setHandler(new RelayHandler(desk, limits, tally, publicKey));
        try {
            server.start();
        } catch (Exception e) {
            giveUp(server, e);
            throw e instanceof IOException io ? io : new IOException("the relay can't listen", e);
        }
        IdleConnections idle =
                new IdleConnections(connector, limits.connectionsPerAddress(), limits.idleSeconds(), System::nanoTime);
        Thread sweeper = Thread.ofPlatform().daemon().name("relay-sweeper").start(() -> sweep(idle));
        return new HttpFace(server, connector, sweeper);
    }

    /** Until interrupted; one failure doesn't end the watch. */
    private static void sweep(IdleConnections idle) {
        while (true) {
            try {
                TimeUnit.SECONDS.sleep(SWEEP_SECONDS);
                idle.sweep();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("Idle connections could not be looked for.", e);
            }
        }
    }

    public int port() {
        return connector.getLocalPort();
    }

    /** How many connections are open. */
    public int connections() {
        return connector.getConnectedEndPoints().size();
    }

    private static SslConnectionFactory tls(KeyStore keys, String password) {
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStore(keys);
        tls.setKeyStorePassword(password);
        tls.setIncludeProtocols("TLSv1.3");
        tls.setRenegotiationAllowed(false);
        tls.setSniRequired(false);
        return new SslConnectionFactory(tls, "http/1.1");
    }

    private static HttpConnectionFactory http() {
        HttpConfiguration http = new HttpConfiguration();
        http.addCustomizer(new SecureRequestCustomizer(false)); // Pinned callers name nobody in their TLS greeting.
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.setRequestHeaderSize(MOST_HEADER_BYTES);
        http.setOutputBufferSize(OUTPUT_BYTES);
        return new HttpConnectionFactory(http);
    }

    /** Why it could not listen is what people must hear, not what followed. */
    private static void giveUp(Server server, Exception why) {
        try {
            stop(server);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    /** The server also throws when callers were still being answered at the end of its patience: they are cut off, and ask again. */
    private static void stop(Server server) throws IOException {
        try {
            server.stop();
        } catch (Exception e) {
            if (Stream.of(server.getConnectors())
                    .anyMatch(one -> one instanceof NetworkConnector port && port.isOpen())) {
                throw new IOException("the relay's port did not close", e);
            }
            LOG.warn("Some callers were cut off before they had their answers.", e);
        }
    }

    @Override
    public void close() throws IOException {
        sweeper.interrupt();
        stop(server);
    }
}
