package parley.relay.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Connector;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections on which no request comes to its end, however steadily bytes drip, and those above what one address
 * may hold. What Jetty's idle time-out doesn't see: each single byte starts that one anew. Used by one thread.
 */
public final class IdleConnections {
    private final Connector connector;
    private final int mostPerAddress;
    private final int idleSeconds;
    private final LongSupplier nanos;
    private final Map<EndPoint, Seen> seen = new WeakHashMap<>();

    /**
     * @param mostPerAddress connections open at one time from one address
     * @param idleSeconds after which a connection on which no request comes to its end is closed
     */
    public IdleConnections(Connector connector, int mostPerAddress, int idleSeconds, LongSupplier nanos) {
        this.connector = connector;
        this.mostPerAddress = mostPerAddress;
        this.idleSeconds = idleSeconds;
        this.nanos = nanos;
    }

    /** How many requests had begun and ended, and since when that has not changed. */
    private record Seen(long begun, long ended, long since) {}

    /** To be called every few seconds. */
    public void sweep() {
        long now = nanos.getAsLong();
        Map<InetAddress, Integer> perAddress = new HashMap<>();
        for (EndPoint endPoint : connector.getConnectedEndPoints()) {
            Connection http = http(endPoint);
            long begun = http == null ? 0 : http.getMessagesIn();
            long ended = http == null ? 0 : http.getMessagesOut();
            Seen before = seen.get(endPoint);
            if (before == null || before.begun() != begun || before.ended() != ended) {
                seen.put(endPoint, new Seen(begun, ended, now));
            } else if (begun == ended && now - before.since() > TimeUnit.SECONDS.toNanos(idleSeconds)) {
                endPoint.close();
                continue;
            }
            InetAddress address = address(endPoint.getRemoteSocketAddress());
            if (address != null && perAddress.merge(address, 1, Integer::sum) > mostPerAddress) {
                endPoint.close();
            }
        }
    }

    private static @Nullable Connection http(EndPoint endPoint) {
        Connection connection = endPoint.getConnection();
        return connection instanceof SslConnection tls ? tls.getSslEndPoint().getConnection() : connection;
    }

    private static @Nullable InetAddress address(SocketAddress from) {
        return from instanceof InetSocketAddress internet && internet.getAddress() != null
                ? Origin.neighbourhood(internet.getAddress())
                : null;
    }
}
