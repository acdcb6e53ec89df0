package parley.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import parley.base.Bytes;
import parley.relay.wire.Call;
import parley.relay.wire.Route;

/** Speaks to a relay byte by byte, as no client of ours would. */
final class RawCaller {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int NARROW_BYTES = 4096;

    private final int port;

    RawCaller(int port) {
        this.port = port;
    }

    SSLSocket tls(String... protocols) throws IOException {
        return tls("127.0.0.1", protocols);
    }

    private SSLSocket tls(String from, String... protocols) throws IOException {
        return tls(from, 0, protocols);
    }

    /**
     * A caller whom no system's buffer helps to take what it does not read.
     *
     * @param from an address of this machine: all of 127.0.0.0/8 are, on Linux
     */
    SSLSocket narrow(String from) throws IOException {
        return tls(from, NARROW_BYTES);
    }

    private SSLSocket tls(String from, int buffer, String... protocols) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anyone()}, new SecureRandom());
            Socket tcp = new Socket();
            if (buffer > 0) {
                tcp.setReceiveBufferSize(buffer);
            }
            tcp.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
            tcp.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(tcp, "127.0.0.1", port, true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            if (protocols.length > 0) {
                socket.setEnabledProtocols(protocols);
            }
            socket.startHandshake();
            return socket;
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has TLS", e);
        }
    }

    /** These tests are about what the relay does, not whom it is. */
    private static final class Anyone implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            throw new UnsupportedOperationException("no clients here");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            assertThat(chain).hasSize(1);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    static byte[] head(Route route, String fields) {
        return ("POST " + route.path() + " HTTP/1.1\r\nHost: relay\r\n" + fields + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Sends a whole call, and does not wait for the answer. */
    static void send(SSLSocket socket, Call call, String fields) throws IOException {
        Bytes body = call.encoded();
        OutputStream out = socket.getOutputStream();
        out.write(head(call.route(), fields + "Content-Length: " + body.size() + "\r\n"));
        out.write(body.toArray());
        out.flush();
    }

    static String answer(SSLSocket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    String post(Route route, byte[] body) throws IOException {
        try (SSLSocket socket = tls()) {
            OutputStream out = socket.getOutputStream();
            out.write(head(route, "Connection: close\r\nContent-Length: " + body.length + "\r\n"));
            out.write(body);
            out.flush();
            return answer(socket);
        }
    }
}
