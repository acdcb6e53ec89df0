package parley.node.web;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import parley.base.Randomness;
import parley.node.desk.NodeGate;
import parley.node.web.ask.SignIn;
import parley.node.web.page.AllPages;

/**
 * The node's own pages, on 127.0.0.1 and nowhere else.
 *
 * <p>Guarantees that nothing is answered before all rules of {@code guard} hold, that pages are shown only to a browser that
 * used a one-time link, and that every answer carries {@link parley.node.web.guard.AnswerHeaders}. Doesn't guarantee anything
 * against a program of the same user. Thread-safe. Follows {@code docs/threat-model.md}, "A hostile page on the same machine".
 */
public final class WebServer implements AutoCloseable {
    /** The only address: not a name, so that no resolver has a say; not IPv6, so that there is one origin. */
    public static final String ADDRESS = "127.0.0.1";

    /** Under this path another handler may answer, with its own token; see {@link Options#api}. */
    public static final String API_PATH = "/api/";

    /** Longest request line and headers; ours stay below 2 KiB. */
    private static final int MOST_HEADER_BYTES = 16 * 1024;

    /** Silent connections are closed; live pages send a sign of life twice as often. */
    private static final long IDLE_MILLIS = 60_000;

    private final Server server;
    private final ServerConnector connector;
    private final SignIn signIn;
    private final Doorkeeper door;

    private WebServer(Server server, ServerConnector connector, SignIn signIn, Doorkeeper door) {
        this.server = server;
        this.connector = connector;
        this.signIn = signIn;
        this.door = door;
    }

    /**
     * How to serve.
     *
     * @param port 0 for a random one
     * @param api answers everything under {@link #API_PATH} after the rules held; does its own authentication
     */
    public record Options(
            int port, NodeGate gate, Randomness randomness, InstantSource clock, Optional<ApiOfPages> api) {}

    /** Makes the API that stands beside these pages. */
    @FunctionalInterface
    public interface ApiOfPages {
        /** @param signInLink what {@link #signInLink} gives, for those who showed that they may do what a person may */
        Handler with(Supplier<String> signInLink);
    }

    /** @throws java.io.IOException if the port is taken or the machine gives no socket */
    public static WebServer start(Options options) throws java.io.IOException {
        VirtualThreadPool threads = new VirtualThreadPool();
        threads.setName("web");
        Server server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.setRequestHeaderSize(MOST_HEADER_BYTES);
        http.setRelativeRedirectAllowed(true);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(ADDRESS);
        connector.setPort(options.port());
        connector.setIdleTimeout(IDLE_MILLIS);
        server.addConnector(connector);
        server.setErrorHandler(new BareErrors());
        SignIn signIn = new SignIn(options.randomness());
        try {
            connector.open();
            Doorkeeper door = new Doorkeeper(
                    ADDRESS + ":" + connector.getLocalPort(),
                    signIn,
                    options.gate(),
                    AllPages.router(options.gate(), signIn, options.clock()),
                    options.api().map(api -> api.with(() -> link(connector, signIn))));
            server.setHandler(door);
            server.start();
            return new WebServer(server, connector, signIn, door);
        } catch (java.io.IOException e) {
            throw e;
        } catch (Exception e) {
            throw new java.io.IOException("the web server did not start", e);
        }
    }

    public int port() {
        return connector.getLocalPort();
    }

    /** {@code http://127.0.0.1:port}, the only origin. */
    public String origin() {
        return origin(connector);
    }

    private static String origin(ServerConnector connector) {
        return "http://" + ADDRESS + ":" + connector.getLocalPort();
    }

    /**
     * A link that signs one browser in, once; it voids the link before it. The code stands behind {@code #}, which browsers keep
     * to themselves: it reaches this node in the body of a form and never stays in an address.
     */
    public String signInLink() {
        return link(connector, signIn);
    }

    private static String link(ServerConnector connector, SignIn signIn) {
        return origin(connector) + "/enter#" + signIn.newCode().reveal();
    }

    @Override
    public void close() {
        door.endStreams();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the web server did not stop", e);
        }
    }
}
