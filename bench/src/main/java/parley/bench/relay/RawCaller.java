package parley.bench.relay;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import parley.base.Bytes;
import parley.protocol.port.RelayAddress;
import parley.relay.wire.Call;

/**
 * One connection to a relay, without the client that shares and gathers: as a thousand nodes would have them. Trusts
 * anyone, for the bench started the relay itself. Used by one thread.
 */
final class RawCaller implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 60_000;
    private static final int MOST_HEAD = 4096;
    private static final String OK = "HTTP/1.1 200 ";
    private static final String LENGTH = "content-length: ";

    private final SSLSocket socket;
    private final InputStream in;
    private final OutputStream out;

    private RawCaller(SSLSocket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /** What all callers share. */
    static SSLContext tls() {
        try {
            SSLContext tls = SSLContext.getInstance("TLSv1.3");
            tls.init(null, new TrustManager[] {new Anyone()}, null);
            return tls;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has TLS 1.3", e);
        }
    }

    /** @param from an address of this machine: on Linux all of 127.0.0.0/8 are */
    static RawCaller open(SSLContext tls, RelayAddress relay, String from) throws IOException {
        Socket tcp = new Socket();
        tcp.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
        tcp.connect(new InetSocketAddress(InetAddress.ofLiteral(relay.host()), relay.port()), TIMEOUT_MILLIS);
        tcp.setTcpNoDelay(true);
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(tcp, relay.host(), relay.port(), true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.startHandshake();
        return new RawCaller(socket);
    }

    /** Posts a call and returns the body of the answer. */
    Bytes post(Call call) throws IOException {
        send(call);
        return answer();
    }

    /** Posts a call and leaves the answer where it is. */
    void send(Call call) throws IOException {
        byte[] body = call.encoded().toArray();
        ByteArrayOutputStream request = new ByteArrayOutputStream(body.length + MOST_HEAD);
        request.writeBytes(head(call, body.length));
        request.writeBytes(body);
        out.write(request.toByteArray());
        out.flush();
    }

    /** Begins a call and never ends it. */
    void begin(Call call, int announced) throws IOException {
        out.write(head(call, announced));
        out.flush();
    }

    /** One more byte of what was begun. */
    void drip() throws IOException {
        out.write(0);
        out.flush();
    }

    private static byte[] head(Call call, int length) {
        return ("POST " + call.route().path() + " HTTP/1.1\r\nHost: relay\r\nContent-Length: " + length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private Bytes answer() throws IOException {
        String first = line();
        int length = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (line.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
                length = Integer.parseInt(line.substring(LENGTH.length()));
            }
        }
        byte[] body = in.readNBytes(length);
        if (!first.startsWith(OK) || body.length < length) {
            throw new IOException("the relay answered " + first);
        }
        return Bytes.wrap(body);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0 || line.length() > MOST_HEAD) {
                throw new IOException("the relay closed the line");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static final class Anyone implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            throw new UnsupportedOperationException("no clients here");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            assert chain.length == 1;
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
