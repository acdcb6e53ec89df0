package parley.relay.client;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.eclipse.jetty.client.ByteBufferRequestContent;
import org.eclipse.jetty.client.CompletableResponseListener;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Socks5Proxy;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import parley.base.Bytes;
import parley.protocol.port.Relay;
import parley.protocol.port.Relay.Why;
import parley.protocol.port.RelayAddress;
import parley.relay.wire.Answers;
import parley.relay.wire.Call;

/**
 * Carries bodies to one relay and back over pinned TLS 1.3, and keeps connections for the next. Thread-safe; calls block,
 * end by time-out, and by interruption of the calling thread.
 *
 * <p>Sends no name in the TLS greeting, no user agent, no cookies, and follows no redirects.
 */
final class Line implements AutoCloseable {
    /** Waiting readers hold one connection each. */
    private static final int MOST_CONNECTIONS = 256;

    private static final int MOST_QUEUED = 4096;
    private static final Duration CONNECT = Duration.ofSeconds(20);

    /** What an answer may take beyond the wait that was asked for. */
    private static final Duration ANSWER = Duration.ofSeconds(30);

    /** TLS and the client wrap what the pin says a few times; causes may form a ring. */
    private static final int MOST_CAUSES = 16;

    /** The head of a relay's answer takes some two hundred bytes; the client by itself takes heads of any length. */
    private static final int MOST_HEADER_BYTES = 8 << 10;

    private static final int THREADS = 8;
    private static final int BUFFER_BYTES = 32 << 10;

    private final RelayAddress address;
    private final HttpClient client;

    /** What came of a call. */
    sealed interface Reply {
        record Body(Bytes bytes) implements Reply {}

        record Refused(Why why) implements Reply {}

        record Nothing(String what) implements Reply {}

        /** A relay of an earlier version, which doesn't know where this was posted. */
        record NoSuchCall() implements Reply {}

        /** Who answers at the relay's address holds another key than the pinned one; nothing was sent. */
        record OtherKey() implements Reply {}
    }

    Line(RelayAddress address, Optional<Proxy> proxy) {
        this.address = address;
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        threads.setName("relay-line");
        threads.setDaemon(true);
        ClientConnector connector = new ClientConnector();
        connector.setSelectors(1);
        connector.setExecutor(threads);
        connector.setConnectTimeout(CONNECT);
        connector.setSslContextFactory(tls(address.key()));
        this.client = new HttpClient(new HttpClientTransportOverHTTP(connector));
        client.setExecutor(threads);
        client.setMaxConnectionsPerDestination(MOST_CONNECTIONS);
        client.setMaxRequestsQueuedPerDestination(MOST_QUEUED);
        // A reader that waits for news as long as it may is no dead connection.
        client.setIdleTimeout(Relay.LONGEST_WAIT.plus(ANSWER).toMillis());
        client.setFollowRedirects(false);
        client.setUserAgentField(null);
        client.setMaxResponseHeadersSize(MOST_HEADER_BYTES);
        client.setRequestBufferSize(BUFFER_BYTES);
        client.setResponseBufferSize(BUFFER_BYTES);
        proxy.ifPresent(
                through -> client.getProxyConfiguration().addProxy(new Socks5Proxy(through.host(), through.port())));
        try {
            client.start();
            client.getContentDecoderFactories().clear(); // Nothing is ever compressed.
        } catch (InterruptedException e) {
            // The start has taken the interruption for itself: without it, who was told to end would go on.
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the HTTP client started", e);
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP client does not start", e);
        }
    }

    private static SslContextFactory.Client tls(Bytes key) {
        try {
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(null, new TrustManager[] {new PinnedKey(key)}, null);
            SslContextFactory.Client tls = new SslContextFactory.Client();
            tls.setSslContext(context);
            tls.setIncludeProtocols("TLSv1.3");
            tls.setSNIProvider((engine, names) -> List.of());
            return tls;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has TLS 1.3", e);
        }
    }

    /** Posts a call; {@code wait} is how long the relay may hold it on purpose. */
    Reply post(Call call, Duration wait) {
        if (!client.isRunning()) {
            return new Reply.Nothing("closed");
        }
        if (Thread.currentThread().isInterrupted()) {
            return new Reply.Nothing("interrupted"); // An answer that is there already would be given all the same.
        }
        Request request = client.newRequest("https://" + address.authority())
                .method(HttpMethod.POST)
                .path(call.route().path())
                .body(new ByteBufferRequestContent(
                        "application/octet-stream", call.encoded().asBuffer()))
                .timeout(wait.plus(ANSWER).toMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture<ContentResponse> answer =
                new CompletableResponseListener(request, Answers.MOST_BODY_BYTES).send();
        try {
            return reply(answer.get());
        } catch (InterruptedException e) {
            CompletableFuture<Boolean> unused = request.abort(e); // Whether there was still something to end.
            Thread.currentThread().interrupt();
            return new Reply.Nothing("interrupted");
        } catch (ExecutionException e) {
            return otherKey(e)
                    ? new Reply.OtherKey()
                    : new Reply.Nothing(words(e.getCause() == null ? e : e.getCause()));
        }
    }

    private static Reply reply(ContentResponse response) {
        return switch (response.getStatus()) {
            case HttpStatus.OK_200 -> new Reply.Body(Bytes.wrap(response.getContent()));
            case HttpStatus.BAD_REQUEST_400 -> new Reply.Refused(Why.MALFORMED);
            case HttpStatus.NOT_FOUND_404 -> new Reply.NoSuchCall();
            case HttpStatus.PAYLOAD_TOO_LARGE_413 -> new Reply.Refused(Why.TOO_LARGE);
            default -> new Reply.Nothing("status " + response.getStatus());
        };
    }

    private static boolean otherKey(Throwable e) {
        Throwable cause = e;
        for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
            if (cause instanceof PinnedKey.OtherKey) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** Which kind of failure; never a message, for messages may hold addresses. */
    private static String words(Throwable e) {
        return e instanceof TimeoutException
                ? "no answer in time"
                : e.getClass().getSimpleName();
    }

    @Override
    public void close() {
        try {
            client.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the HTTP client stopped", e);
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP client does not stop", e);
        }
    }
}
